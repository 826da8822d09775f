"""Notices over HTTP: a coordinating agency notifies a department that fails a duty, until it is corrected (GO-23-b)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gateway.cli.notice_questions import ANSWER, CLOSE, CONFIRM, ISSUE, LIST, RETURN, SHOW
from gateway.demo.stage import Stage
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import event, proceeding, sealed_words
from tests.acceptance.departments import FINANCE, HOME, INSPECTOR, Departments, numbers

NATION, PROVINCE, STATISTICS = "sandbox-national-coordination", "sandbox-credit-office", "sandbox-statistics"
EXPECTED, DONE = "七个工作日内补公示全部行政处罚", "补公示三十七条"

pytestmark = pytest.mark.go("GO-23-b")


@pytest.fixture(scope="module")
def departments(stage: Stage) -> Departments:
    return Departments(stage.gateway())


def order(departments: Departments, agency: str = "market-regulation", **changes: Any) -> dict[str, Any]:
    day = departments.gateway.town.day
    month = day.isoformat()[:7]
    return {
        "agency": agency,
        "duty": "COLLECTION",
        "indicator": "PUBLICATIONS",
        "fromMonth": month,
        "toMonth": month,
        "expected": EXPECTED,
        "dueOn": (day + timedelta(days=20)).isoformat(),
        **changes,
    }


def change(departments: Departments, mutation: str, client: str, **said: Any) -> Any:
    return departments.ask(mutation, client, **{"key": f"N-{next(numbers)}", **said})["change"]["notice"]


def issued(departments: Departments, client: str = NATION, **changes: Any) -> Any:
    return change(departments, ISSUE, client, input=order(departments, **changes))


def listed(departments: Departments, client: str, **wanted: Any) -> set[str]:
    page = departments.ask(LIST, client, **{"first": 50, **wanted})["notices"]
    return {each["id"] for each in page["nodes"]}


def test_a_department_is_notified_answers_and_corrects_until_the_notice_is_closed(departments: Departments) -> None:
    notice = issued(departments)
    assert (notice["state"], notice["issuedBy"], notice["agency"]) == (
        "ISSUED",
        "national-coordination",
        "market-regulation",
    )
    assert (notice["expected"], notice["duty"], notice["indicator"]) == (EXPECTED, "COLLECTION", "PUBLICATIONS")
    assert departments.ask(SHOW, INSPECTOR, notice=notice["id"])["notice"]["nextSteps"] == ["ANSWERED"]

    said = {"notice": notice["id"], "answer": "系统切换期间漏报"}
    answered = change(departments, ANSWER, INSPECTOR, **said, done="补公示十二条")
    assert (answered["state"], answered["dueOn"]) == ("ANSWERED", None)
    later = (departments.gateway.town.day + timedelta(days=30)).isoformat()
    back = change(departments, RETURN, NATION, notice=notice["id"], reason="尚有二十五条未公示", dueOn=later)
    assert (back["state"], back["dueOn"]) == ("ISSUED", later)
    change(departments, ANSWER, INSPECTOR, **said, done=DONE)
    assert change(departments, CONFIRM, NATION, notice=notice["id"])["state"] == "CORRECTED"
    closed = change(departments, CLOSE, NATION, notice=notice["id"])

    assert (closed["state"], closed["closing"], closed["nextSteps"]) == ("CLOSED", None, [])
    assert [(each["done"], each["insufficient"]) for each in closed["answers"]] == [
        ("补公示十二条", "尚有二十五条未公示"),
        (DONE, None),
    ]
    assert [(each["kind"], each["by"]) for each in closed["trail"]] == [
        ("ISSUED", "national-coordination"),
        ("ANSWERED", "market-regulation"),
        ("ISSUED", "national-coordination"),
        ("ANSWERED", "market-regulation"),
        ("CORRECTED", "national-coordination"),
        ("CLOSED", "national-coordination"),
    ]


def test_both_sides_list_it_and_nobody_else_learns_that_it_is_there(departments: Departments) -> None:
    notice = issued(departments)["id"]
    assert notice in listed(departments, NATION, state="ISSUED")
    assert notice in listed(departments, INSPECTOR, overdue=False)
    assert notice not in listed(departments, INSPECTOR, state="ANSWERED") | listed(departments, INSPECTOR, overdue=True)
    for client in (FINANCE, PROVINCE):
        assert notice not in listed(departments, client)
        unseen = departments.refused(SHOW, client, notice=notice)
        assert unseen == departments.refused(SHOW, client, notice="none")
        assert unseen["code"] == "UNKNOWN_PROCEEDING"
    assert departments.refused(SHOW, STATISTICS, notice=notice)["code"] == "FORBIDDEN"


def test_only_who_coordinates_notifies_and_only_departments_of_its_region(departments: Departments) -> None:
    def refused(client: str, agency: str = "market-regulation") -> tuple[str, str]:
        told = departments.refused(ISSUE, client, input=order(departments, agency), key=f"N-{next(numbers)}")
        return told["code"], told["where"]

    assert issued(departments, PROVINCE, agency="tax")["issuedBy"] == "credit-office"
    assert refused(PROVINCE, "ecology-far") == ("INVALID_PROCEEDING", "input.agency")
    assert refused(NATION, "sample-bank") == ("INVALID_PROCEEDING", "input.agency")
    assert refused(HOME) == ("FORBIDDEN", "Authorization")
    assert refused("sandbox-bank") == ("FORBIDDEN", "Authorization")
    coordinating = departments.ask("{ agencies { nodes { slug coordinates } } }", NATION)["agencies"]["nodes"]
    assert {each["slug"] for each in coordinating if each["coordinates"]} == {"national-coordination", "credit-office"}


def test_a_step_that_does_not_follow_is_refused_with_those_that_do(departments: Departments) -> None:
    notice = issued(departments)["id"]
    told = departments.refused(CONFIRM, NATION, notice=notice, key="N-early")
    assert (told["code"], told["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: CLOSED")
    other = departments.refused(CLOSE, INSPECTOR, notice=notice, reason="无", key="N-other")
    assert (other["code"], other["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: ANSWERED")
    assert departments.refused(CLOSE, NATION, notice=notice, key="N-why")["where"] == "reason"
    taken_back = change(departments, CLOSE, NATION, notice=notice, reason="通报有误")
    assert (taken_back["state"], taken_back["closing"]) == ("CLOSED", "通报有误")


def test_sent_again_it_is_carried_out_once_and_of_those_who_race_one_answers(departments: Departments) -> None:
    asked = {"input": order(departments), "key": f"N-{next(numbers)}"}
    first, again = (departments.ask(ISSUE, NATION, **asked)["change"] for _ in range(2))
    assert first == again
    told = departments.refused(ISSUE, NATION, **{**asked, "input": order(departments, "tax")})
    assert told["code"] == "IDEMPOTENCY_KEY_REUSED"

    def race(number: int) -> bool:
        said = {"notice": first["notice"]["id"], "answer": "已改", "done": f"第{number}次", "key": f"race-{number}"}
        return "errors" not in departments.post(ANSWER, INSPECTOR, **said)

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(race, range(6))) == 1


def test_what_was_written_is_sealed_where_it_is_kept(departments: Departments) -> None:
    notice = issued(departments)["id"]
    change(departments, ANSWER, INSPECTOR, notice=notice, answer="已改", done=DONE)
    store = open_store(StateFolder(departments.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        rows = [str(row) for table in (event, proceeding, sealed_words) for row in connection.execute(select(table))]
    store.close()
    assert rows
    assert not any(word in row for row in rows for word in (EXPECTED, DONE))
