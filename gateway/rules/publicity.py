"""How long a record may be shown: the publicity regimes of 2019, 2023 and 2026 as data of the pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from gateway.rules.model import PublicityRegime
from gateway.rules.standing import cleared, endings
from gateway.rules.trigger import ADVERSE_KINDS
from schema.codes import RecordKind, RecordStatus, Severity
from schema.dates import add_months
from schema.records import Record, SeriousDishonestyEntry

_DAY = timedelta(days=1)


def regime_on(regimes: Iterable[PublicityRegime], day: date) -> PublicityRegime | None:
    """Give the regime in force on a day, or None before the first."""
    return next((regime for regime in regimes if regime.in_force.holds_on(day)), None)


def public_until(record: Record, regime: PublicityRegime | None) -> date | None:
    """Give the last legal day a record may be shown, or None if there is no limit.

    Penalties: the greatest span of their severity, counted from the decision, the corresponding day included; a
    severity not stated counts as general. Enforcement entries: while in force. List entries: while listed, and after
    the exit, as ended, no longer than the span of serious misconduct. An earlier day the source states wins, unless
    it lies before the decision and so says nothing. Records that are not adverse have no limit.
    """
    if record.kind not in ADVERSE_KINDS:
        return None
    limits = [_stated_limit(record), _legal_limit(record, regime)]
    return min((limit for limit in limits if limit is not None), default=None)


def may_be_disclosed(record: Record, today: date, regimes: Iterable[PublicityRegime]) -> bool:
    """Tell whether an approval may see a record today: not repaired, not withdrawn, not past its publicity.

    The regime in force today rules, whatever as-of date is asked about.
    """
    if cleared(record, today):
        return False
    if record.kind not in ADVERSE_KINDS:
        return True
    limit = public_until(record, regime_on(regimes, today))
    return limit is None or today <= limit


def _stated_limit(record: Record) -> date | None:
    stated, decided = record.public_until, record.decided_on
    return None if stated is None or (decided is not None and stated < decided) else stated


def _legal_limit(record: Record, regime: PublicityRegime | None) -> date | None:
    if record.kind is RecordKind.ENFORCEMENT_ENTRY:
        ends = [ending.on for ending in endings(record) if ending.on is not None]
        return min(ends) - _DAY if ends else None
    if isinstance(record, SeriousDishonestyEntry):
        return _after_exit(record, regime)
    return _span_end(record, regime, record.severity)


def _after_exit(entry: SeriousDishonestyEntry, regime: PublicityRegime | None) -> date | None:
    left = entry.exit_on or (entry.status_since if entry.status is RecordStatus.ENDED else None)
    limit = _span_end(entry, regime, Severity.SERIOUS)
    return None if left is None or limit is None else max(limit, left - _DAY)


def _span_end(record: Record, regime: PublicityRegime | None, severity: Severity) -> date | None:
    if regime is None or record.decided_on is None:
        return None
    span = regime.spans.get(severity, regime.spans[Severity.GENERAL])
    return add_months(record.decided_on, span.max_months)
