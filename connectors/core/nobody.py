"""Well-formed identifiers of nobody: of a division that does not exist, with right check characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schema.identifiers import (
    Identifier,
    Scheme,
    credit_check_character,
    organisation_check_character,
    registration_check_digit,
    resident_check_character,
)


def nobody(scheme: Scheme, number: int = 99) -> Identifier:
    """Give an identifier of nobody; other numbers, of two digits, give others."""
    return Identifier(scheme=scheme, value=_VALUES[scheme](number))


def _organisation(number: int) -> str:
    stem = f"TA99LY{number:02}"
    return stem + organisation_check_character(stem)


def _credit(number: int) -> str:
    first17 = "91979999" + _organisation(number)
    return first17 + credit_check_character(first17)


def _registration(number: int) -> str:
    first14 = f"979999000000{number:02}"
    return first14 + registration_check_digit(first14)


def _resident(number: int) -> str:
    first17 = f"979999190001019{number:02}"
    return first17 + resident_check_character(first17)


_VALUES: Mapping[Scheme, Callable[[int], str]] = {
    Scheme.CREDIT_CODE: _credit,
    Scheme.ORGANISATION_CODE: _organisation,
    Scheme.REGISTRATION_NUMBER: _registration,
    Scheme.TAXPAYER_NUMBER: lambda number: f"979999{_organisation(number)}",
    Scheme.CUSTOMS_CODE: lambda number: f"97999600{number:02}",
    Scheme.RESIDENT_IDENTITY: _resident,
}
