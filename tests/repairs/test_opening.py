"""Which rule an application falls under, from when it can take effect, and who decides it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from strawberry import ID

from gateway.proceedings.records import LocatedRecord
from gateway.repairs.model import Piece
from gateway.repairs.opening import Prepared, prepare
from gateway.repairs.orders import Evidence
from gateway.rules.calendar import WorkingCalendar, load_calendars
from gateway.rules.model import RulePack
from schema.agencies import Agency
from schema.codes import AgencyKind, Severity
from schema.declare import revised
from schema.errors import ErrorCode, Refusal
from schema.records import Authority, Record
from schema.repairs import RepairEvidence, RepairKind
from tests.rules.making import CONFIG, enforcement, entry, model, national_pack, penalty

TODAY = date(2026, 11, 24)
CALENDAR = load_calendars(CONFIG / "calendars")
EVIDENCE = [Evidence(piece=Piece(kind=RepairEvidence.CORRECTION, done_on=TODAY), document="x", digest=None)]


def agency(slug: str, region: str, field: str) -> Agency:
    kind = AgencyKind.GOVERNMENT
    return Agency(
        slug=ID(slug), name=slug, name_zh=slug, code="11990000TA01LY0062", kind=kind, region=region, field=field
    )


AGENCIES = {
    str(each.slug): each
    for each in (
        agency("market-regulation", "990000", "market-regulation"),
        agency("emergency-management", "990000", "work-safety"),
        agency("ecology", "990000", "environment"),
        agency("ecology-far", "970000", "environment"),
        agency("court", "990000", "justice"),
    )
}


def prepared(
    record: Record, kind: RepairKind = RepairKind.REPAIR, pack: RulePack | None = None, **more: Any
) -> Prepared:
    given: dict[str, Any] = {"calendar": CALENDAR, "today": TODAY, "issuer": record.issuer.agency} | more
    located = LocatedRecord(
        record=record, subject_ref="CREDIT_CODE:x", issuer=given.pop("issuer"), providers=(), sources=()
    )
    return prepare(kind, located, EVIDENCE, pack=pack or national_pack(), agencies=AGENCIES, **given)


def test_the_rule_of_the_kind_says_what_is_needed_and_when_it_can_take_effect() -> None:
    found = {severity: prepared(penalty(severity=severity)).content.earliest_on for severity in list(Severity)}
    assert found == {
        Severity.NONE: date(2025, 9, 1),
        Severity.UNKNOWN: date(2025, 9, 1),
        Severity.MINOR: date(2025, 6, 1),
        Severity.GENERAL: date(2025, 9, 1),
        Severity.SERIOUS: date(2026, 6, 1),
    }
    content = prepared(penalty()).content
    assert (content.rule, content.basis, content.prescribed_last_day) == ("penalty-2026", "ndrc-2025-36", None)
    assert prepared(entry()).content.earliest_on is None
    assert prepared(penalty(decided_on=None)).content.earliest_on is None
    assert prepared(enforcement()).due_on == date(2026, 11, 27)


def test_a_rule_about_a_list_comes_first_and_its_time_is_counted_from_the_decision() -> None:
    general = next(rule for rule in national_pack().repairs if rule.id == "list-2026")
    own = replace(general, id="own", lists=frozenset({"market-regulation"}), within_months=3)
    pack = replace(national_pack(), repairs=(general, own))
    assert prepared(entry(), pack=pack).content.rule == "own"
    assert prepared(entry(), pack=pack).content.prescribed_last_day == date(2026, 8, 8)
    assert prepared(entry(decided_on=None), pack=pack).content.prescribed_last_day is None
    other = prepared(entry(list_id="environment"), pack=pack)
    assert (other.content.rule, other.content.list_id) == ("list-2026", "environment")


@pytest.mark.go("GO-19-a", "GO-21-b")
def test_the_issuer_decides_or_who_keeps_the_list_in_the_issuers_region_where_it_takes_no_part() -> None:
    assert prepared(penalty()).reviewers == ("emergency-management",)
    foreign = Authority(name="样例省生态环境厅某分局", region="970000")
    environment = entry(list_id="environment", issuer=foreign)
    assert prepared(environment, RepairKind.LIST_EXIT, issuer=None).reviewers == ("ecology-far",)
    for record, issuer in (
        (revised(penalty(), issuer=foreign), None),
        (entry(list_id="environment", issuer=replace(foreign, region="960000")), None),
        (entry(list_id="none-such", issuer=foreign), None),
        (penalty(), "not-here"),
    ):
        with pytest.raises(Refusal) as refused:
            prepared(record, issuer=issuer)
        assert refused.value.code is ErrorCode.FORBIDDEN


def test_what_no_rule_provides_for_is_refused_and_a_year_without_calendar_hinders_nobody() -> None:
    with pytest.raises(Refusal, match="provides for the repair of RED_LIST_ENTRY") as refused:
        prepared(model())
    assert refused.value.hint == "it provides for: ENFORCEMENT_ENTRY, PENALTY, SERIOUS_DISHONESTY_ENTRY"
    with pytest.raises(Refusal, match="entry on no list"):
        prepared(penalty(), RepairKind.LIST_EXIT)
    assert prepared(penalty(), calendar=WorkingCalendar(())).due_on is None
