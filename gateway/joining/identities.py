"""Identifiers of one subject: gathered from what was asked and what sources prove, differences shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gateway.stages.dossier import SourceAnswer
from schema.checks import Conflict, ConflictKind, SubjectIdentifier
from schema.dates import Period
from schema.identifiers import Identifier, Scheme, aliases_of
from schema.outcomes import Found

_ONE_PER_SUBJECT = (Scheme.CREDIT_CODE, Scheme.ORGANISATION_CODE, Scheme.RESIDENT_IDENTITY)


@dataclass(slots=True)
class _Learnt:
    sources: dict[str, None] = field(default_factory=dict)  # in the order they answered
    period: Period | None = None


def gather(asked: Identifier, answers: Iterable[SourceAnswer]) -> tuple[tuple[SubjectIdentifier, ...], list[Conflict]]:
    """Gather every identifier of the subject, and a conflict for each scheme that can hold only one and got two."""
    learnt: dict[Identifier, _Learnt] = {alias: _Learnt() for alias in aliases_of(asked)}
    for answer in answers:
        for alias in answer.outcome.aliases if isinstance(answer.outcome, Found) else ():
            for identifier in aliases_of(alias.identifier):
                entry = learnt.setdefault(identifier, _Learnt())
                given = identifier is alias.identifier
                entry.period = _agreed(entry.period, alias.period, given=given) if entry.sources else alias.period
                entry.sources[answer.source] = None
    found = tuple(
        SubjectIdentifier(identifier=identifier, sources=tuple(entry.sources), period=entry.period)
        for identifier, entry in learnt.items()
    )
    return found, _conflicts(found)


def _agreed(kept: Period | None, said: Period | None, *, given: bool) -> Period | None:
    """Keep the period said first; what also follows from an identifier still valid is not over with another."""
    if given:
        return kept or said
    return kept if kept is not None and said is not None else None


def _conflicts(found: tuple[SubjectIdentifier, ...]) -> list[Conflict]:
    conflicts = []
    for scheme in _ONE_PER_SUBJECT:
        current = [item for item in found if item.identifier.scheme is scheme and not _ended(item)]
        if len(current) > 1:
            conflicts.append(
                Conflict(
                    kind=ConflictKind.IDENTIFIER_DIFFERS,
                    message=f"{len(current)} different {scheme.value} values were given for this subject",
                    sources=tuple(dict.fromkeys(source for item in current for source in item.sources)),
                )
            )
    return conflicts


def _ended(item: SubjectIdentifier) -> bool:
    return item.period is not None and item.period.ends_before is not None
