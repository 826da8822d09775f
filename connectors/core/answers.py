"""What the runner hands back for one key: the outcome, and how and when it was had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schema.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """One source's answer about one key."""

    outcome: Outcome
    latency_ms: float  # from the question to the outcome, waits and retries included
    attempts: int  # 0 if the source was not asked
    retrieved_at: datetime  # UTC
    data_as_of: datetime | None = None  # UTC, if the source says
