"""Reads `publicity.toml` (how long a record may be shown) and `remedies.toml` (GO-22-b, GO-22-f)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import ObjectionTerms, PublicityRegime, PublicitySpan, RemedyRule
from gateway.rules.reading.known import check_covers
from schema.codes import RecordKind, Severity
from schema.measures import LegalBasis, Remedy

_SPANS = (Severity.MINOR, Severity.GENERAL, Severity.SERIOUS)


def read_regimes(
    root: Table, bases: Mapping[str, LegalBasis], below: Iterable[PublicityRegime]
) -> tuple[PublicityRegime, ...]:
    """Read every `[[regime]]`, after those of the layer below; the rest of the part is read before."""
    earlier: dict[str, PublicityRegime | None] = {regime.id: regime for regime in below}
    found = unique(root.tables("regime"), lambda table: _read_regime(table, bases), below=earlier)
    root.finish()
    return tuple(rule for rule in found.values() if rule is not None)


def read_remedies(root: Table, bases: Mapping[str, LegalBasis], below: Iterable[RemedyRule]) -> tuple[RemedyRule, ...]:
    """Read every `[[remedy]]`; a pack without remedies is faulty, since each restraint must show them."""
    found = [*below, *(_read_remedy(table, bases) for table in root.tables("remedy"))]
    if not found:
        root.fault("has no remedy (GO-22-f)", "add [[remedy]]")
    return tuple(rule for rule in found if rule is not None)


def read_objections(
    root: Table, bases: Mapping[str, LegalBasis], below: ObjectionTerms | None
) -> ObjectionTerms | None:
    """Read `[objections]`, or take that of the layer below; a pack without is faulty (GO-22-b)."""
    table = root.table("objections")
    if table is None:
        if below is None:
            root.fault("does not say how long a disputed record is verified (GO-22-b)", "add [objections]")
        return below
    verification = table.integer("verification_days", at_least=1)
    correction = table.integer("correction_days", at_least=1)
    says, written = table.text("says"), table.text("basis")
    known = table.known("basis", written, bases, "the legal basis")
    table.finish()
    if not known:
        return None
    return ObjectionTerms(verification_days=verification, correction_days=correction, basis=bases[written], says=says)


def _read_regime(table: Table, bases: Mapping[str, LegalBasis]) -> tuple[str, PublicityRegime | None]:
    name, written = table.text("id"), table.text("basis")
    in_force = table.period("in_force")
    spans = {severity: _read_span(table, severity) for severity in _SPANS}
    if not table.known("basis", written, bases, "the legal basis"):
        return name, None
    check_covers(table, "basis", bases[written], in_force)
    return name, PublicityRegime(id=name, in_force=in_force, basis=bases[written], spans=spans)


def _read_span(table: Table, severity: Severity) -> PublicitySpan:
    inner = table.table(severity.value)
    if inner is None:
        table.fault(f"says nothing of {severity}", f"write {severity} = {{ min_months = 0, max_months = 3 }}")
        return PublicitySpan(min_months=0, max_months=0)
    span = PublicitySpan(min_months=inner.integer("min_months"), max_months=inner.integer("max_months", at_least=1))
    if span.min_months > span.max_months:
        inner.fault("is reversed", "exchange min_months and max_months")
    inner.finish()
    return span


def _read_remedy(table: Table, bases: Mapping[str, LegalBasis]) -> RemedyRule | None:
    written = table.text("basis")
    title, title_zh = table.text("title"), table.text("title_zh")
    body, time_limit = table.text("body"), table.text("time_limit")
    kinds = frozenset(table.some_of("record_kinds", RecordKind))
    body_zh, time_limit_zh = table.optional_text("body_zh"), table.optional_text("time_limit_zh")
    if not table.known("basis", written, bases, "the legal basis"):
        return None
    remedy = Remedy(title=title, title_zh=title_zh, body=body, time_limit=time_limit, basis=bases[written])
    return RemedyRule(remedy=remedy, record_kinds=kinds, body_zh=body_zh, time_limit_zh=time_limit_zh)
