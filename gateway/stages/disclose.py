"""Stage 9, disclose: the true answer projected to a grant; what is not granted becomes null with one coded entry. Pure.

Withheld entries follow from the grant and the sources asked alone, never from what was found, so they tell nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from connectors.core.connector import Descriptor
from gateway.answers.subjects import LISTS, kind_of
from gateway.grants import Grant
from gateway.rules.inspection import NEVER_AN_ORDER
from gateway.rules.trigger import ADVERSE_KINDS
from gateway.stages.plan import supplies
from schema.checks import (
    Check,
    Conflict,
    SourceReport,
    Subject,
    SubjectIdentifier,
    WithheldReason,
    Withholding,
)
from schema.codes import OutcomeKind, RecordKind, SubjectKind
from schema.declare import revised
from schema.evaluations import RatedEvaluation
from schema.identifiers import PERSONAL_SCHEMES, Identifier, aliases_of, masked
from schema.inspection import InspectionAdvice
from schema.measures import Measure, NearMiss
from schema.prospects import PossibleChange
from schema.records import Evaluation, Penalty, PersonInRole, Record, Registration, SeriousDishonestyEntry

_SHOWN_AS_IS = frozenset({OutcomeKind.FAILED, OutcomeKind.NOT_APPLICABLE, OutcomeKind.WITHHELD})


class Projection:
    """What one grant shows of answers built from the given sources."""

    def __init__(self, grant: Grant, sources: Mapping[str, Descriptor]) -> None:
        self._grant = grant
        self._sources = sources
        self._shown_kinds: dict[tuple[RecordKind, str | None], bool] = {}
        self._shown_sources: dict[str, bool] = {}
        self._hidden: dict[tuple[str, ...], tuple[Withholding, ...]] = {}

    def check(self, check: Check) -> Check:
        """Project a check; guidance and measures stay, the records behind them only as far as granted."""
        subject = self.subject(check.subject)
        why_not = tuple(near for near in check.why_not if self._may_explain(near))
        return revised(
            check,
            subject=subject,
            measures=tuple(self._measure(measure) for measure in check.measures),
            why_not=why_not,
            evaluations=self._evaluations(check.evaluations or ()),
            sources=self._reports(check.sources, subject.identifiers),
            withheld=self._withholdings(check.sources),
            inspection=self._inspection(check.inspection) if check.inspection else None,
            what_would_change_it=tuple(self._changes(check.what_would_change_it)),
        )

    def subject(self, subject: Subject) -> Subject:
        """Project a subject: records of kinds not granted are left out, and their lists are null."""
        records = self._records(subject.records or ())
        shown = {record.id for record in records}
        identifiers = self._identifiers(subject.identifiers)
        changes: dict[str, Any] = {
            "records": records,
            "identifiers": identifiers,
            "conflicts": tuple(item for item in subject.conflicts if self._shows_conflict(item, shown)),
            "sources": self._reports(subject.sources, identifiers),
            "withheld": self._withholdings(subject.sources),
        }
        for record_type, name in LISTS.items():
            if getattr(subject, name) is not None:
                changes[name] = self._list(record_type, records)
        if not self._grant.shows(RecordKind.REGISTRATION):
            changes |= {"name": None, "names": (), "kind": _kind_of_person(subject.kind)}
        return revised(subject, **changes)

    def _list(self, record_type: type[Record], records: tuple[Record, ...]) -> tuple[Record, ...] | None:
        if not self._grant.shows_some(kind_of(record_type)):
            return None
        return tuple(record for record in records if type(record) is record_type)

    def _identifiers(self, items: tuple[SubjectIdentifier, ...]) -> tuple[SubjectIdentifier, ...]:
        """Keep what was given, what follows from it, and what a source whose answer may be shown proves."""
        given = aliases_of(items[0].identifier) if items else ()
        shown = (revised(item, sources=tuple(filter(self._shows_identifiers_of, item.sources))) for item in items)
        return tuple(_masked_identifier(item) for item in shown if item.sources or item.identifier in given)

    def _records(self, records: tuple[Record, ...]) -> tuple[Record, ...]:
        return tuple(self._record(record) for record in records if self._shows(record))

    def _shows(self, record: Record) -> bool:
        name = (record.kind, record.field if isinstance(record, Evaluation) else None)
        shown = self._shown_kinds.get(name)
        if shown is None:
            shown = self._shown_kinds[name] = self._grant.shows(*name)
        return shown

    def _record(self, record: Record) -> Record:
        changes: dict[str, Any] = {}
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
        return revised(measure, records=self._records(measure.records))

    def _inspection(self, advice: InspectionAdvice) -> InspectionAdvice:
        """Project advice: the class stays, as guidance does; reasons that speak of kinds not granted do not."""
        return advice if self._shows_all(advice.kinds) else revised(advice, reasons=(NEVER_AN_ORDER,))

    def _changes(self, changes: Iterable[PossibleChange]) -> Iterator[PossibleChange]:
        """Project possible changes; without every kind the matter looks at, only which measures would end is told."""
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
        return tuple(self._rated(item) for item in rated if self._grant.shows(RecordKind.EVALUATION, item.field))

    def _rated(self, rated: RatedEvaluation) -> RatedEvaluation:
        """Project one grade; the reason may speak of records an agreement looks at, so it needs all adverse kinds."""
        changes: dict[str, Any] = {}
        if rated.evaluation is not None:
            changes["evaluation"] = self._record(rated.evaluation)
        if rated.agreement is not None and not self._shows_all(ADVERSE_KINDS):
            changes["reason"] = rated.status.description
        return revised(rated, **changes)

    def _reports(
        self, reports: tuple[SourceReport, ...], identifiers: tuple[SubjectIdentifier, ...]
    ) -> tuple[SourceReport, ...]:
        shown = {item.identifier for item in identifiers}
        return tuple(self._report(report, shown) for report in reports)

    def _report(self, report: SourceReport, shown: Collection[Identifier]) -> SourceReport:
        changes: dict[str, Any] = {}
        if report.asked_by is not None:
            key = masked(report.asked_by)
            if key not in shown and not self._grant.shows(RecordKind.REGISTRATION):
                changes["asked_by"] = None
            elif key is not report.asked_by:
                changes["asked_by"] = key
        if not self._shows_source(report.source):
            changes["records"] = None
            if report.outcome not in _SHOWN_AS_IS:
                changes |= {"outcome": OutcomeKind.WITHHELD, "message": "your grant does not cover its records"}
        return revised(report, **changes) if changes else report

    def _shows_source(self, slug: str) -> bool:
        shown = self._shown_sources.get(slug)
        if shown is None:
            shown = all(self._shows_name(name) for name in supplies(self._sources[slug]))
            self._shown_sources[slug] = shown
        return shown

    def _shows_identifiers_of(self, slug: str) -> bool:
        """A registry's identifiers are part of the registration; others belong to whatever else a source supplies."""
        names = supplies(self._sources[slug])
        if RecordKind.REGISTRATION.value in names:
            return self._grant.shows(RecordKind.REGISTRATION)
        return not names or any(self._shows_name(name) for name in names)

    def _shows_name(self, name: str) -> bool:
        kind, _, evaluated = name.partition(":")
        return self._grant.shows(RecordKind[kind], evaluated or None)

    def _shows_conflict(self, conflict: Conflict, shown: set[Any]) -> bool:
        if conflict.records:
            return shown.issuperset(conflict.records)
        return all(self._shows_source(slug) for slug in conflict.sources)

    def _withholdings(self, reports: tuple[SourceReport, ...]) -> tuple[Withholding, ...]:
        asked = tuple(report.source for report in reports)
        if asked not in self._hidden:
            self._hidden[asked] = self._withheld_of(asked)
        return self._hidden[asked]

    def _withheld_of(self, sources: tuple[str, ...]) -> tuple[Withholding, ...]:
        asked = {name for source in sources for name in supplies(self._sources[source])}
        hidden = sorted(name for name in asked if not self._shows_name(name))
        entries = [Withholding(what=name, reason=WithheldReason.NOT_GRANTED, basis=_GRANT_RULE) for name in hidden]
        if not self._grant.personal and RecordKind.REGISTRATION.value in asked:
            entries.append(Withholding(what="PERSONS_IN_ROLES", reason=WithheldReason.PERSONAL, basis=_PERSONAL_RULE))
        return tuple(entries)


_GRANT_RULE = "grant of the credential used"
_PERSONAL_RULE = "PIPL art. 6: personal data are shown only where the purpose needs them"


def _kind_of_person(kind: SubjectKind | None) -> SubjectKind | None:
    """The identifier alone tells a person; any other kind is the registry's word."""
    return kind if kind is SubjectKind.NATURAL_PERSON else None


def _masked_identifier(item: SubjectIdentifier) -> SubjectIdentifier:
    return revised(item, identifier=masked(item.identifier)) if item.identifier.scheme.personal else item
