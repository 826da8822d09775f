"""Joint cases over HTTP: opened, answered, carried into another region by agreement, and ended (GO-15, GO-16)."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from gateway.cli.case_questions import CARRY, END, LIST, OPEN, RESPOND, SHOW
from gateway.demo.stage import Stage
from gateway.rights.entries import RightsKind
from gateway.state import DATABASE, StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import access_entry, event, joint_case
from tests.acceptance.departments import FAR, FINANCE, HOME, INSPECTOR, NEIGHBOUR, Departments, order, participant

PERSON = {"scheme": "RESIDENT_IDENTITY", "value": "990100198001010010"}
CHECK = """
query ($who: IdentifierInput!) {
  check(subject: $who, matter: "annual-inspection-plan", purpose: SUPERVISION, caseNumber: "JOINT") {
    guidance measures { line status recognisedUnder { id } records { id documentNumber decidedOn } }
  }
}
"""


@pytest.fixture(scope="module")
def departments(stage: Stage) -> Departments:
    return Departments(stage.gateway())


@pytest.mark.go("GO-15-a", "GO-15-b", "GO-16-a", "GO-18-d")
def test_a_regions_designation_starts_a_case_that_acts_in_another_region_by_agreement(departments: Departments) -> None:
    who = departments.who("env-listed")
    (measure,) = departments.ask(CHECK, INSPECTOR, who=who)["check"]["measures"]
    (record,) = measure["records"]

    written = {"documentNumber": record["documentNumber"], "decidedOn": record["decidedOn"]}
    case = departments.opened(order(who, **written))
    assert (case["state"], case["participants"], case["designation"]["record"]) == ("INITIATED", [], record["id"])
    case = departments.change(CARRY, NEIGHBOUR, case=case["id"], region="990000", implementers=["market-regulation"])
    sent = participant(case, "market-regulation")
    assert (case["state"], case["regions"], sent["forReference"]) == ("PUSHED", ["990000"], False)
    assert sent["recognisedUnder"]["id"] == measure["recognisedUnder"]["id"]
    (proposed,) = sent["measures"]
    assert (proposed["force"], proposed["lines"]) == ("MANDATORY", [measure["line"]])

    states = [
        departments.respond(case, INSPECTOR, response)["state"] for response in ("RECEIVED", "CONFIRMED", "APPLIED")
    ]
    assert states == ["RECEIVED", "RECEIVED", "IMPLEMENTED"]
    case = departments.change(END, NEIGHBOUR, case=case["id"], reason="整改完成")
    assert (case["state"], case["ending"], case["endReason"]) == ("ENDED", "BY_INITIATOR", "整改完成")
    assert participant(case, "market-regulation")["state"] == "ENDED"
    trail = [(entry["kind"], entry["by"], entry["state"]) for entry in case["trail"]]
    assert trail == [
        ("OPENED", "ecology-neighbour", "INITIATED"),
        ("CARRIED", "ecology-neighbour", "INITIATED"),
        ("PUSHED", "ecology-neighbour", "PUSHED"),
        ("RESPONDED", "market-regulation", "RECEIVED"),
        ("RESPONDED", "market-regulation", "RECEIVED"),
        ("RESPONDED", "market-regulation", "IMPLEMENTED"),
        ("ENDED", "ecology-neighbour", "ENDED"),
    ]


@pytest.mark.go("GO-16-a", "GO-16-c")
def test_without_an_agreement_a_region_is_told_for_reference_and_can_only_receive(departments: Departments) -> None:
    case = departments.opened(order(departments.who("env-listed"), "ecology-far"))
    sent = participant(case, "ecology-far")
    assert sent["forReference"]
    assert "no agreement recognises it in 970000 (GO-16-c)" in sent["measures"][0]["reason"]
    assert sent["nextSteps"] == ["RECEIVED"]

    departments.respond(case, FAR, "RECEIVED")
    error = departments.refused(RESPOND, FAR, case=case["id"], response="CONFIRMED", key="far-confirms")
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "nothing more may follow")
    error = departments.refused(CARRY, FAR, case=case["id"], region="970000", implementers=["ecology-far"], key="far-c")
    assert error["code"] == "ILLEGAL_TRANSITION"
    error = departments.refused(END, INSPECTOR, case=case["id"], key="not-ours")
    assert error["code"] == "UNKNOWN_CASE"


@pytest.mark.go("GO-16-a")
def test_a_department_it_was_sent_to_carries_it_within_its_own_region_only(departments: Departments) -> None:
    case = departments.opened(order(departments.who("env-listed"), "market-regulation"))
    own = {"case": case["id"], "region": "990000", "implementers": ["emergency-management"]}
    other = {"case": case["id"], "region": "970000", "implementers": ["ecology-far"], "key": "not-there"}
    assert departments.refused(CARRY, INSPECTOR, **other)["where"] == "region"
    carried = departments.change(CARRY, INSPECTOR, **own)
    assert participant(carried, "emergency-management")["recognisedUnder"]["id"] == "environment-list-990000-980000"
    assert departments.refused(CARRY, INSPECTOR, **own, key="have-it")["where"] == "implementers"
    wrong = {**own, "implementers": ["ecology-far"], "key": "wrong-region"}
    assert departments.refused(CARRY, NEIGHBOUR, **wrong)["where"] == "implementers"
    assert departments.refused(CARRY, NEIGHBOUR, **{**wrong, "region": "Sample"})["where"] == "region"
    error = departments.refused(END, INSPECTOR, case=case["id"], key="not-its-own")
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: carryAcross")


@pytest.mark.go("GO-15-b")
def test_steps_that_do_not_follow_are_refused_with_those_that_do(departments: Departments) -> None:
    case = departments.opened(order(departments.who("env-listed"), "market-regulation"))
    variables = {"case": case["id"], "response": "APPLIED", "key": "too-early"}
    error = departments.refused(RESPOND, INSPECTOR, **variables)
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: RECEIVED, REFUSED")

    error = departments.refused(RESPOND, INSPECTOR, case=case["id"], response="REFUSED", key="no-reason")
    assert (error["code"], error["where"]) == ("INVALID_CASE", "reason")
    case = departments.respond(case, INSPECTOR, "REFUSED", "not on our list of inspections this year")
    assert (case["state"], participant(case, "market-regulation")["reason"]) == (
        "REFUSED",
        "not on our list of inspections this year",
    )


@pytest.mark.go("GO-15-a")
@pytest.mark.parametrize(
    ("key", "changes", "code", "where"),
    [
        (INSPECTOR, {}, "FORBIDDEN", "input.designation.listId"),
        (FINANCE, {}, "FORBIDDEN", "Authorization"),
        (NEIGHBOUR, {"listId": "builders-conduct"}, "FORBIDDEN", "input.designation.listId"),
        (NEIGHBOUR, {"kind": "ENFORCEMENT_ENTRY", "listId": None}, "FORBIDDEN", "input.designation.kind"),
        (NEIGHBOUR, {"kind": "PENALTY"}, "INVALID_CASE", "input.designation.kind"),
        (NEIGHBOUR, {"severity": "GENERAL"}, "INVALID_CASE", "input.designation.severity"),
        (NEIGHBOUR, {"decidedOn": "2099-01-01"}, "INVALID_CASE", "input.designation.decidedOn"),
        (NEIGHBOUR, {"lastDay": "2020-01-01"}, "INVALID_CASE", "input.designation.lastDay"),
        (NEIGHBOUR, {"bases": []}, "INVALID_CASE", "input.designation.bases"),
        (NEIGHBOUR, {"bases": ["guofa-2016"]}, "INVALID_CASE", "input.designation.bases"),
        (NEIGHBOUR, {"offence": "theft"}, "INVALID_CASE", "input.designation.offence"),
        (NEIGHBOUR, {"documentNumber": " "}, "INVALID_CASE", "input.designation.documentNumber"),
        (NEIGHBOUR, {"documentNumber": "无"}, "INVALID_CASE", "input.designation.documentNumber"),
        (NEIGHBOUR, {"documentNumber": PERSON["value"]}, "INVALID_CASE", "input.designation.documentNumber"),
    ],
)
def test_only_who_keeps_the_list_opens_a_case_and_only_on_what_the_pack_knows(
    departments: Departments, key: str, changes: dict[str, Any], code: str, where: str
) -> None:
    wrong = order(departments.who("env-listed"), "ecology-far", **changes)
    error = departments.refused(OPEN, key, input=wrong, key="wrong")
    assert (error["code"], error["where"]) == (code, where), error["message"]
    assert error["hint"]


@pytest.mark.go("GO-15-a", "GO-02-b")
@pytest.mark.parametrize(
    ("measures", "implementers", "where"),
    [
        ([], ["ecology-far"], "input.measures"),
        (["RES-99"], ["ecology-far"], "input.measures"),
        (["INC-02"], ["ecology-far"], "input.measures"),
        (["RES-01"], ["sample-bank"], "input.implementers"),
        (["RES-01"], ["ecology-neighbour"], "input.implementers"),
        (["RES-01"], ["ecology-faar"], "input.implementers"),
    ],
)
def test_a_case_is_sent_to_who_may_implement_what_is_proposed(
    departments: Departments, measures: list[str], implementers: list[str], where: str
) -> None:
    wrong = {**order(departments.who("env-listed"), *implementers), "measures": measures}
    error = departments.refused(OPEN, NEIGHBOUR, input=wrong, key="wrong")
    assert (error["code"], error["where"]) == ("INVALID_CASE", where)


@pytest.mark.go("GO-20-b", "GO-07-b")
def test_a_bank_is_never_bound_and_a_measure_without_a_line_is_for_reference(departments: Departments) -> None:
    proposed = {**order(departments.who("env-listed"), "sample-bank"), "measures": ["RES-01", "RES-29", "RES-30"]}
    case = departments.opened(proposed, HOME)
    forces = {each["measure"]["id"]: each["force"] for each in participant(case, "sample-bank")["measures"]}
    assert forces == {"RES-01": "FOR_REFERENCE", "RES-29": "RECOMMENDED", "RES-30": "FOR_REFERENCE"}


@pytest.mark.go("GO-15-a", "GO-18-g")
def test_who_takes_no_part_is_told_the_same_as_of_a_case_that_is_not_there(departments: Departments) -> None:
    case = departments.opened(order(departments.who("env-listed"), "market-regulation"))
    for query, variables in ((SHOW, {}), (RESPOND, {"response": "RECEIVED", "key": "stranger"})):
        hidden = departments.refused(query, FINANCE, case=case["id"], **variables)
        missing = departments.refused(query, FINANCE, case="01a00000-0000-7000-8000-000000000000", **variables)
        assert hidden == missing
        assert hidden["code"] == "UNKNOWN_CASE"
    asked = {"subject": departments.who("env-listed"), "first": 50}
    assert departments.ask(LIST, FINANCE, **asked)["jointCases"]["totalCount"] == 0


@pytest.mark.go("GO-15-b")
def test_a_request_sent_again_is_carried_out_once_and_answered_the_same(departments: Departments) -> None:
    first = {"input": order(departments.who("env-listed"), "market-regulation"), "key": "again-1"}
    answered = departments.post(OPEN, NEIGHBOUR, **first)
    case = answered["data"]["change"]["case"]
    departments.respond(case, INSPECTOR, "RECEIVED")

    assert departments.post(OPEN, NEIGHBOUR, **first) == answered
    other = {**first, "input": order(departments.who("env-listed"), "market-regulation")}
    assert departments.refused(OPEN, NEIGHBOUR, **other)["code"] == "IDEMPOTENCY_KEY_REUSED"
    twice = departments.refused(OPEN, NEIGHBOUR, input=first["input"], key="again-2")
    assert (twice["code"], case["id"] in twice["message"]) == ("CASE_EXISTS", True)
    assert departments.refused(OPEN, NEIGHBOUR, input=first["input"], key=" ")["where"] == "idempotencyKey"


@pytest.mark.go("GO-15-b")
def test_the_same_request_sent_many_times_at_once_is_carried_out_once(departments: Departments) -> None:
    case = departments.opened(order(departments.who("env-listed"), "market-regulation"))
    said = {"case": case["id"], "response": "RECEIVED"}
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: departments.post(RESPOND, INSPECTOR, **said, key="at-once"), range(5)))
        others = list(pool.map(lambda n: departments.post(RESPOND, INSPECTOR, **said, key=f"other-{n}"), range(3)))
    assert answers == [answers[0]] * 5
    assert answers[0]["data"]["change"]["sequence"] == case["trail"][-1]["sequence"] + 1
    assert {error["extensions"]["code"] for each in others for error in each["errors"]} == {"ILLEGAL_TRANSITION"}


@pytest.mark.go("GO-15-b")
def test_a_change_the_disk_does_not_take_is_refused_and_carried_out_when_sent_again(departments: Departments) -> None:
    case = departments.opened(order(departments.who("env-listed"), "market-regulation"))
    said = {"case": case["id"], "response": "RECEIVED", "key": "held"}
    with closing(sqlite3.connect(departments.gateway.state / DATABASE, isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        assert departments.refused(RESPOND, INSPECTOR, **said)["code"] == "CHANGE_UNAVAILABLE"
        held.execute("ROLLBACK")
    change = departments.ask(RESPOND, INSPECTOR, **said)["change"]
    assert change["sequence"] == case["trail"][-1]["sequence"] + 1


@pytest.mark.go("GO-15-b", "GO-21-c", "GO-22-c")
def test_nothing_is_applied_while_the_record_is_disputed_and_the_case_ends_with_it(departments: Departments) -> None:
    case = departments.opened(order(departments.who("env-listed"), "market-regulation"))
    departments.respond(case, INSPECTOR, "RECEIVED")
    departments.respond(case, INSPECTOR, "CONFIRMED")
    departments.rights(case, RightsKind.OBJECTION_ACCEPTED)
    error = departments.refused(RESPOND, INSPECTOR, case=case["id"], response="APPLIED", key="disputed")
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: REFUSED")

    departments.rights(case, RightsKind.WITHDRAWN)
    error = departments.refused(RESPOND, INSPECTOR, case=case["id"], response="REFUSED", reason="late", key="withdrawn")
    assert error["code"] == "ILLEGAL_TRANSITION"
    until = time.monotonic() + 5
    while "ENDED" not in departments.events(case):
        assert time.monotonic() < until
        time.sleep(0.1)
    ended = departments.ask(SHOW, INSPECTOR, case=case["id"])["jointCase"]
    assert (ended["ending"], ended["trail"][-1]["by"]) == ("WITHDRAWN", "gateway")
    assert participant(ended, "market-regulation")["state"] == "ENDED"


@pytest.mark.go("GO-15-b")
def test_cases_are_listed_newest_first_by_state_and_subject_a_page_at_a_time(departments: Departments) -> None:
    who = departments.who("listed-strict")
    opened = [departments.opened(order(who, "ecology-far"))["id"] for _ in range(3)]
    asked = {"subject": who, "state": "PUSHED", "first": 2}
    page = departments.ask(LIST, FAR, **asked)["jointCases"]
    assert [node["id"] for node in page["nodes"]] == opened[:0:-1]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    rest = departments.ask(LIST, FAR, **asked, after=page["pageInfo"]["endCursor"])["jointCases"]
    assert [node["id"] for node in rest["nodes"]] == opened[:1]
    assert departments.refused(LIST, FAR, **{**asked, "first": 51})["where"] == "first"
    assert departments.refused(LIST, FAR, **asked, after="nothing")["where"] == "after"


@pytest.mark.go("GO-15-b", "GO-13-b")
def test_nothing_personal_is_in_an_event_and_every_access_is_on_record(departments: Departments) -> None:
    case = departments.opened(order(PERSON, "market-regulation"))
    departments.respond(case, INSPECTOR, "RECEIVED")
    shown = departments.ask(SHOW, NEIGHBOUR, case=case["id"])["jointCase"]
    assert shown["subject"]["value"] == "99**************10"
    sent = participant(shown, "market-regulation")
    assert sent["forReference"]
    assert "natural persons" in sent["measures"][0]["reason"]

    store = open_store(StateFolder(departments.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        events = [str(tuple(row)) for row in connection.execute(select(event).where(event.c.case_id == case["id"]))]
        kept = connection.execute(select(joint_case).where(joint_case.c.id == case["id"])).one()
        entry = access_entry.c
        wanted = select(entry.operation, entry.agency, entry.subject_ref).where(entry.case_number == case["id"])
        entries = [tuple(row) for row in connection.execute(wanted.order_by(entry.id))]
    store.close()
    assert entries == [
        ("case_open", "ecology-neighbour", kept.subject_ref),
        ("case_respond", "market-regulation", kept.subject_ref),
        ("case_read", "ecology-neighbour", kept.subject_ref),
    ]
    assert kept.subject_ref.startswith("PERSON:")
    for words in (PERSON["value"], case["designation"]["documentNumber"]):
        assert not any(words in said for said in (*events, str(tuple(kept)), repr(kept.sealed)))
    assert len(events) == 4
