"""What an application rests on: the record as the departments have it, who decides, and the rule of the pack. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.proceedings.days import due_after
from gateway.proceedings.records import LocatedRecord
from gateway.proceedings.words import invalid
from gateway.repairs.model import Content
from gateway.repairs.orders import Evidence, check_whose
from gateway.rules.calendar import WorkingCalendar
from gateway.rules.model import RulePack
from gateway.rules.publicity import regime_on
from gateway.rules.repair import RepairRule, deciders, prescribed_last_day, rule_for
from schema.agencies import Agency
from schema.codes import RecordKind, Severity
from schema.dates import add_months
from schema.errors import ErrorCode, Refusal
from schema.records import Record, SeriousDishonestyEntry
from schema.repairs import RepairKind

_RECORD = "input.record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An application that may be opened."""

    content: Content
    record_id: str
    subject_ref: str
    reviewers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    due_on: date | None


def prepare(
    kind: RepairKind,
    located: LocatedRecord,
    evidence: Sequence[Evidence],
    *,
    pack: RulePack,
    agencies: Mapping[str, Agency],
    calendar: WorkingCalendar,
    today: date,
) -> Prepared:
    """Prepare an application made today; raises `Refusal` where nobody may decide it or no rule provides for it."""
    record = located.record
    if kind is RepairKind.LIST_EXIT and record.kind is not RecordKind.SERIOUS_DISHONESTY_ENTRY:
        raise invalid(f"{record.kind.value} is an entry on no list", _RECORD, "apply for REPAIR")
    rule = rule_for(pack.repairs, record, today)
    if rule is None:
        known = sorted({name for each in pack.repairs for name in each.record_kinds})
        raise invalid(
            f"no rule of {pack.version.id} provides for the repair of {record.kind.value}",
            _RECORD,
            f"it provides for: {', '.join(known) or 'nothing'}",
        )
    check_whose(evidence, located.subject_ref, "input.evidence")
    reviewers = deciders(record, located.issuer, pack.lists, agencies)
    if not reviewers:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            "the body that determined the record takes no part in this gateway, so nobody here may decide",
            where=_RECORD,
            hint="apply to that body, or on the Credit China site",
        )
    return Prepared(
        content=_content(kind, record, rule, pack, today),
        record_id=record.id,
        subject_ref=located.subject_ref,
        reviewers=reviewers,
        evidence=tuple(evidence),
        due_on=due_after(calendar, today, rule.handling_days),
    )


def _content(kind: RepairKind, record: Record, rule: RepairRule, pack: RulePack, today: date) -> Content:
    return Content(
        kind=kind,
        record_kind=record.kind,
        pack=pack.version.id,
        rule=rule.id,
        basis=rule.basis.id,
        handling_days=rule.handling_days,
        needs=rule.needs,
        list_id=record.list_id if isinstance(record, SeriousDishonestyEntry) else None,
        earliest_on=_earliest(record, rule, pack, today),
        prescribed_last_day=prescribed_last_day(rule, record),
    )


def _earliest(record: Record, rule: RepairRule, pack: RulePack, today: date) -> date | None:
    """Give the first day after the least publicity, by the regime in force; a severity not stated counts as general."""
    regime = regime_on(pack.regimes, today)
    if not rule.least_publicity or regime is None or record.decided_on is None:
        return None
    span = regime.spans.get(record.severity, regime.spans[Severity.GENERAL])
    return add_months(record.decided_on, span.min_months)
