"""Identities replaced by invented ones, consistently: the same everywhere in a case, with right check characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from schema.identifiers import (
    Scheme,
    credit_check_character,
    fault_of,
    normalise,
    organisation_check_character,
    registration_check_digit,
    resident_check_character,
)

_CODES = re.compile(r"[0-9A-Z]{8}-?[0-9X](?![0-9A-Z])|[0-9A-Z]{10,18}", re.IGNORECASE)
_ORDER = (
    Scheme.CREDIT_CODE,
    Scheme.RESIDENT_IDENTITY,
    Scheme.TAXPAYER_NUMBER,
    Scheme.REGISTRATION_NUMBER,
    Scheme.ORGANISATION_CODE,
)
_PERSON = re.compile(r"[0-9]{6}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]")
_DIVISION = "979999"  # no division has this number


class Invented:
    """Gives every identity met an invented one, always the same; what is invented already is left alone.

    `names` are the names to be replaced, by what the invented ones begin with.
    """

    def __init__(self, names: Mapping[str, Iterable[str]] | None = None) -> None:
        self._codes: dict[str, str] = {}
        self._organisations: dict[str, str] = {}
        self._names = dict(_invented_names(names or {}))

    def replaced(self, text: str) -> str:
        """Give a text in which every identifier with a right check, and every name, is invented."""
        for name in sorted(self._names, key=len, reverse=True):
            text = text.replace(name, self._names[name])
        return _CODES.sub(lambda match: self._code(match[0]), text)

    def value(self, scheme: Scheme, value: str) -> str:
        """Give the invented counterpart of an identifier."""
        return self._of(scheme, value)

    def _code(self, written: str) -> str:
        value = normalise(written)
        for scheme in (Scheme.RESIDENT_IDENTITY, *_ORDER) if _PERSON.fullmatch(value) else _ORDER:
            if fault_of(scheme, value) is None:
                made = self._of(scheme, value)
                return f"{made[:8]}-{made[8]}" if "-" in written and scheme is Scheme.ORGANISATION_CODE else made
        return written

    def _of(self, scheme: Scheme, value: str) -> str:
        if value not in self._codes:
            self._codes[value] = _MAKE[scheme](self, value)
        return self._codes[value]

    def _organisation(self, value: str) -> str:
        if value not in self._organisations:
            stem = f"TX{len(self._organisations) + 1:02}LY00"
            self._organisations[value] = stem + organisation_check_character(stem)
        return self._organisations[value]

    def _credit(self, value: str) -> str:
        first17 = f"{value[:2]}{_DIVISION}{self._organisation(value[8:17])}"
        return first17 + credit_check_character(first17)

    def _taxpayer(self, value: str) -> str:
        return _DIVISION + self._organisation(value[6:])

    def _registration(self, value: str) -> str:  # noqa: ARG002 - all are made alike
        first14 = f"{_DIVISION}{len(self._codes) + 1:08}"
        return first14 + registration_check_digit(first14)

    def _resident(self, value: str) -> str:  # noqa: ARG002 - all are made alike
        first17 = f"{_DIVISION}19700101{len(self._codes) + 1:03}"
        return first17 + resident_check_character(first17)

    def _customs(self, value: str) -> str:  # noqa: ARG002 - all are made alike
        return f"{_DIVISION}{len(self._codes) + 1:04}"


_MAKE: Mapping[Scheme, Callable[[Invented, str], str]] = {
    Scheme.CREDIT_CODE: Invented._credit,  # noqa: SLF001 - its own table
    Scheme.ORGANISATION_CODE: Invented._organisation,  # noqa: SLF001 - as above
    Scheme.TAXPAYER_NUMBER: Invented._taxpayer,  # noqa: SLF001 - as above
    Scheme.REGISTRATION_NUMBER: Invented._registration,  # noqa: SLF001 - as above
    Scheme.RESIDENT_IDENTITY: Invented._resident,  # noqa: SLF001 - as above
    Scheme.CUSTOMS_CODE: Invented._customs,  # noqa: SLF001 - as above
}


def _invented_names(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    for begins, some in names.items():
        yield from ((name, f"{begins}{number}") for number, name in enumerate(_distinct(some), start=1))


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if len(name) > 1))
