"""Decisions over HTTP: what must be checked was, and what is wrong with a decision is found (GO-18-e, GO-18-f)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from gateway.cli.decision_questions import DECISION, DECISIONS, REPORT
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from tests.acceptance.approvals import FOOD, Approvals
from tests.acceptance.departments import FINANCE, HOME, INSPECTOR, numbers


@pytest.fixture(scope="module")
def approvals(stage: Stage) -> Approvals:
    return Approvals(stage.gateway(World(own="decisions")))


@pytest.mark.go("GO-18-f", "GO-18-e", "GO-18-c")
def test_a_decision_with_the_receipt_of_its_own_check_has_no_finding(approvals: Approvals) -> None:
    who, case = approvals.who("model-clean"), approvals.case()
    check = approvals.check(who, case)
    decision = approvals.report(who, case, receipt=check["id"], document="样市监许〔2026〕1号")
    assert (decision["receiptValid"], decision["receiptFaults"], decision["findings"]) == (True, [], [])
    assert (decision["guidance"], decision["document"]) == ("GREEN_CHANNEL", "样市监许〔2026〕1号")
    assert decision["id"] in approvals.decided(matter=FOOD, outcome="GRANTED", subject=who)
    assert approvals.ask(DECISION, INSPECTOR, id=decision["id"])["decision"] == decision
    assert approvals.refused(DECISION, FINANCE, id=decision["id"])["code"] == "UNKNOWN_PROCEEDING"


@pytest.mark.go("GO-18-f")
def test_a_decision_without_a_receipt_is_recorded_and_listed(approvals: Approvals) -> None:
    decision = approvals.report(approvals.who("model-clean"), approvals.case())
    assert decision["findings"] == ["WITHOUT_RECEIPT"]
    assert decision["id"] in approvals.decided(finding="WITHOUT_RECEIPT")
    assert decision["id"] not in approvals.decided(finding="INVALID_RECEIPT")
    plan = approvals.report(
        approvals.who("model-clean"), approvals.case(), matter="annual-inspection-plan", outcome="DECIDED"
    )
    assert plan["findings"] == []  # that matter need not be checked


@pytest.mark.go("GO-18-f")
@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"caseNumber": "another"}, ["OTHER_CASE"]),
        ({"subject": "revoked"}, ["OTHER_SUBJECT"]),
        ({"matter": "annual-inspection-plan"}, ["OTHER_MATTER"]),
        ({"decidedOn": -1}, ["AFTER_DECISION"]),
        ({"receipt": "01a00000-0000-7000-8000-000000000000"}, ["UNKNOWN"]),
    ],
)
def test_a_receipt_of_something_else_is_no_check_of_the_decision(
    approvals: Approvals, changes: dict[str, Any], faults: list[str]
) -> None:
    who, case = approvals.who("model-clean"), approvals.case()
    check = approvals.check(who, case)
    if "subject" in changes:
        changes = {"subject": approvals.who(changes["subject"])}
    if "decidedOn" in changes:
        changes = {"decidedOn": str(approvals.gateway.town.day + timedelta(days=changes["decidedOn"]))}
    decision = approvals.report(who, case, **{"receipt": check["id"], **changes})
    assert (decision["receiptValid"], decision["receiptFaults"]) == (False, faults)
    assert decision["findings"] == ["INVALID_RECEIPT"]
    assert decision["id"] in approvals.decided(finding="INVALID_RECEIPT")
    assert approvals.report(who, case, receipt=check["id"])["receiptValid"]  # it was not used up


@pytest.mark.go("GO-18-f")
def test_another_agencys_receipt_is_told_from_none_by_nobody(approvals: Approvals) -> None:
    who, case = approvals.who("inspect-good"), approvals.case()
    check = approvals.check(who, case, HOME, "annual-inspection-plan", "SUPERVISION")
    decision = approvals.report(who, case, matter="annual-inspection-plan", outcome="DECIDED", receipt=check["id"])
    assert (decision["receipt"], decision["receiptFaults"]) == (None, ["UNKNOWN"])


@pytest.mark.go("GO-18-f")
def test_of_decisions_that_race_for_a_receipt_one_has_it(approvals: Approvals) -> None:
    who, case = approvals.who("model-clean"), approvals.case()
    receipt = approvals.check(who, case)["id"]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda _: approvals.report(who, case, receipt=receipt), range(6)))
    assert sorted(each["receiptFaults"] for each in found) == [[], *[["USED"]] * 5]
    assert len(approvals.decided(subject=who, finding="INVALID_RECEIPT")) >= 5


@pytest.mark.go("GO-18-f")
def test_granting_against_barred_is_found_and_refusing_is_not(approvals: Approvals) -> None:
    who = approvals.who("revoked")
    for outcome, findings in (("GRANTED", ["AGAINST_BARRED"]), ("REFUSED", [])):
        case = approvals.case()
        check = approvals.check(who, case)
        assert check["guidance"] == "BARRED"
        decision = approvals.report(who, case, receipt=check["id"], outcome=outcome)
        assert (decision["findings"], decision["guidance"]) == (findings, "BARRED")
    assert approvals.decided(finding="AGAINST_BARRED", subject=who)


@pytest.mark.go("GO-18-f", "GO-23-c")
def test_applying_what_does_not_apply_is_found(approvals: Approvals) -> None:
    who, case = approvals.who("listed-strict"), approvals.case()
    check = approvals.check(who, case)
    informing = next(each for each in check["measures"] if each["status"] == "FOR_REFERENCE")
    decision = approvals.report(who, case, receipt=check["id"], applied=[{"measure": informing["id"]}])
    (applied,) = decision["applied"]
    assert (applied["status"], applied["finding"]) == ("FOR_REFERENCE", "APPLIED_INAPPLICABLE")
    assert decision["findings"] == ["APPLIED_INAPPLICABLE"]

    case = approvals.case()
    unseen = approvals.report(who, case, applied=[{"measure": "RES-17-food-licence-revoked"}])
    assert unseen["findings"] == ["WITHOUT_RECEIPT", "APPLIED_INAPPLICABLE"]
    order = {
        "matter": FOOD,
        "subject": who,
        "caseNumber": case,
        "outcome": "GRANTED",
        "decidedOn": approvals.today(),
        "applied": [{"measure": "RES-99"}],
    }
    assert approvals.refused(REPORT, INSPECTOR, input=order, key="no-line")["where"] == "input.applied[0].measure"


@pytest.mark.go("GO-18-e")
@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"matter": "no-matter"}, "UNKNOWN_MATTER", "input.matter"),
        ({"matter": "public-tender"}, "FORBIDDEN", "input.matter"),
        ({"caseNumber": " "}, "INVALID_CASE_NUMBER", "caseNumber"),
        ({"caseNumber": "990100198001010010"}, "INVALID_CASE_NUMBER", "caseNumber"),
        ({"decidedOn": "2099-01-01"}, "INVALID_PROCEEDING", "input.decidedOn"),
        ({"decidedAt": "2020-01-01T00:00:00Z"}, "INVALID_PROCEEDING", "input.decidedAt"),
        ({"document": "990100198001010010"}, "INVALID_PROCEEDING", "input.document"),
        ({"applied": [{"measure": "a", "lastDay": "2000-01-01"}]}, "INVALID_PROCEEDING", "input.applied[0].lastDay"),
    ],
)
def test_a_report_that_cannot_be_meant_is_refused(
    approvals: Approvals, changes: dict[str, Any], code: str, where: str
) -> None:
    order = {
        "matter": FOOD,
        "subject": approvals.who("model-clean"),
        "caseNumber": "C",
        "outcome": "GRANTED",
        "decidedOn": approvals.today(),
        **changes,
    }
    error = approvals.refused(REPORT, INSPECTOR, input=order, key=f"wrong-{next(numbers)}")
    assert (error["code"], error["where"]) == (code, where), error
    assert error["hint"]


@pytest.mark.go("GO-18-f")
def test_a_report_sent_again_is_carried_out_once(approvals: Approvals) -> None:
    who, case = approvals.who("model-clean"), approvals.case()
    order = {
        "matter": FOOD,
        "subject": who,
        "caseNumber": case,
        "outcome": "GRANTED",
        "decidedOn": approvals.today(),
        "receipt": approvals.check(who, case)["id"],
    }
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: approvals.post(REPORT, INSPECTOR, input=order, key="again"), range(4)))
    assert answers == [answers[0]] * 4
    error = approvals.refused(REPORT, INSPECTOR, input={**order, "outcome": "REFUSED"}, key="again")
    assert error["code"] == "IDEMPOTENCY_KEY_REUSED"
    page = approvals.ask(DECISIONS, INSPECTOR, subject=who, first=1)["decisions"]
    assert (len(page["nodes"]), page["pageInfo"]["hasNextPage"]) == (1, True)


@pytest.mark.go("GO-18-f", "GO-04-g")
def test_a_person_is_decided_about_and_never_named(approvals: Approvals) -> None:
    person = approvals.who("person-model")
    client = "sandbox-human-resources"
    case = approvals.case()
    check = approvals.check(person, case, client, "employment-service", "PUBLIC_SERVICE")
    decision = approvals.report(person, case, client, matter="employment-service", receipt=check["id"])
    assert (decision["subject"], decision["receiptValid"]) == (None, True)
    assert decision["id"] in approvals.decided(client, subject=person)
