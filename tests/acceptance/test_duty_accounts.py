"""Accounts over HTTP: what departments did in a month, told in the next to those who may know (GO-23, GO-13-d)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.cli.notice_questions import LIST
from gateway.cli.questions import ACCOUNTS
from gateway.demo.servers import gateway_starting, put_before, town_running
from gateway.demo.worlds import World
from schema.duties import Indicator
from tests.acceptance.approvals import FOOD
from tests.acceptance.departments import FINANCE, INSPECTOR, Departments
from tests.acceptance.october import (
    APPLIED,
    CHECKED,
    LATE,
    NATION,
    OCTOBER_15,
    PLANNED,
    PROMPT,
    PROVINCE,
    REFUSED,
    SILENT,
    decisions,
    joint_cases,
    notices,
    publications,
    silences,
)
from tests.acceptance.october_rights import RIGHTED, TAKEN_BACK, VERIFIED, objections, repairs
from tests.acceptance.told_accounts import PATIENCE, SMALL, Told, exact, indicators, partly

STATISTICS = "sandbox-statistics"
OCTOBER = World(day=OCTOBER_15.date(), clock=OCTOBER_15)
NOVEMBER = World(day=OCTOBER.day, clock=datetime(2026, 11, 24, 4, tzinfo=UTC))


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    root = tmp_path_factory.mktemp("accounts")
    state = root / "state"
    with town_running(root / "town", OCTOBER) as town:
        with gateway_starting(state, OCTOBER) as child:
            gateway = put_before(child, town, state)
            notice = notices(gateway)
            canaries = joint_cases(gateway) | objections(gateway) | decisions(gateway) | repairs(gateway)
            canaries |= publications(gateway)
            canaries |= silences(gateway)  # the last, for the gateway goes on to spare who failed
        with gateway_starting(state, NOVEMBER) as child:
            yield Told(Departments(put_before(child, town, state)), notice, canaries)


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
    assert cases["count"] == partly(APPLIED)
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


@pytest.mark.go("GO-23-a", "GO-23-c", "GO-18-f")
def test_decisions_are_counted_by_matter_with_the_checks_they_rest_on_and_feedback_by_measure(november: Told) -> None:
    (month,) = november.accounts(STATISTICS)["months"]
    licences = indicators(month["byItem"], "item", FOOD)["CHECKS"]
    assert licences["count"] == partly(CHECKED)
    assert {each["result"]: each["count"] for each in licences["results"]} == {
        "CHECKED": exact(CHECKED),
        "WITHOUT_RECEIPT": SMALL,
    }
    plans = indicators(month["byItem"], "item", "annual-inspection-plan")["CHECKS"]
    assert plans["results"] == [{"result": "CHECKED", "count": exact(PLANNED + 1)}]

    feedback = indicators(month["byItem"], "item", "RES-01")["FEEDBACK"]
    assert feedback["count"] == partly(PLANNED)
    assert feedback["results"] == [
        {"result": "APPLIED_SUSPENDED", "count": SMALL},
        {"result": "APPLIED", "count": exact(PLANNED)},
    ]
    assert feedback["timings"] == [
        {"timing": "SOON", "count": exact(PLANNED)},
        {"timing": "UNTIMED", "count": SMALL},  # no day was due while the record was disputed
    ]


@pytest.mark.go("GO-23-c")
def test_repairs_and_rectifications_are_counted_for_who_had_to_decide_them_and_to_set_right(november: Told) -> None:
    (month,) = november.accounts(STATISTICS)["months"]
    found = indicators(month["byAgency"], "agency", "market-regulation")
    repairs, rectifications = found["REPAIRS"], found["RECTIFICATIONS"]
    assert repairs["results"] == [{"result": "WITHDRAWN", "count": exact(TAKEN_BACK)}]
    assert rectifications["results"] == [{"result": "DONE", "count": exact(RIGHTED)}]
    assert rectifications["timings"] == [{"timing": "SOON", "count": exact(RIGHTED)}]
    assert indicators(month["byItem"], "item", "PENALTY")["REPAIRS"] == repairs


@pytest.mark.go("GO-23-c", "GO-17-f")
def test_publications_are_counted_with_how_many_were_late(november: Told) -> None:
    (month,) = november.accounts(STATISTICS)["months"]
    found = indicators(month["byAgency"], "agency", "ecology")["PUBLICATIONS"]
    assert (found["duty"], found["count"]) == ("COLLECTION", exact(PROMPT + LATE))
    assert found["timings"] == [{"timing": "SOON", "count": exact(PROMPT)}, {"timing": "LATE", "count": exact(LATE)}]


@pytest.mark.go("GO-23-c")
def test_what_nobody_did_wrong_is_shown_as_zero(november: Told) -> None:
    (month,) = november.accounts(STATISTICS)["months"]
    counts = {each["indicator"]: each["count"] for each in month["byIndicator"]}
    assert set(counts) == set(Indicator)
    assert {name for name, count in counts.items() if count == exact(0)} == {"COMMITMENTS"}


@pytest.mark.go("GO-23-b", "GO-23-c")
def test_who_failed_is_told_with_the_notices_it_had_and_none_is_sent_by_itself(november: Told) -> None:
    accounts = november.accounts(STATISTICS)
    silent, late, unchecked, wrong = accounts["failures"]
    assert silent == {
        "agency": "court",
        "duty": "SHARING",
        "indicator": "SILENCES",
        "failed": exact(SILENT),
        "of": exact(SILENT),
        "notices": 2,
    }
    assert (late["agency"], late["indicator"]) == ("ecology", "PUBLICATIONS")
    assert (late["failed"], late["of"]) == (exact(LATE), exact(PROMPT + LATE))
    assert unchecked == {
        "agency": "market-regulation",
        "duty": "MEASURES",
        "indicator": "CHECKS",
        "failed": SMALL,
        "of": partly(CHECKED + PLANNED + 1),
        "notices": 0,
    }
    assert wrong == {**unchecked, "indicator": "FEEDBACK", "of": partly(PLANNED)}
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
    assert told(PROVINCE) == ("COORDINATED", {"market-regulation", "court", "credit-office", "ecology"})
    assert told(NATION) == ("COORDINATED", {"market-regulation", "court", "credit-office", "ecology"})
    (month,) = november.accounts(FINANCE)["months"]
    assert {each["count"]["number"] for each in month["byIndicator"]} == {0}
    counter = november.departments.refused(ACCOUNTS, "sandbox-civility-office", **{"from": "2026-11", "to": "2026-11"})
    assert counter["code"] == "INVALID_MONTHS"


@pytest.mark.go("GO-13-d", "GO-23-a", "GO-27-b")
def test_no_byte_of_the_accounts_is_of_a_subject_a_case_or_a_document(november: Told) -> None:
    said = str([november.accounts(client, "2026-03", "2026-10") for client in (STATISTICS, NATION, INSPECTOR)])
    assert len(november.canaries) > 2 * (APPLIED + REFUSED)
    assert [word for word in november.canaries if word in said] == []
