"""Acceptance with material missing, over HTTP: what a law requires is there, the rest is committed to (GO-04)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from gateway.cli.commitment_questions import ACCEPT, COMMITMENT, COMMITMENTS, END, SUPPLY
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.overdue import note_overdue
from gateway.store.tables import proceeding
from tests.acceptance.approvals import Approvals
from tests.acceptance.departments import FINANCE, INSPECTOR, numbers

BY_LAW = ["application-form", "layout-and-process", "equipment-list", "safety-management"]
OTHERS = ["premises", "business-licence-copy"]
DOCUMENT = "容缺受理承诺书第3号"
MATERIALS = "{ matters(first: 50) { nodes { id materials { id requiredByLaw } supply { workingDays } } } }"


@pytest.fixture(scope="module")
def approvals(stage: Stage) -> Approvals:
    return Approvals(stage.gateway(World(own="decisions")))


def order(approvals: Approvals, member: str = "model-clean", **said: Any) -> dict[str, Any]:
    check = approvals.check(approvals.who(member), approvals.case())
    return {
        "receipt": check["id"],
        "presentItems": [*BY_LAW, OTHERS[0]],
        "missingItems": [OTHERS[1]],
        "commitment": {"document": DOCUMENT, "signedOn": approvals.today()},
        "deadline": str(approvals.gateway.town.day + timedelta(days=5)),
        **said,
    }


def change(approvals: Approvals, mutation: str, **said: Any) -> Any:
    return approvals.ask(mutation, INSPECTOR, **said, key=f"M-{next(numbers)}")["change"]["commitment"]


def supply(approvals: Approvals, commitment: Any, *items: str) -> Any:
    return change(approvals, SUPPLY, id=commitment["id"], items=list(items), suppliedOn=approvals.today())


@pytest.mark.go("GO-04-d", "GO-04-c", "GO-04-f")
def test_an_application_of_a_model_is_accepted_upon_a_commitment_and_supplied_item_by_item(
    approvals: Approvals,
) -> None:
    wanted = order(approvals, presentItems=BY_LAW, missingItems=OTHERS)
    commitment = change(approvals, ACCEPT, input=wanted)
    assert (commitment["state"], commitment["document"], commitment["deadline"]) == (
        "ACCEPTED",
        DOCUMENT,
        wanted["deadline"],
    )
    assert commitment["missing"] == [{"material": each, "suppliedOn": None} for each in OTHERS]
    error = approvals.refused(SUPPLY, INSPECTOR, id=commitment["id"], items=["x"], suppliedOn="2026-01-01", key="no-x")
    assert error["where"] == "items"
    half = supply(approvals, commitment, OTHERS[0])
    assert (half["state"], half["missing"][0]["suppliedOn"]) == ("ACCEPTED", approvals.today())
    assert half["trail"][-1]["dueOn"] == wanted["deadline"]
    whole = supply(approvals, commitment, OTHERS[1])
    assert (whole["state"], whole["fulfilledOn"], whole["nextSteps"]) == ("FULFILLED", approvals.today(), [])
    again = approvals.refused(END, INSPECTOR, id=commitment["id"], reason="x", key="done")
    assert again["code"] == "ILLEGAL_TRANSITION"
    assert approvals.ask(COMMITMENT, INSPECTOR, id=commitment["id"])["supplyCommitment"] == whole
    assert approvals.refused(COMMITMENT, FINANCE, id=commitment["id"])["code"] == "UNKNOWN_PROCEEDING"


@pytest.mark.go("GO-04-d")
@pytest.mark.parametrize("item", BY_LAW)
def test_what_a_law_requires_is_never_waived(approvals: Approvals, item: str) -> None:
    there = [each for each in BY_LAW if each != item]
    for missing, where in (([item, OTHERS[1]], "input.missingItems"), ([OTHERS[1]], "input.presentItems")):
        wrong = order(approvals, presentItems=[*there, OTHERS[0]], missingItems=missing)
        error = approvals.refused(ACCEPT, INSPECTOR, input=wrong, key=f"law-{next(numbers)}")
        assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", where)
        assert f"{item} is required by law" in error["message"]


@pytest.mark.go("GO-04-d")
@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"missingItems": [], "presentItems": [*BY_LAW, *OTHERS]}, "input.missingItems"),
        ({"missingItems": OTHERS}, "input.missingItems"),
        ({"presentItems": BY_LAW}, "input.presentItems"),
        ({"missingItems": ["copy"]}, "input.missingItems"),
        ({"commitment": {"document": " ", "signedOn": "2026-01-01"}}, "input.commitment.document"),
        ({"commitment": {"document": "1", "signedOn": "2099-01-01"}}, "input.commitment.signedOn"),
        ({"deadline": "2020-01-01"}, "input.deadline"),
        ({"deadline": 60}, "input.deadline"),
    ],
)
def test_it_needs_something_missing_a_written_commitment_and_a_time_limit(
    approvals: Approvals, changes: dict[str, Any], where: str
) -> None:
    if changes.get("deadline") == 60:
        changes = {"deadline": str(approvals.gateway.town.day + timedelta(days=60))}
    error = approvals.refused(ACCEPT, INSPECTOR, input=order(approvals, **changes), key=f"needs-{next(numbers)}")
    assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", where), error
    assert error["hint"]


@pytest.mark.go("GO-04-c", "GO-04-f", "GO-04-d")
def test_only_where_the_check_offers_it_on_a_licence_and_once(approvals: Approvals) -> None:
    wrong = order(approvals, "listed-strict")
    assert "INC-04 is not ACTIVE" in approvals.refused(ACCEPT, INSPECTOR, input=wrong, key="not-offered")["message"]
    who = approvals.who("inspect-good")
    plan = approvals.check(who, approvals.case(), INSPECTOR, "annual-inspection-plan", "SUPERVISION")
    error = approvals.refused(ACCEPT, INSPECTOR, input=order(approvals, receipt=plan["id"]), key="no-licence")
    assert "no administrative licence" in error["message"]
    unknown = order(approvals, receipt="01a00000-0000-7000-8000-000000000000")
    assert approvals.refused(ACCEPT, INSPECTOR, input=unknown, key="unknown")["code"] == "UNKNOWN_RECEIPT"

    wanted = order(approvals)
    with ThreadPoolExecutor(5) as threads:
        answers = list(
            threads.map(lambda n: approvals.post(ACCEPT, INSPECTOR, input=wanted, key=f"race-{n}"), range(5))
        )
    assert sum("errors" not in each for each in answers) == 1


@pytest.mark.go("GO-04-e")
def test_an_overdue_commitment_is_an_event_and_listed_and_no_bad_record(approvals: Approvals) -> None:
    commitment = change(approvals, ACCEPT, input=order(approvals))
    today = approvals.gateway.town.day
    store = open_store(StateFolder(approvals.gateway.state).database_url, Mode.APPEND)
    with store.writing() as connection:
        late = (today - timedelta(days=1)).isoformat()
        connection.execute(update(proceeding).where(proceeding.c.id == commitment["id"]).values(due_on=late))
        assert note_overdue(connection, commitment["id"], today, datetime.now(UTC)) is not None
    store.close()

    def listed(**wanted: Any) -> list[str]:
        page = approvals.ask(COMMITMENTS, INSPECTOR, first=50, **wanted)["supplyCommitments"]
        return [each["id"] for each in page["nodes"]]

    assert commitment["id"] in listed(overdue=True, matter="food-production-licence")
    found = approvals.ask(COMMITMENT, INSPECTOR, id=commitment["id"])["supplyCommitment"]
    assert (found["overdue"], found["trail"][-1]["kind"], found["trail"][-1]["by"]) == (True, "OVERDUE", "gateway")
    assert approvals.check(approvals.who("model-clean"), approvals.case())["guidance"] == "GREEN_CHANNEL"
    ended = change(approvals, END, id=commitment["id"], reason="逾期未补正，终止办理")
    assert (ended["state"], ended["endReason"], ended["overdue"]) == ("LAPSED", "逾期未补正，终止办理", False)
    assert commitment["id"] in listed(state="LAPSED")
    assert commitment["id"] not in listed(overdue=True)


@pytest.mark.go("GO-04-d")
def test_the_materials_of_a_matter_can_be_read(approvals: Approvals) -> None:
    matters = {each["id"]: each for each in approvals.ask(MATERIALS, INSPECTOR)["matters"]["nodes"]}
    food = matters["food-production-licence"]
    assert [each["id"] for each in food["materials"] if each["requiredByLaw"]] == BY_LAW
    assert food["supply"]["workingDays"] == 20
    assert matters["public-tender"]["supply"] is None
