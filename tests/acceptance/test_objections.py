"""Objections over HTTP: lodged, accepted, verified, and what follows at every department that checks (GO-22)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from gateway.cli.objection_questions import ACCEPT, CORRECT, LIST, LODGE, REFUSE, SHOW, VERIFY, WITHDRAW
from gateway.demo.stage import Stage
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import access_entry, event, proceeding, rights_entry, sealed_words
from tests.acceptance.objecting import (
    ASSOCIATION,
    BANK,
    COUNTER,
    FINANCE,
    ISSUER,
    PROVIDER,
    Objecting,
    gateway,
)

FUND = {"client": FINANCE, "matter": "fiscal-fund-application", "purpose": "FISCAL_FUND"}


@pytest.fixture(scope="module")
def objecting(stage: Stage) -> Objecting:
    return Objecting(gateway(stage))


@pytest.mark.go("GO-22-a", "GO-22-b", "GO-22-c", "GO-22-d", "GO-22-f", "GO-18-d")
def test_a_record_is_disputed_suspended_found_correct_disputed_anew_found_wrong_and_withdrawn(
    objecting: Objecting,
) -> None:
    member = "listed-strict"
    before, record = objecting.restraints(member), objecting.record(member)
    assert {each["status"] for each in before} == {"ACTIVE"}
    first = objecting.lodged(member, record)
    assert (first["state"], first["suspendedSince"], first["overdue"]) == ("INFORMED", None, False)
    assert [(each["kind"], each["by"]) for each in first["trail"]] == [
        ("LODGED", "credit-centre"),
        ("INFORMED", "credit-centre"),
    ]
    told = objecting.ask(LIST, PROVIDER, record=record, first=5)["objections"]["nodes"]
    assert [each["id"] for each in told] == [first["id"]]
    assert objecting.restraints(member) == before

    accepted = objecting.accept(first)
    assert (accepted["state"], accepted["nextSteps"]) == ("UNDER_VERIFICATION", [])
    assert accepted["deadline"]["workingDays"] > 0
    assert "configured" in accepted["deadline"]["says"]
    suspended = {(each["status"], each["suspendedSince"]) for each in objecting.restraints(member)}
    assert suspended == {("SUSPENDED", accepted["suspendedSince"])}
    assert objecting.check(member)["guidance"] == "STANDARD"
    assert objecting.seen(first, PROVIDER)["nextSteps"] == ["VERIFIED_CORRECT", "VERIFIED_WRONG"]

    found = objecting.verify(first, "CORRECT", answer="与原决定一致")
    assert (found["state"], found["answer"], found["suspendedSince"]) == ("VERIFIED_CORRECT", "与原决定一致", None)
    remedies = [(each["titleZh"], bool(each["body"] and each["timeLimit"])) for each in found["remedies"]]
    assert {("行政复议", True), ("行政诉讼", True)} <= set(remedies)
    assert objecting.restraints(member) == before

    again = objecting.refused(LODGE, COUNTER, input=objecting.order(member, record), key="again")
    assert (again["code"], again["where"]) == ("INVALID_PROCEEDING", "input.newEvidence")
    second = objecting.lodged(member, record, trigger="OBJECTION", evidence="复议决定书", newEvidence=True, accept=True)
    assert (second["state"], second["newEvidence"]) == ("UNDER_VERIFICATION", True)
    assert objecting.statuses(member) == {"SUSPENDED"}
    wrong = objecting.verify(second, "WRONG", client=ISSUER)
    assert (wrong["state"], wrong["nextSteps"]) == ("VERIFIED_WRONG", ["CORRECTED", "WITHDRAWN"])
    assert objecting.restraints(member) == []
    document = "样市监撤〔2026〕3号"
    ended = objecting.take(WITHDRAW, ISSUER, objection=second["id"], document=document)
    assert (ended["state"], ended["correction"], ended["nextSteps"]) == ("WITHDRAWN", document, [])
    gone = objecting.refused(LODGE, COUNTER, input=objecting.order(member, record), key="gone")
    assert gone["code"] == "UNKNOWN_RECORD"


@pytest.mark.go("GO-22-c")
def test_a_disputed_record_is_suspended_at_every_department_and_for_nothing_else(objecting: Objecting) -> None:
    record, other = objecting.record("fund-listed", **FUND), objecting.restraints("inspect-bad")
    objection = objecting.lodged("fund-listed", record, key=FINANCE, trigger="OWN_FINDING", accept=True)
    asked = (FUND, {"client": BANK, "matter": "business-loan", "purpose": "FINANCIAL_SERVICE"})
    for each in asked:
        measures = objecting.check("fund-listed", **each)["measures"]
        resting = [found for found in measures if record in [behind["id"] for behind in found["records"]]]
        assert resting
        assert all(found["status"] in {"SUSPENDED", "FOR_REFERENCE", "NOT_ADOPTED"} for found in resting)
    assert objecting.restraints("inspect-bad") == other
    objecting.verify(objection, "CORRECT")
    assert objecting.statuses("fund-listed", **FUND) == {"ACTIVE"}


@pytest.mark.go("GO-22-g")
def test_an_objection_to_what_an_incentive_rests_on_suspends_no_incentive(objecting: Objecting) -> None:
    before = objecting.check("model-clean")
    (record,) = [each["id"] for each in before["subject"]["redListEntries"]]
    assert before["guidance"] == "GREEN_CHANNEL"
    objection = objecting.lodged("model-clean", record, accept=True)
    assert objection["state"] == "UNDER_VERIFICATION"
    during = objecting.check("model-clean")
    incentives = [each for each in during["measures"] if each["measure"]["direction"] == "INCENTIVE"]
    assert [each["status"] for each in incentives] == ["ACTIVE"] * len(incentives)
    assert (during["guidance"], len(incentives)) == ("GREEN_CHANNEL", len(before["measures"]))
    assert objecting.verify(objection, "CORRECT", client="sandbox-civility-office")["state"] == "VERIFIED_CORRECT"


@pytest.mark.go("GO-22-a", "GO-22-f")
def test_an_objection_not_accepted_says_why_and_what_else_is_open_and_suspended_nothing(objecting: Objecting) -> None:
    member = "twin-b"
    record = objecting.record(member)
    objection = objecting.lodged(member, record)
    refused = objecting.take(REFUSE, COUNTER, objection=objection["id"], reason="不属于异议范围")
    assert (refused["state"], refused["reason"]) == ("REFUSED", "不属于异议范围")
    assert {"行政复议", "行政诉讼"} <= {each["titleZh"] for each in refused["remedies"]}
    assert objecting.statuses(member) == {"ACTIVE"}
    error = objecting.refused(ACCEPT, COUNTER, objection=objection["id"], key="too-late")
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "nothing more may follow for your agency")
    assert objecting.lodged(member, record)["id"] != objection["id"]


@pytest.mark.go("GO-22-a", "GO-22-b")
def test_what_a_department_may_do_follows_from_what_it_is_to_the_record(objecting: Objecting) -> None:
    member = "inspect-bad"
    record = objecting.record(member)
    accepting = {"input": objecting.order(member, record, accept=True), "key": "bank-accepts"}
    error = objecting.refused(LODGE, BANK, **accepting)
    assert (error["code"], error["where"]) == ("FORBIDDEN", "input.accept")
    objection = objecting.lodged(member, record, key=BANK)
    roles = {each["agency"]: set(each["roles"]) for each in objection["parties"]}
    assert roles == {
        "sample-bank": {"LODGER"},
        "credit-office": {"HANDLER", "PROVIDER"},
        "market-regulation": {"HANDLER", "ISSUER", "CORRECTOR"},
    }
    said = {"objection": objection["id"]}
    for mutation, more in ((ACCEPT, {}), (REFUSE, {"reason": "r"}), (VERIFY, {"finding": "WRONG"})):
        assert objecting.refused(mutation, BANK, **said, **more, key="bank")["code"] == "ILLEGAL_TRANSITION"
    for client in (ASSOCIATION, COUNTER):
        hidden = objecting.refused(SHOW, client, **said)
        assert hidden["code"] == "UNKNOWN_PROCEEDING"
        assert hidden == objecting.refused(SHOW, client, objection="01a00000-0000-7000-8000-000000000000")
    assert objecting.refused(VERIFY, PROVIDER, **said, finding="WRONG", key="early")["hint"].startswith("what may")

    joined = objecting.lodged(member, record, grounds="另一理由", accept=True)
    assert (joined["id"], joined["state"]) == (objection["id"], "UNDER_VERIFICATION")
    assert joined["grounds"] == ["决定已被撤销", "另一理由"]
    assert [each["kind"] for each in joined["trail"]] == ["LODGED", "INFORMED", "JOINED", "UNDER_VERIFICATION"]
    error = objecting.refused(VERIFY, COUNTER, **said, finding="WRONG", key="counter")
    assert error["code"] == "ILLEGAL_TRANSITION"
    objecting.verify(objection, "WRONG")
    for client in (PROVIDER, BANK):
        assert objecting.refused(CORRECT, client, **said, correction="c", key="no")["code"] == "ILLEGAL_TRANSITION"
    assert objecting.refused(WITHDRAW, ISSUER, **said, on="2099-01-01", key="later")["where"] == "effectiveOn"
    corrected = objecting.take(CORRECT, ISSUER, **said, correction="金额已更正")
    assert (corrected["state"], corrected["correction"]) == ("CORRECTED", "金额已更正")


@pytest.mark.go("GO-22-a")
def test_the_same_request_is_carried_out_once_and_of_those_who_race_one_takes_the_step(objecting: Objecting) -> None:
    member = "objected"
    record = objecting.record(member)
    said = {"input": objecting.order(member, record), "key": "once"}
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: objecting.post(LODGE, COUNTER, **said), range(5)))
    assert answers == [answers[0]] * 5
    objection = answers[0]["data"]["change"]["objection"]
    objecting.accept(objection)
    assert objecting.post(LODGE, COUNTER, **said) == answers[0]
    reused = {"input": objecting.order(member, record, grounds="其他"), "key": "once"}
    assert objecting.refused(LODGE, COUNTER, **reused)["code"] == "IDEMPOTENCY_KEY_REUSED"

    def race(number: int) -> str:
        finding = "CORRECT" if number % 2 else "WRONG"
        variables = {"objection": objection["id"], "finding": finding, "key": f"race-{number}"}
        reply = objecting.post(VERIFY, PROVIDER if number % 3 else ISSUER, **variables)
        return reply["errors"][0]["extensions"]["code"] if "errors" in reply else finding

    with ThreadPoolExecutor(6) as pool:
        ends = list(pool.map(race, range(6)))
    assert ends.count("ILLEGAL_TRANSITION") == 5
    (won,) = {*ends} - {"ILLEGAL_TRANSITION"}
    shown = objecting.seen(objection, COUNTER)
    assert shown["state"] == f"VERIFIED_{won}"
    assert [each["state"] for each in shown["trail"]].count(shown["state"]) == 1


@pytest.mark.go("GO-22-a", "GO-13-b")
def test_nothing_personal_is_in_an_event_and_every_access_is_on_record(objecting: Objecting) -> None:
    grounds, member = "涉案金额与判决书不符", "renamed-former"
    record = objecting.record(member)
    objection = objecting.lodged(member, record, grounds=grounds, evidence="判决书副本", accept=True)
    objecting.seen(objection, PROVIDER)
    for written in ("身份证号990100198001010010", " ", "a\nb", "长" * 501):
        order = objecting.order(member, record, grounds=written)
        assert objecting.refused(LODGE, COUNTER, input=order, key="no")["where"] == "input.grounds"
    store = open_store(StateFolder(objecting.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        tables = (event, proceeding, rights_entry, sealed_words, access_entry)
        rows = [repr(tuple(row)) for table in tables for row in connection.execute(select(table))]
        kept = access_entry.c
        wanted = select(kept.operation, kept.agency).where(kept.case_number == objection["id"]).order_by(kept.id)
        entries = [tuple(row) for row in connection.execute(wanted)]
    store.close()
    assert rows
    assert not [row for row in rows if grounds in row or "判决书副本" in row]
    assert entries == [("objection_lodge", "credit-centre"), ("objection_read", "credit-office")]
    objecting.verify(objection, "CORRECT")
