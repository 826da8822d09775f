"""How the gateway names subjects where it keeps them: units by their identifier, persons by a pseudonym."""

from __future__ import annotations

_PERSON = "PERSON:"


def person_ref(pseudonym: str) -> str:
    """Give the ref of a natural person."""
    return f"{_PERSON}{pseudonym}"


def is_person(subject_ref: str) -> bool:
    """Tell whether a ref names a natural person."""
    return subject_ref.startswith(_PERSON)
