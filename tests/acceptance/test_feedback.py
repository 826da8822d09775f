"""Execution feedback over HTTP: each measure that must be taken is answered for (GO-18-d, GO-18-f, GO-23-c)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from gateway.cli.decision_questions import APPLIED, FEEDBACK, FEEDBACKS, NOT_APPLIED
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from gateway.rights.entries import RightsKind
from gateway.rules.calendar import load_calendars
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.overdue import note_overdue
from gateway.store.tables import event, proceeding
from tests.acceptance.approvals import Approvals
from tests.acceptance.departments import FINANCE, INSPECTOR, numbers
from tests.rules.making import CONFIG

PLAN = "annual-inspection-plan"
DOCUMENT = "样市监执〔2026〕7号"
ACCESSES = """query ($who: IdentifierInput!) {
  accesses(subject: $who, caseNumber: "request-1", first: 5) { nodes { operation } }
}"""


@pytest.fixture(scope="module")
def approvals(stage: Stage) -> Approvals:
    return Approvals(stage.gateway(World(own="decisions")))


def planned(approvals: Approvals, member: str, **said: Any) -> tuple[Any, Any]:
    """Put a listed subject on the plan of inspections, where RES-01 must be taken; gives decision and measure."""
    who, case = approvals.who(member), approvals.case()
    check = approvals.check(who, case, INSPECTOR, PLAN, "SUPERVISION")
    measure = next(each for each in check["measures"] if each["line"] == "RES-01-serious-lists")
    decision = approvals.report(who, case, matter=PLAN, outcome="DECIDED", receipt=check["id"], **said)
    return decision, measure


def apply(approvals: Approvals, feedback: Any, **said: Any) -> Any:
    order = {"document": DOCUMENT, "startsOn": approvals.today(), **said}
    changed = approvals.ask(APPLIED, INSPECTOR, id=feedback["id"], input=order, key=f"A-{next(numbers)}")
    return changed["change"]["feedback"]


@pytest.mark.go("GO-18-d", "GO-18-f")
def test_a_mandatory_measure_waits_for_feedback_until_its_implementer_says_it_was_applied(approvals: Approvals) -> None:
    decision, measure = planned(approvals, "inspect-bad")
    (feedback,) = approvals.feedback_on(decision)
    assert (feedback["state"], feedback["instance"], feedback["mandatory"]) == ("AWAITED", measure["id"], True)
    assert feedback["records"] == [each["id"] for each in measure["records"]]
    due = load_calendars(CONFIG / "calendars").add_working_days(approvals.gateway.town.day, 10)
    assert (feedback["dueOn"], feedback["nextSteps"]) == (str(due), ["APPLIED", "NOT_APPLIED"])
    assert approvals.refused(FEEDBACK, FINANCE, id=feedback["id"])["code"] == "UNKNOWN_PROCEEDING"

    applied = apply(approvals, feedback)
    assert (applied["state"], applied["document"], applied["finding"]) == ("APPLIED", DOCUMENT, None)
    assert (applied["dueOn"], applied["appliedFrom"]) == (None, approvals.today())
    assert [each["kind"] for each in applied["trail"]] == ["AWAITED", "APPLIED"]
    again = approvals.refused(
        APPLIED,
        INSPECTOR,
        id=feedback["id"],
        input={"document": "x", "startsOn": approvals.today()},
        key="twice",
    )
    assert (again["code"], again["hint"]) == ("ILLEGAL_TRANSITION", "nothing more may follow for your agency")


@pytest.mark.go("GO-18-f")
def test_one_that_was_not_applied_says_why_and_a_mandatory_one_leaves_no_discretion(approvals: Approvals) -> None:
    decision, _ = planned(approvals, "inspect-bad")
    (feedback,) = approvals.feedback_on(decision)
    said = {"id": feedback["id"], "key": "why"}
    assert approvals.refused(NOT_APPLIED, INSPECTOR, **said, reason="DISCRETION")["where"] == "reason"
    assert approvals.refused(NOT_APPLIED, INSPECTOR, **said, reason="OTHER")["where"] == "words"
    answer = approvals.ask(NOT_APPLIED, INSPECTOR, **said, reason="OTHER_LAW", words="行政诉讼期间停止执行")
    done = answer["change"]["feedback"]
    assert (done["state"], done["reason"], done["words"]) == ("NOT_APPLIED", "OTHER_LAW", "行政诉讼期间停止执行")
    assert apply(approvals, feedback)["state"] == "APPLIED"  # it was done after all


@pytest.mark.go("GO-18-f")
def test_what_was_applied_with_the_decision_is_fed_back_with_it(approvals: Approvals) -> None:
    who, case = approvals.who("model-clean"), approvals.case()
    check = approvals.check(who, case)
    used, *others = (each["id"] for each in check["measures"])
    decision = approvals.report(
        who, case, receipt=check["id"], document=DOCUMENT, applied=[{"measure": used, "lastDay": None}]
    )
    found = {each["instance"]: each for each in approvals.feedback_on(decision)}
    assert set(found) == {used, *others}
    assert (found[used]["state"], found[used]["document"]) == ("APPLIED", DOCUMENT)
    voluntary = {(found[each]["state"], found[each]["mandatory"], found[each]["dueOn"]) for each in others}
    assert voluntary == {("AWAITED", False, None)}
    said = {"id": found[others[0]]["id"], "reason": "DISCRETION", "key": "own-choice"}
    assert approvals.ask(NOT_APPLIED, INSPECTOR, **said)["change"]["feedback"]["state"] == "NOT_APPLIED"


@pytest.mark.go("GO-23-c", "GO-22-c", "GO-18-f")
def test_time_stops_while_the_record_is_disputed_and_applying_it_then_is_found(approvals: Approvals) -> None:
    decision, measure = planned(approvals, "env-listed")
    other, _ = planned(approvals, "env-listed")
    record = measure["records"][0]["id"]
    since = datetime.now(UTC) - timedelta(days=2)
    approvals.of_record(record, RightsKind.OBJECTION_ACCEPTED, since)
    disputed = approvals.until(decision, underVerification=True)
    assert (disputed["state"], disputed["dueOn"]) == ("AWAITED", None)
    applied = apply(approvals, disputed)
    assert (applied["state"], applied["finding"]) == ("APPLIED", "APPLIED_SUSPENDED")

    approvals.of_record(record, RightsKind.VERIFIED_CORRECT, datetime.now(UTC))
    resumed = approvals.until(other, underVerification=False)
    assert resumed["dueOn"] is not None
    assert apply(approvals, resumed)["finding"] is None  # some time today it was no longer suspended


@pytest.mark.go("GO-23-c", "GO-21-c")
def test_feedback_lapses_with_the_record_and_applying_it_then_is_found(approvals: Approvals) -> None:
    decision, measure = planned(approvals, "fund-listed")
    other, _ = planned(approvals, "fund-listed")
    day = approvals.gateway.town.day - timedelta(days=2)
    entered = datetime.now(UTC) - timedelta(days=2)
    approvals.of_record(measure["records"][0]["id"], RightsKind.WITHDRAWN, entered, day)
    lapsed = approvals.until(decision, state="LAPSED")
    assert (lapsed["dueOn"], lapsed["trail"][-1]["by"], lapsed["nextSteps"]) == (None, "gateway", ["APPLIED"])
    late = apply(approvals, lapsed)
    assert (late["state"], late["finding"]) == ("APPLIED", "APPLIED_ENDED")
    in_time = apply(approvals, approvals.until(other, state="LAPSED"), startsOn=str(day - timedelta(days=1)))
    assert in_time["finding"] is None


@pytest.mark.go("GO-23-c")
def test_applying_a_measure_beyond_its_last_day_is_found(approvals: Approvals) -> None:
    decision, measure = planned(approvals, "inspect-bad")
    (feedback,) = approvals.feedback_on(decision)
    assert measure["status"] == "ACTIVE"
    beyond = str(datetime.fromisoformat(feedback["lastDay"]).date() + timedelta(days=1))
    assert apply(approvals, feedback, lastDay=beyond)["finding"] == "APPLIED_ENDED"


@pytest.mark.go("GO-18-f", "GO-23-c")
def test_overdue_feedback_is_an_event_and_is_listed(approvals: Approvals) -> None:
    decision, _ = planned(approvals, "inspect-bad")
    (feedback,) = approvals.feedback_on(decision)
    yesterday = approvals.gateway.town.day - timedelta(days=1)
    store = open_store(StateFolder(approvals.gateway.state).database_url, Mode.APPEND)
    with store.writing() as connection:
        late = update(proceeding).where(proceeding.c.id == feedback["id"]).values(due_on=yesterday.isoformat())
        connection.execute(late)
        assert note_overdue(connection, feedback["id"], approvals.gateway.town.day, datetime.now(UTC)) is not None
    store.close()
    (found,) = approvals.feedback_on(decision, overdue=True, mandatory=True, state="AWAITED", matter=PLAN)
    assert (found["overdue"], found["trail"][-1]["kind"], found["trail"][-1]["by"]) == (True, "OVERDUE", "gateway")
    assert not apply(approvals, found)["overdue"]
    assert approvals.feedback_on(decision, overdue=True) == []


@pytest.mark.go("GO-18-f")
def test_of_those_who_race_to_answer_one_does(approvals: Approvals) -> None:
    decision, _ = planned(approvals, "inspect-bad")
    (feedback,) = approvals.feedback_on(decision)
    order = {"document": DOCUMENT, "startsOn": approvals.today()}

    def race(number: int) -> Any:
        return approvals.post(APPLIED, INSPECTOR, id=feedback["id"], input=order, key=f"race-{number}")

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(race, range(5)))
    assert sum("errors" not in each for each in answers) == 1
    (done,) = approvals.feedback_on(decision)
    assert [each["kind"] for each in done["trail"]] == ["AWAITED", "APPLIED"]


@pytest.mark.go("GO-18-g")
def test_every_look_leaves_an_entry_the_subject_can_be_told_of(approvals: Approvals) -> None:
    decision, _ = planned(approvals, "inspect-bad")
    (feedback,) = approvals.feedback_on(decision)
    apply(approvals, feedback)
    approvals.ask(FEEDBACK, INSPECTOR, id=feedback["id"])
    said = approvals.ask(ACCESSES, "sandbox-credit-counter", who=approvals.who("inspect-bad"))["accesses"]["nodes"]
    assert [each["operation"] for each in said] == [
        "FEEDBACK_READ",
        "FEEDBACK_APPLIED",
        "FEEDBACK_READ",
        "DECISION_REPORT",
        "CHECK",
    ]


@pytest.mark.go("GO-18-f", "GO-13-b")
def test_nothing_written_freely_is_in_the_clear(approvals: Approvals) -> None:
    decision, _ = planned(approvals, "inspect-bad", document="机密文号7")
    (feedback,) = approvals.feedback_on(decision)
    apply(approvals, feedback, document="机密文号8")
    store = open_store(StateFolder(approvals.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        kept = [str(row) for table in (event, proceeding) for row in connection.execute(select(table))]
    store.close()
    assert not any("机密文号" in each for each in kept)
    assert approvals.ask(FEEDBACKS, INSPECTOR, first=1)["feedbacks"]["pageInfo"]["hasNextPage"]
