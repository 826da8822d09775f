"""Stage 9, the part about sources: what a grant shows of who was asked and what they said, and what it withholds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.core.connector import Descriptor
from gateway.grants import Grant
from gateway.stages.coverage import Coverage
from gateway.stages.plan import LAST_WAVE, supplies
from schema.checks import SourceReport, WithheldReason, Withholding
from schema.codes import OutcomeKind, RecordKind
from schema.declare import revised
from schema.identifiers import Identifier, masked
from schema.records import Record

_SHOWN_AS_IS = frozenset({OutcomeKind.FAILED, OutcomeKind.NOT_APPLICABLE, OutcomeKind.WITHHELD})
_GRANT_RULE = "grant of the credential used"
_PERSONAL_RULE = "PIPL art. 6: personal data are shown only where the purpose needs them"


@dataclass(frozen=True, slots=True)
class InSight:
    """What is shown of a subject and therefore may be told of its sources: identifiers, and who delivered records."""

    identifiers: Collection[Identifier]
    delivering: Collection[str]


def delivering(records: Collection[Record]) -> frozenset[str]:
    """Name the sources that delivered records."""
    return frozenset(copy.source for record in records for copy in record.provenances)


class SourceProjection:
    """What one grant shows of the given sources."""

    def __init__(self, grant: Grant, sources: Mapping[str, Descriptor], coverage: Coverage) -> None:
        self._grant = grant
        self._sources = sources
        self._coverage = coverage
        self._shown: dict[str, bool] = {}
        self._hidden: dict[tuple[str, ...], tuple[Withholding, ...]] = {}

    def reports(self, reports: tuple[SourceReport, ...], in_sight: InSight) -> tuple[SourceReport, ...]:
        """Project reports; those about linked units tell in how many units a person holds a role (wave 3)."""
        linked_too = self._grant.shows_all(RecordKind.REGISTRATION)
        return tuple(self._report(each, in_sight) for each in reports if linked_too or each.wave != LAST_WAVE)

    def shows(self, slug: str) -> bool:
        """Tell whether everything a source supplies may be shown, but for issuers elsewhere."""
        shown = self._shown.get(slug)
        if shown is None:
            kinds = all(self._shows_name(name) for name in supplies(self._sources[slug]))
            shown = self._shown[slug] = kinds and self._coverage.source(slug)
        return shown

    def shows_identifiers_of(self, slug: str, *, registered_inside: bool) -> bool:
        """A registry's identifiers are part of the registration; others belong to whatever else a source supplies."""
        names = supplies(self._sources[slug])
        if RecordKind.REGISTRATION.value in names:
            return registered_inside and self._grant.shows(RecordKind.REGISTRATION)
        return self._coverage.source(slug) and (not names or any(self._shows_name(name) for name in names))

    def withholdings(self, reports: tuple[SourceReport, ...]) -> tuple[Withholding, ...]:
        """Say what is withheld; it follows from the grant and the sources asked alone."""
        asked = tuple(report.source for report in reports)
        if asked not in self._hidden:
            self._hidden[asked] = tuple(self.withheld_of(asked))
        return self._hidden[asked]

    def withheld_of(self, sources: Collection[str]) -> Iterator[Withholding]:
        """Say what is withheld of an answer built from these sources."""
        asked = {name for source in sources for name in supplies(self._sources[source])}
        for name in sorted(asked):
            if not self._shows_name(name):
                yield Withholding(what=name, reason=WithheldReason.NOT_GRANTED, basis=_GRANT_RULE)
        if not self._grant.personal and RecordKind.REGISTRATION.value in asked:
            yield Withholding(what="PERSONS_IN_ROLES", reason=WithheldReason.PERSONAL, basis=_PERSONAL_RULE)
        if not self._coverage.everywhere and asked:
            yield Withholding(what="OTHER_REGIONS", reason=WithheldReason.OUTSIDE_REGIONS, basis=_GRANT_RULE)

    def _report(self, report: SourceReport, in_sight: InSight) -> SourceReport:
        changes: dict[str, Any] = {}
        if report.asked_by is not None:
            key = masked(report.asked_by)
            if key not in in_sight.identifiers and not self._grant.shows_all(RecordKind.REGISTRATION):
                changes["asked_by"] = None
            elif key is not report.asked_by:
                changes["asked_by"] = key
        if not self.shows(report.source):
            changes |= self._concealed(report, "your grant does not cover its records")
        elif not self._coverage.everywhere:
            changes |= self._narrowed(report, in_sight)
        return revised(report, **changes) if changes else report

    def _narrowed(self, report: SourceReport, in_sight: InSight) -> dict[str, Any]:
        """Tell what records in sight tell already; nothing found and nothing in the regions found read the same."""
        if report.outcome is OutcomeKind.FOUND and report.source in in_sight.delivering:
            return {"records": None}
        return self._concealed(report, "your grant covers its records of some regions only")

    def _concealed(self, report: SourceReport, message: str) -> dict[str, Any]:
        changes: dict[str, Any] = {"records": None}
        if report.outcome not in _SHOWN_AS_IS:
            changes |= {"outcome": OutcomeKind.WITHHELD, "message": message}
        return changes

    def _shows_name(self, name: str) -> bool:
        kind, _, evaluated = name.partition(":")
        return self._grant.shows(RecordKind[kind], evaluated or None)
