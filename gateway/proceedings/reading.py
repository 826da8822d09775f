"""What several kinds of proceeding read alike of what a department writes: matters, documents, ids, days."""

from __future__ import annotations

from datetime import date

from gateway.grants import Grant
from gateway.office import Office
from gateway.proceedings.words import invalid, read_words
from schema.agencies import Matter
from schema.errors import ErrorCode, Refusal
from schema.suggest import did_you_mean

LONGEST_DOCUMENT = 200
LONGEST_ID = 300


def read_matter(name: str, grant: Grant, office: Office, where: str = "input.matter") -> Matter:
    """Give a matter the grant covers; raises `Refusal`."""
    matter = office.matters.get(name)
    if matter is None:
        problem = f"no matter {name[:100]!r} is configured"
        raise Refusal(ErrorCode.UNKNOWN_MATTER, problem, where=where, hint=did_you_mean(name, office.matters))
    if name not in grant.matters:
        hint = f"it covers: {', '.join(sorted(grant.matters)) or 'nothing'}"
        raise Refusal(ErrorCode.FORBIDDEN, f"this credential is not for the matter {name!r}", where=where, hint=hint)
    return matter


def read_document(written: str | None, where: str) -> str | None:
    """Give the number of a document, if one is named."""
    return None if written is None else read_words(written, where, LONGEST_DOCUMENT)


def read_id(written: str, where: str) -> str:
    """Give the id of a receipt or measure as it was given out."""
    return read_words(written, where, LONGEST_ID)


def read_span(starts_on: date, last_day: date | None, where: str) -> None:
    """Raise `Refusal` for a stretch of days that ends before it begins."""
    if last_day is not None and last_day < starts_on:
        raise invalid(f"the last day {last_day} is before the first, {starts_on}", where, "write the days in order")
