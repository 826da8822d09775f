"""Identifiers of subjects: schemes, check digits, normal forms, and what follows exactly from what.

Sources: GB 32100-2015 (credit code), GB 11714 (organisation code), GS 15-2006 (registration number),
GB 11643 (resident identity). The scheme always travels with the value; a name is never an identifier.
python-stdnum refuses credit codes of authorities A, N and Y and ignores the nested organisation code,
so those two checks are ours (domain facts, part 1).
"""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import ric
from stdnum.iso7064 import mod_11_10

from schema.declare import CodeList, about, code_list, fact
from schema.errors import ErrorCode, Refusal


@code_list
class Scheme(CodeList):
    """Identifier schemes."""

    CREDIT_CODE = "CREDIT_CODE", "Unified social credit code, GB 32100-2015, 18 characters (统一社会信用代码)."
    ORGANISATION_CODE = "ORGANISATION_CODE", "Organisation code, GB 11714, 9 characters (组织机构代码)."
    REGISTRATION_NUMBER = "REGISTRATION_NUMBER", "Business registration number, GS 15-2006, 15 digits (工商注册号)."
    TAXPAYER_NUMBER = (
        "TAXPAYER_NUMBER",
        "Legacy taxpayer number, 6-digit division and organisation code (纳税人识别号).",
    )
    CUSTOMS_CODE = "CUSTOMS_CODE", "Customs registration code, 10 characters, no check digit (海关注册编码)."
    RESIDENT_IDENTITY = (
        "RESIDENT_IDENTITY",
        "Resident identity number, GB 11643, 18 characters; personal (公民身份号码).",
    )

    @property
    def personal(self) -> bool:
        """Tell whether values of this scheme identify a natural person."""
        return self in PERSONAL_SCHEMES


PERSONAL_SCHEMES = frozenset({Scheme.RESIDENT_IDENTITY})


@fact
class Identifier:
    """Identifier of a subject: a value with its scheme. Personal values are masked wherever they are shown."""

    scheme: Scheme = about("Scheme the value belongs to.")
    value: str = about("Value in normal form, without spaces or hyphens; masked if it is personal.")

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Identifier({self.scheme.value} {masked(self).value})"


CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_SHAPE = re.compile(rf"[{CREDIT_ALPHABET}]{{18}}")
_ORGANISATION_SHAPE = re.compile(r"[0-9A-Z]{8}[0-9X]")
_CUSTOMS_SHAPE = re.compile(r"[0-9]{4}[0-9A-Z][0-9A-Z][0-9A-Z]{4}")
_MASK = re.compile(r"[*×＊•]|[xX]{2,}")
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2"})
_IGNORED = re.compile(r"[\s\-\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_BIRTH_DATE = r"(?:19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_LIKE_A_PERSON = re.compile(rf"[0-9]{{6}}{_BIRTH_DATE}[0-9]{{3}}[0-9X]?")
_EMBEDDED_PERSON = re.compile(
    r"(?<![0-9])[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X](?![0-9])"
)
_LENGTHS = {
    Scheme.CREDIT_CODE: 18,
    Scheme.ORGANISATION_CODE: 9,
    Scheme.REGISTRATION_NUMBER: 15,
    Scheme.TAXPAYER_NUMBER: 15,
    Scheme.CUSTOMS_CODE: 10,
    Scheme.RESIDENT_IDENTITY: 18,
}


def credit_check_character(first17: str) -> str:
    """Give the 18th character of a credit code (GB 32100-2015) from its first seventeen."""
    total = sum(weight * CREDIT_ALPHABET.index(char) for weight, char in zip(_CREDIT_WEIGHTS, first17, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def organisation_check_character(first8: str) -> str:
    """Give the 9th character of an organisation code (GB 11714), letters counting A=10 to Z=35."""
    total = sum(weight * int(char, 36) for weight, char in zip(_ORGANISATION_WEIGHTS, first8, strict=True))
    return "0123456789X0"[11 - total % 11]


def registration_check_digit(first14: str) -> str:
    """Give the 15th digit of a registration number (ISO 7064 MOD 11,10)."""
    return str(mod_11_10.calc_check_digit(first14))


def resident_check_character(first17: str) -> str:
    """Give the 18th character of a resident identity number (ISO 7064 MOD 11-2)."""
    return str(ric.calc_check_digit(first17))


def normalise(text: str) -> str:
    """Fold width and case, and drop spaces, hyphens and invisible characters; nothing is corrected."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).upper()


def parse_identifier(scheme: Scheme, text: str, *, where: str = "identifier") -> Identifier:
    """Read an identifier as a user wrote it.

    Raises `Refusal(INVALID_IDENTIFIER)` that says which rule is broken and, where only look-alike letters
    (O, I, S, Z) stand in the way, offers the corrected value without applying it.
    """
    value = normalise(text)
    fault = fault_of(scheme, value)
    if fault is None:
        return Identifier(scheme=scheme, value=value)
    raise Refusal(
        ErrorCode.INVALID_IDENTIFIER,
        f"{scheme.value} {_shown(scheme, value)!r}: {fault}",
        where=where,
        hint=_suggestion(scheme, value),
    )


def fault_of(scheme: Scheme, value: str) -> str | None:
    """Say what is wrong with a normalised value, or None if nothing is."""
    expected = _LENGTHS[scheme]
    if len(value) != expected:
        return f"has {len(value)} characters; the scheme has {expected}"
    return _FAULTS[scheme](value)


def is_masked(text: str) -> bool:
    """Tell whether a source has blanked part of an identifier; such a value never matches anything."""
    return bool(_MASK.search(text))


def holds_personal_number(text: str) -> bool:
    """Tell whether a resident identity number stands in a text: birth date and check character fit (GB 11643)."""
    return any(_resident_identity_fault(found.group()) is None for found in _EMBEDDED_PERSON.finditer(normalise(text)))


def organisation_code_of(credit_code: Identifier) -> Identifier:
    """Give the organisation code nested in a credit code (positions 9–17); follows exactly, GB 32100."""
    return Identifier(scheme=Scheme.ORGANISATION_CODE, value=credit_code.value[8:17])


def nested_check_holds(credit_code: Identifier) -> bool:
    """Tell whether the nested organisation code's own check holds; a failure is a warning, not a fault."""
    nested = credit_code.value[8:17]
    return bool(_ORGANISATION_SHAPE.fullmatch(nested)) and organisation_check_character(nested[:8]) == nested[8]


def aliases_of(identifier: Identifier) -> tuple[Identifier, ...]:
    """Give the identifiers that follow exactly from one, itself first (→ organisation code)."""
    match identifier.scheme:
        case Scheme.CREDIT_CODE:
            return (identifier, organisation_code_of(identifier))
        case Scheme.TAXPAYER_NUMBER:
            return (identifier, Identifier(scheme=Scheme.ORGANISATION_CODE, value=identifier.value[6:]))
        case _:
            return (identifier,)


def masked(identifier: Identifier) -> Identifier:
    """Blank the personal middle of a personal identifier; others are given as they are."""
    if not identifier.scheme.personal:
        return identifier
    return Identifier(scheme=identifier.scheme, value=_blanked(identifier.value))


def _shown(scheme: Scheme, value: str) -> str:
    """Give a value as an error may show it: cut, and without personal numbers, whatever scheme it was sent as."""
    shown = value if len(value) <= 40 else value[:40] + "…"
    return _blanked(shown) if scheme.personal else _LIKE_A_PERSON.sub(lambda found: _blanked(found.group()), shown)


def _blanked(value: str) -> str:
    return f"{value[:2]}{'*' * (len(value) - 4)}{value[-2:]}" if len(value) > 4 else "*" * len(value)


def _suggestion(scheme: Scheme, value: str) -> str:
    if scheme is Scheme.CREDIT_CODE:
        mended = value.translate(_LOOK_ALIKES)
        if mended != value and fault_of(scheme, mended) is None:
            return f"the letters O, I, S, Z do not occur in credit codes; did you mean {mended}?"
    for other in Scheme:
        if (
            other is not scheme
            and not other.personal
            and other is not Scheme.CUSTOMS_CODE
            and fault_of(other, value) is None
        ):
            return f"the value is a valid {other.value}; send it with that scheme"
    return f"copy the value from the certificate: {scheme.description}"


def _credit_code_fault(value: str) -> str | None:
    if not _CREDIT_SHAPE.fullmatch(value):
        wrong = sorted({char for char in value if char not in CREDIT_ALPHABET})
        return f"holds {', '.join(map(repr, wrong))}, which GB 32100 does not use"
    if credit_check_character(value[:17]) != value[17]:
        return "the check character (position 18) does not fit the others; at least one character is wrong"
    return None


def _organisation_code_fault(value: str) -> str | None:
    if not _ORGANISATION_SHAPE.fullmatch(value):
        return "is not eight digits or capital letters and a check character"
    if organisation_check_character(value[:8]) != value[8]:
        return "the check character (position 9) does not fit the others"
    return None


def _registration_number_fault(value: str) -> str | None:
    if not (value.isascii() and value.isdigit()):
        return "is not all digits"
    if registration_check_digit(value[:14]) != value[14]:
        return "the check digit (position 15) does not fit the others"
    return None


def _taxpayer_number_fault(value: str) -> str | None:
    if not (value[:6].isascii() and value[:6].isdigit()):
        return "does not begin with a 6-digit division"
    return _organisation_code_fault(value[6:])


def _customs_code_fault(value: str) -> str | None:
    return None if _CUSTOMS_SHAPE.fullmatch(value) else "is not four digits of a place and six of zone, kind and serial"


def _resident_identity_fault(value: str) -> str | None:
    if not (value[:17].isascii() and value[:17].isdigit() and value[17] in "0123456789X"):
        return "is not seventeen digits and a check character"
    if resident_check_character(value[:17]) != value[17]:
        return "the check character (position 18) does not fit the others"
    return None


_FAULTS = {
    Scheme.CREDIT_CODE: _credit_code_fault,
    Scheme.ORGANISATION_CODE: _organisation_code_fault,
    Scheme.REGISTRATION_NUMBER: _registration_number_fault,
    Scheme.TAXPAYER_NUMBER: _taxpayer_number_fault,
    Scheme.CUSTOMS_CODE: _customs_code_fault,
    Scheme.RESIDENT_IDENTITY: _resident_identity_fault,
}
