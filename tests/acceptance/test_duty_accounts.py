"""Accounts over HTTP: what departments did in a month, told in the next to those who may know (GO-23, GO-13-d)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gateway.cli.case_questions import CARRY
from gateway.cli.notice_questions import ANSWER, ISSUE, LIST
from gateway.cli.questions import ACCOUNTS
from gateway.demo.admin import DOWN, Faults
from gateway.demo.servers import Town, gateway_starting, put_before, town_running
from gateway.demo.worlds import World
from schema.duties import Indicator
from tests.acceptance.asking import TRADING_CENTRE
from tests.acceptance.departments import FINANCE, INSPECTOR, NEIGHBOUR, Departments, numbers, order
from tests.acceptance.objecting import Objecting
from tests.acceptance.test_statistics import CHECK

NATION, PROVINCE, STATISTICS = "sandbox-national-coordination", "sandbox-credit-office", "sandbox-statistics"
OCTOBER = World(day=date(2026, 10, 15), clock=datetime(2026, 10, 15, 4, tzinfo=UTC))
NOVEMBER = World(day=OCTOBER.day, clock=datetime(2026, 11, 24, 4, tzinfo=UTC))
APPLIED, REFUSED, SILENT, VERIFIED = 6, 2, 7, 5
SMALL = {"number": None, "atLeast": 0, "suppressed": "SMALL_GROUP"}
PATIENCE = 60.0  # seconds until the gateway has counted; it does so when it starts


@dataclass
class Told:
    """A gateway in November, whose departments worked in October, and words nobody may be told."""

    departments: Departments
    notice: str
    canaries: set[str] = field(default_factory=set)

    def accounts(self, client: str, first: str = "2026-10", last: str = "2026-10") -> Any:
        """Ask for accounts, until they are counted."""
        until = time.monotonic() + PATIENCE
        while True:
            body = self.departments.post(ACCOUNTS, client, **{"from": first, "to": last})
            errors = body.get("errors", [])
            if not any("counted to its end" in error["message"] for error in errors) or time.monotonic() > until:
                assert not errors, errors
                return body["data"]["dutyAccounts"]


def exact(number: int) -> dict[str, Any]:
    return {"number": number, "atLeast": number, "suppressed": None}


def indicators(rows: list[Any], name: str, value: str) -> dict[str, Any]:
    """Give what one agency, region or item has, by indicator; nothing where it is not listed."""
    return {each["indicator"]: each for row in rows if row[name] == value for each in row["indicators"]}


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    root = tmp_path_factory.mktemp("accounts")
    state = root / "state"
    with town_running(root / "town", OCTOBER) as town:
        with gateway_starting(state, OCTOBER) as child:
            departments = Departments(put_before(child, town, state))
            canaries = _joint_cases(departments) | _silences(departments, town) | _objections(departments)
            notice = _notices(departments)
        with gateway_starting(state, NOVEMBER) as child:
            yield Told(Departments(put_before(child, town, state)), notice, canaries)


def _joint_cases(departments: Departments) -> set[str]:
    said = set()
    who = departments.who("env-listed")
    for number in range(APPLIED + REFUSED):
        case = departments.opened(order(who), NEIGHBOUR)
        case = departments.change(
            CARRY, NEIGHBOUR, case=case["id"], region="990000", implementers=["market-regulation"]
        )
        said |= {case["id"], case["designation"]["record"], case["designation"]["documentNumber"]}
        if number < APPLIED:
            for response in ("RECEIVED", "CONFIRMED", "APPLIED"):
                departments.respond(case, INSPECTOR, response)
        else:
            departments.respond(case, INSPECTOR, "REFUSED", "不属本部门职责")
    return said | {who["value"], "不属本部门职责"}


def _silences(departments: Departments, town: Town) -> set[str]:
    faults = Faults(town)
    faults.put({"court": DOWN})
    who = departments.who("model-clean")
    asked = {"who": who, "why": "PUBLIC_RESOURCE_TRADING", "matter": "public-tender"}
    for number in range(SILENT):
        check = departments.ask(CHECK, TRADING_CENTRE, **asked, case=f"CANARY-{number}")["check"]
        assert check["missing"], check
    faults.put({})
    return {who["value"], "CANARY-1"}


def _objections(departments: Departments) -> set[str]:
    """Dispute one record again and again; it is found correct each time but the last, when nobody verifies it."""
    objecting = Objecting(departments.gateway)
    record, said = objecting.record("listed-strict"), set()
    for number in range(VERIFIED + 1):
        new: dict[str, Any] = {"newEvidence": True, "evidence": f"复议决定书{number}"} if number else {}
        objection = objecting.lodged("listed-strict", record, accept=True, **new)
        said |= {objection["id"], *objection["grounds"]}
        if number < VERIFIED:
            objecting.verify(objection, "CORRECT")
    return said | {record, objecting.who("listed-strict")["value"]}


def _notices(departments: Departments) -> str:
    order_of = {"duty": "SHARING", "fromMonth": "2026-10", "toMonth": "2026-10", "expected": "逐日应答"}
    issued = []
    for due in ("2026-11-02", "2026-12-31"):
        said = {"input": {**order_of, "agency": "court", "dueOn": due}, "key": f"A-{next(numbers)}"}
        issued.append(str(departments.ask(ISSUE, NATION, **said)["change"]["notice"]["id"]))
    said = {"input": {**order_of, "agency": "market-regulation", "dueOn": "2026-12-31"}, "key": "A-mr"}
    notice = departments.ask(ISSUE, PROVINCE, **said)["change"]["notice"]["id"]
    departments.ask(ANSWER, INSPECTOR, notice=notice, answer="已改", done="已改", key="A-answer")
    return issued[0]


@pytest.mark.go("GO-23-a", "GO-23-c")
def test_what_departments_did_is_counted_by_agency_region_and_item(november: Told) -> None:
    accounts = november.accounts(STATISTICS)
    (month,) = accounts["months"]
    assert (accounts["scope"], accounts["smallestGroup"]) == ("ALL", 5)
    assert month == accounts["whole"]

    silences = {"indicator": "SILENCES", "duty": "SHARING", "count": exact(SILENT)}
    for rows, name, value in (
        (month["byAgency"], "agency", "court"),
        (month["byRegion"], "region", "990000"),
        (month["byItem"], "item", "public-tender"),
    ):
        found = indicators(rows, name, value)["SILENCES"]
        assert {key: found[key] for key in silences} == silences
        assert found["results"] == [{"result": "SILENT", "count": exact(SILENT)}]

    cases = indicators(month["byAgency"], "agency", "market-regulation")["JOINT_CASES"]
    assert cases["count"] == {"number": None, "atLeast": APPLIED, "suppressed": "SMALL_GROUP"}
    assert cases["results"] == [
        {"result": "REFUSED", "count": SMALL},
        {"result": "APPLIED", "count": exact(APPLIED)},
    ]
    assert indicators(month["byItem"], "item", "environment")["JOINT_CASES"] == cases


@pytest.mark.go("GO-23-c")
def test_objections_are_counted_for_who_verified_them_in_time_and_one_that_is_open_is_not(november: Told) -> None:
    (month,) = november.accounts(STATISTICS)["months"]
    found = indicators(month["byAgency"], "agency", "credit-office")["OBJECTIONS"]
    assert found["count"] == exact(VERIFIED)
    assert found["results"] == [{"result": "VERIFIED_CORRECT", "count": exact(VERIFIED)}]
    assert found["timings"] == [{"timing": "SOON", "count": exact(VERIFIED)}]


@pytest.mark.go("GO-23-c")
def test_what_nobody_did_wrong_is_shown_as_zero(november: Told) -> None:
    (month,) = november.accounts(STATISTICS)["months"]
    counts = {each["indicator"]: each["count"] for each in month["byIndicator"]}
    assert set(counts) == set(Indicator)
    assert {name for name, count in counts.items() if count == exact(0)} == counts.keys() - {
        *("SILENCES", "JOINT_CASES", "OBJECTIONS")
    }


@pytest.mark.go("GO-23-b", "GO-23-c")
def test_who_failed_is_told_with_the_notices_it_had_and_none_is_sent_by_itself(november: Told) -> None:
    accounts = november.accounts(STATISTICS)
    (failure,) = accounts["failures"]
    assert failure == {
        "agency": "court",
        "duty": "SHARING",
        "indicator": "SILENCES",
        "failed": exact(SILENT),
        "of": exact(SILENT),
        "notices": 2,
    }
    steps = dict.fromkeys(("issued", "answered", "returned", "overdue", "corrected", "closed"), 0)
    assert accounts["whole"]["notices"] == [
        {"agency": "court", "duty": "SHARING", **steps, "issued": 2},
        {"agency": "market-regulation", "duty": "SHARING", **steps, "issued": 1, "answered": 1},
    ]
    assert november.departments.ask(LIST, NATION, first=50)["notices"]["totalCount"] == 2


@pytest.mark.go("GO-23-b")
def test_a_notice_nobody_answered_is_found_overdue(november: Told) -> None:
    until = time.monotonic() + PATIENCE
    listed: list[Any] = []
    while not listed and time.monotonic() < until:
        listed = november.departments.ask(LIST, NATION, first=50, overdue=True)["notices"]["nodes"]
    (found,) = listed
    assert (found["id"], found["state"], found["overdue"]) == (november.notice, "ISSUED", True)


@pytest.mark.go("GO-23-a", "GO-27-b")
def test_each_agency_reads_its_own_and_who_coordinates_those_of_its_region(november: Told) -> None:
    def told(client: str) -> tuple[str, set[str]]:
        accounts = november.accounts(client)
        return accounts["scope"], {row["agency"] for row in accounts["whole"]["byAgency"]}

    assert told(INSPECTOR) == ("OWN", {"market-regulation"})
    assert told(FINANCE) == ("OWN", set())
    assert told(PROVINCE) == ("COORDINATED", {"market-regulation", "court", "credit-office"})
    assert told(NATION) == ("COORDINATED", {"market-regulation", "court", "credit-office"})
    (month,) = november.accounts(FINANCE)["months"]
    assert {each["count"]["number"] for each in month["byIndicator"]} == {0}
    counter = november.departments.refused(ACCOUNTS, "sandbox-civility-office", **{"from": "2026-11", "to": "2026-11"})
    assert counter["code"] == "INVALID_MONTHS"


@pytest.mark.go("GO-13-d", "GO-23-a", "GO-27-b")
def test_no_byte_of_the_accounts_is_of_a_subject_a_case_or_a_document(november: Told) -> None:
    said = str([november.accounts(client, "2026-03", "2026-10") for client in (STATISTICS, NATION, INSPECTOR)])
    assert len(november.canaries) > 2 * (APPLIED + REFUSED)
    assert [word for word in november.canaries if word in said] == []
