"""Which names may be searched, and which units bear them; a source's own idea of a match is not relied on. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from gateway.joining.names import folded_name
from schema.errors import ErrorCode, Refusal
from schema.records import Registration

MOST_UNITS: Final = 20
_LONGEST: Final = 100
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LEAST_HAN: Final = 2
_LEAST_LETTERS: Final = 4


def read_name(written: str) -> str:
    """Give a name without outer blanks; raises `Refusal(INVALID_NAME)` for one too short, too long, or unprintable."""
    name = unicodedata.normalize("NFC", written.strip())
    letters = sum(each.isalnum() for each in folded_name(name))
    if len(name) > _LONGEST or not name.isprintable():
        problem = f"the name is longer than {_LONGEST} characters, or holds control characters"
    elif len(_HAN.findall(name)) < _LEAST_HAN and letters < _LEAST_LETTERS:
        problem = "the name is too short to be searched"
    else:
        return name
    raise Refusal(
        ErrorCode.INVALID_NAME,
        problem,
        where="name",
        hint=f"write at least {_LEAST_HAN} Chinese characters or {_LEAST_LETTERS} letters or digits of it",
    )


def read_most(written: int) -> int:
    """Give how many units are wanted; raises `Refusal(BAD_REQUEST)`."""
    if not 1 <= written <= MOST_UNITS:
        raise Refusal(ErrorCode.BAD_REQUEST, f"first is {written}", where="first", hint=f"write 1 to {MOST_UNITS}")
    return written


def bearing(name: str, registrations: Iterable[Registration], *, exact: bool) -> tuple[Registration, ...]:
    """Give those whose own name is the one searched or begins with it, whole names first, else by name and code."""
    wanted = folded_name(name)
    found = {record.identifiers: record for record in _matching(wanted, registrations, exact=exact)}
    return tuple(sorted(found.values(), key=lambda record: _place(record, wanted)))


def _matching(wanted: str, registrations: Iterable[Registration], *, exact: bool) -> Iterator[Registration]:
    for record in registrations:
        own = folded_name(record.subject_name or "")
        if own == wanted or (not exact and own.startswith(wanted)):
            yield record


def _place(record: Registration, wanted: str) -> tuple[bool, str, str]:
    own = folded_name(record.subject_name or "")
    return own != wanted, own, record.identifiers[0].value
