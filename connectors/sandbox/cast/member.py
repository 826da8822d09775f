"""One member of the cast: a subject made for a scenario."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.sandbox.model import NaturalPerson, Subject
from schema.identifiers import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """Subject of a scenario: how to ask about it, what it is for, and what is true of it."""

    key: str
    name: str
    scheme: Scheme
    value: str
    purpose: str
    subject: Subject | None = None  # None: nobody in the town knows it, or it is a person
    person: NaturalPerson | None = None


def enterprise(key: str, purpose: str, subject: Subject) -> CastMember:
    """Make a member of an enterprise, asked by its credit code."""
    return CastMember(
        key=key,
        name=subject.unit.name,
        scheme=Scheme.CREDIT_CODE,
        value=subject.code,
        purpose=purpose,
        subject=subject,
    )


def person(key: str, purpose: str, natural: NaturalPerson) -> CastMember:
    """Make a member of a natural person, asked by resident identity."""
    return CastMember(
        key=key,
        name=natural.person.name,
        scheme=Scheme.RESIDENT_IDENTITY,
        value=natural.person.number,
        purpose=purpose,
        person=natural,
    )
