"""What a process keeps of departments' answers, in numbers; never of whom."""

from __future__ import annotations

from datetime import datetime

from schema.declare import about, fact


@fact
class SourceCache:
    """Answers of one source that the answering process keeps; what a question may take from them is its own choice."""

    source: str = about("Slug of the source.")
    agency: str = about("Slug of its agency.")
    answers: int = about("How many answers are kept.")
    oldest_at: datetime | None = about("When the oldest was had from the source (UTC); null where none is kept.")
    freshness_seconds: float = about("How long an answer may be reused, as the source declares.")
    absence_freshness_seconds: float = about("How long the answer that there is nothing may be reused.")
    reused: int = about("How many questions were answered from what is kept, since the configuration was read.")
    asked: int = about("How many questions were put to the source, since the configuration was read.")
