"""Makes valid identifiers from serials, in divisions that do not exist."""

from __future__ import annotations

from dataclasses import dataclass

from schema.codes import SubjectKind
from schema.identifiers import (
    credit_check_character,
    organisation_check_character,
    registration_check_digit,
    resident_check_character,
)

_CLASSES = {
    SubjectKind.ENTERPRISE: "91",
    SubjectKind.SELF_EMPLOYED: "92",
    SubjectKind.COOPERATIVE: "93",
    SubjectKind.PUBLIC_INSTITUTION: "12",
    SubjectKind.SOCIAL_ORGANISATION: "52",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Every identifier of one unit."""

    credit: str
    organisation: str
    registration: str
    taxpayer: str
    customs: str


def unit_codes(kind: SubjectKind, division: str, stem: str, serial: int) -> Codes:
    """Make the identifiers of a unit from its division, the 8-character stem of its organisation code and a serial."""
    organisation = stem + organisation_check_character(stem)
    first17 = _CLASSES[kind] + division + organisation
    first_digit = "6" if kind is SubjectKind.SELF_EMPLOYED else "0"
    first14 = f"{division}{first_digit}{serial:07d}"
    return Codes(
        credit=first17 + credit_check_character(first17),
        organisation=organisation,
        registration=first14 + registration_check_digit(first14),
        taxpayer=f"{division[:2]}0100{organisation}",
        customs=f"{division[:4]}96{serial:04d}",
    )


def resident_identity(birth: str, serial: int, division: str = "990000") -> str:
    """Make a resident identity number from an 8-digit birth date and a serial (odd male, even female)."""
    first17 = f"{division}{birth}{serial:03d}"
    return first17 + resident_check_character(first17)
