"""Personal numbers that departments write into the texts of their records: masked for everybody. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter
from typing import Final, get_type_hints

from schema.identifiers import Identifier, Scheme, fault_of, masked
from schema.records import RECORD_TYPES, Record

_SHORTEST: Final = 18
_LIKE_A_NUMBER: Final = re.compile(r"[0-9]{17}[0-9Xx](?![0-9A-Za-z])")


def _texts_of(record_type: type[Record]) -> tuple[tuple[str, ...], Callable[[Record], tuple[str | None, ...]]]:
    names = tuple(name for name, hint in get_type_hints(record_type).items() if hint in (str, str | None))
    return names, attrgetter(*names)


_TEXTS: Final = {record_type: _texts_of(record_type) for record_type in RECORD_TYPES}


def personal_texts(record: Record) -> dict[str, str]:
    """Give the texts of a record in which a resident identity number stands, with the number masked, by field."""
    names, read = _TEXTS[type(record)]
    found: dict[str, str] = {}
    for place, text in enumerate(read(record)):
        if text and len(text) >= _SHORTEST and (shown := _LIKE_A_NUMBER.sub(_masked, text)) != text:
            found[names[place]] = shown
    return found


def _masked(found: re.Match[str]) -> str:
    """Mask what passes the check of a resident identity number; other numbers stay."""
    value = found.group().upper()
    if fault_of(Scheme.RESIDENT_IDENTITY, value) is not None:
        return found.group()
    return masked(Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=value)).value
