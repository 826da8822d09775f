"""Stage 9, disclose: the true answer projected to a grant; what is not granted becomes null with one coded entry. Pure.

Withheld entries follow from the grant and the sources asked alone, never from what was found, so they tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from connectors.core.connector import Descriptor
from gateway.answers.subjects import LISTS, kind_of
from gateway.grants import Grant
from gateway.rules.inspection import NEVER_AN_ORDER
from gateway.rules.trigger import ADVERSE_KINDS
from gateway.stages.coverage import Coverage
from gateway.stages.disclose_sources import InSight, SourceProjection, delivering
from gateway.stages.free_texts import personal_texts
from schema.agencies import Agency
from schema.checks import Check, Conflict, ConflictKind, Subject, SubjectIdentifier, Withholding
from schema.codes import RecordKind, SubjectKind
from schema.declare import revised
from schema.evaluations import RatedEvaluation
from schema.identifiers import PERSONAL_SCHEMES, aliases_of, masked
from schema.inspection import InspectionAdvice
from schema.measures import Measure, NearMiss
from schema.prospects import PossibleChange
from schema.records import Evaluation, Penalty, PersonInRole, Record, Registration, SeriousDishonestyEntry


class Projection:
    """What one grant shows of answers built from the given sources of the given agencies."""

    def __init__(self, grant: Grant, sources: Mapping[str, Descriptor], agencies: Mapping[str, Agency]) -> None:
        self._grant = grant
        self._coverage = Coverage(grant, sources, agencies)
        self._of_sources = SourceProjection(grant, sources, self._coverage)
        self._shown_kinds: dict[tuple[RecordKind, str | None], bool] = {}

    def check(self, check: Check) -> Check:
        """Project a check; guidance and measures stay, the records behind them only as far as granted."""
        subject, in_sight = self._subject(check.subject)
        return revised(
            check,
            subject=subject,
            measures=tuple(self._measure(measure) for measure in check.measures),
            why_not=tuple(near for near in check.why_not if self._may_explain(near)),
            evaluations=self._evaluations(check.evaluations or ()),
            sources=self._of_sources.reports(check.sources, in_sight),
            withheld=self._of_sources.withholdings(check.sources),
            inspection=self._inspection(check.inspection) if check.inspection else None,
            what_would_change_it=tuple(self._changes(check.what_would_change_it)),
        )

    def subject(self, subject: Subject) -> Subject:
        """Project a subject: records that are not granted are left out, and the lists of kinds not granted are null."""
        return self._subject(subject)[0]

    def withheld_of(self, sources: Iterable[str]) -> tuple[Withholding, ...]:
        """Say what would be withheld of an answer built from these sources."""
        return tuple(self._of_sources.withheld_of(tuple(sources)))

    def _subject(self, subject: Subject) -> tuple[Subject, InSight]:
        records = self._records(subject.records or ())
        shown = {record.id for record in records}
        known = [item.identifier for item in subject.identifiers]
        registered_inside = self._coverage.registration(subject.records or (), known)
        identifiers = self._identifiers(subject.identifiers, registered_inside=registered_inside)
        in_sight = InSight({item.identifier for item in identifiers}, self._delivering(records))
        changes: dict[str, Any] = {
            "records": records,
            "identifiers": identifiers,
            "conflicts": tuple(item for item in subject.conflicts if self._shows_conflict(item, shown)),
            "sources": self._of_sources.reports(subject.sources, in_sight),
            "withheld": self._of_sources.withholdings(subject.sources),
        }
        for record_type, name in LISTS.items():
            if getattr(subject, name) is not None:
                changes[name] = self._list(record_type, records)
        if not (registered_inside and self._grant.shows(RecordKind.REGISTRATION)):
            changes |= {"name": None, "names": (), "kind": _kind_of_person(subject.kind)}
        return revised(subject, **changes), in_sight

    def _delivering(self, records: tuple[Record, ...]) -> frozenset[str]:
        return frozenset() if self._coverage.everywhere else delivering(records)

    def _list(self, record_type: type[Record], records: tuple[Record, ...]) -> tuple[Record, ...] | None:
        if not self._grant.shows_some(kind_of(record_type)):
            return None
        return tuple(record for record in records if type(record) is record_type)

    def _identifiers(
        self, items: tuple[SubjectIdentifier, ...], *, registered_inside: bool
    ) -> tuple[SubjectIdentifier, ...]:
        """Keep what was given, what follows from it, and what a source whose answer may be shown proves."""
        given = aliases_of(items[0].identifier) if items else ()

        def proves(slug: str) -> bool:
            return self._of_sources.shows_identifiers_of(slug, registered_inside=registered_inside)

        shown = (revised(item, sources=tuple(filter(proves, item.sources))) for item in items)
        return tuple(_masked_identifier(item) for item in shown if item.sources or item.identifier in given)

    def _records(self, records: tuple[Record, ...]) -> tuple[Record, ...]:
        return tuple(self._record(record) for record in records if self._shows(record))

    def _shows(self, record: Record) -> bool:
        name = (record.kind, record.field if isinstance(record, Evaluation) else None)
        shown = self._shown_kinds.get(name)
        if shown is None:
            shown = self._shown_kinds[name] = self._grant.shows(*name)
        return shown and self._coverage.record(record)

    def _record(self, record: Record) -> Record:
        changes: dict[str, Any] = {**personal_texts(record)}
        if not PERSONAL_SCHEMES.isdisjoint([item.scheme for item in record.identifiers]):
            changes["identifiers"] = tuple(masked(item) for item in record.identifiers)
        if isinstance(record, Registration) and record.officers:
            changes["officers"] = self._persons(record.officers)
        elif isinstance(record, Penalty | SeriousDishonestyEntry) and record.responsible:
            changes["responsible"] = self._persons(record.responsible)
        return revised(record, **changes) if changes else record

    def _persons(self, persons: tuple[PersonInRole, ...]) -> tuple[PersonInRole, ...]:
        if not self._grant.personal:
            return ()
        return tuple(
            revised(person, identifier=masked(person.identifier)) if person.identifier else person for person in persons
        )

    def _measure(self, measure: Measure) -> Measure:
        """Project a measure: it stays; what tells of a record, or of a role, that is not shown does not."""
        records = self._records(measure.records)
        changes: dict[str, Any] = {"records": records}
        if len(records) < len(measure.records):
            changes |= {"reason": measure.status.description, "recognised_under": None, "suspended_since": None}
        if measure.reached_through is not None and not self._grant.shows_all(RecordKind.REGISTRATION):
            changes["reached_through"] = None
        return revised(measure, **changes)

    def _inspection(self, advice: InspectionAdvice) -> InspectionAdvice:
        """Project advice: the class stays, as guidance does; reasons that speak of kinds not granted do not."""
        return advice if self._shows_all(advice.kinds) else revised(advice, reasons=(NEVER_AN_ORDER,))

    def _changes(self, changes: Iterable[PossibleChange]) -> Iterator[PossibleChange]:
        """Project possible changes; without every record the matter looks at, only which measures would end is told."""
        for change in changes:
            if self._shows_all(change.kinds):
                yield change
            elif change.ends:
                yield revised(change, guidance=None, floor=None, begins=())

    def _may_explain(self, near: NearMiss) -> bool:
        return self._shows_all({kind for condition in near.conditions for kind in condition.kinds})

    def _shows_all(self, kinds: Iterable[RecordKind]) -> bool:
        return all(self._grant.shows_all(kind) for kind in kinds)

    def _evaluations(self, rated: tuple[RatedEvaluation, ...]) -> tuple[RatedEvaluation, ...] | None:
        if not self._grant.shows_some(RecordKind.EVALUATION):
            return None
        return tuple(self._rated(item) for item in rated if self._shows_rated(item))

    def _shows_rated(self, rated: RatedEvaluation) -> bool:
        """That a subject is unrated is told by who sees the grades of every region."""
        if rated.evaluation is None:
            return self._coverage.everywhere and self._grant.shows(RecordKind.EVALUATION, rated.field)
        return self._shows(rated.evaluation)

    def _rated(self, rated: RatedEvaluation) -> RatedEvaluation:
        """Project one grade; the reason may speak of other grades, and of records an agreement looks at."""
        changes: dict[str, Any] = {}
        if rated.evaluation is not None:
            changes["evaluation"] = self._record(rated.evaluation)
        needs_more = rated.agreement is not None and not self._shows_all(ADVERSE_KINDS)
        if needs_more or not self._coverage.everywhere:
            changes["reason"] = rated.status.description
        return revised(rated, **changes)

    def _shows_conflict(self, conflict: Conflict, shown: set[Any]) -> bool:
        """A conflict is as visible as its records; one without, as its sources: a stranger's issuer is not known."""
        if conflict.records:
            return shown.issuperset(conflict.records)
        if conflict.kind is ConflictKind.OTHER_SUBJECT and not self._coverage.everywhere:
            return False
        return all(self._of_sources.shows(slug) for slug in conflict.sources)


def _kind_of_person(kind: SubjectKind | None) -> SubjectKind | None:
    """The identifier alone tells a person; any other kind is the registry's word."""
    return kind if kind is SubjectKind.NATURAL_PERSON else None


def _masked_identifier(item: SubjectIdentifier) -> SubjectIdentifier:
    return revised(item, identifier=masked(item.identifier)) if item.identifier.scheme.personal else item
