"""Stage 2, identify: whose check is this, and which identifiers follow exactly from the one given? Pure."""

from __future__ import annotations

from dataclasses import dataclass

from schema.codes import SubjectKind
from schema.identifiers import Identifier, Scheme, aliases_of, parse_identifier

_BEST_FIRST = (Scheme.CREDIT_CODE, Scheme.ORGANISATION_CODE, Scheme.REGISTRATION_NUMBER)


@dataclass(frozen=True, slots=True)
class Identified:
    """Subject of a question: the identifier given and those that follow exactly from it."""

    asked: Identifier
    aliases: tuple[Identifier, ...]

    @property
    def personal(self) -> bool:
        """Tell whether the subject is a natural person."""
        return self.asked.scheme.personal

    @property
    def subject_kind(self) -> SubjectKind | None:
        """Kind of subject, as far as the identifier alone tells."""
        return SubjectKind.NATURAL_PERSON if self.personal else None


def identify(scheme: Scheme, text: str, *, where: str = "subject") -> Identified:
    """Read and check the identifier given; raises `Refusal(INVALID_IDENTIFIER)`."""
    return identified(parse_identifier(scheme, text, where=where))


def identified(asked: Identifier) -> Identified:
    """Give the subject of an identifier that was checked before."""
    return Identified(asked=asked, aliases=aliases_of(asked))


def naming_identifier(identifiers: tuple[Identifier, ...]) -> Identifier:
    """Give the identifier a subject is named by in the store: a person's number, else the best a unit has."""
    by_scheme = {identifier.scheme: identifier for identifier in reversed(identifiers)}
    for scheme in (Scheme.RESIDENT_IDENTITY, *_BEST_FIRST):
        if scheme in by_scheme:
            return by_scheme[scheme]
    return identifiers[0]
