"""What several kinds of proceeding read alike of what a department writes: subjects, matters, documents, ids, days."""

from __future__ import annotations

from datetime import date
from typing import Final

from gateway.grants import Grant
from gateway.office import Office
from gateway.proceedings.words import invalid, read_words
from gateway.stages.authorise import known_matter
from schema.agencies import Matter
from schema.errors import ErrorCode, Refusal
from schema.graph.inputs import IdentifierInput
from schema.identifiers import Identifier, Scheme, parse_identifier

LONGEST_DOCUMENT = 200
LONGEST_ID = 300
_SCHEMES: Final = (Scheme.CREDIT_CODE, Scheme.RESIDENT_IDENTITY)  # of which each names a subject by itself


def read_subject(
    written: IdentifierInput, where: str, problem: str, code: ErrorCode = ErrorCode.INVALID_PROCEEDING
) -> Identifier:
    """Give whom something is about; raises `Refusal` for a wrong code, or with `problem` for another scheme."""
    if written.scheme not in _SCHEMES:
        raise invalid(problem, where, f"write {' or '.join(_SCHEMES)}", code)
    return parse_identifier(written.scheme, written.value, where=where)


def read_matter(name: str, grant: Grant, office: Office, where: str = "input.matter") -> Matter:
    """Give a matter the grant covers; raises `Refusal`."""
    matter = known_matter(office.matters, name, where)
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
