"""What relied on a record found wrong or withdrawn is found by the gateway itself, and set right (GO-22-d, GO-22-e)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from gateway.cli.objection_questions import LODGE, VERIFY
from gateway.cli.repair_questions import ANSWER, CLOSE, RECTIFICATION, RECTIFICATIONS
from gateway.cli.rights_entry import enter
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from gateway.refs import is_person
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import access_entry, event, proceeding, sealed_words
from schema.identifiers import Identifier, Scheme
from tests.acceptance.departments import FINANCE, HOME, numbers
from tests.acceptance.objecting import PROVIDER
from tests.acceptance.repairing import COUNTER, ISSUER, SUPERVISION, Repairing

UNDO = ["DECISION_REVIEWED", "MEASURE_LIFTED", "REPUTATION_RESTORED", "EFFECTS_REMOVED"]


@pytest.fixture(scope="module")
def town(stage: Stage) -> Repairing:
    return Repairing(stage.gateway(World(own="rectifications")))


def entered(town: Repairing, member: str, record: str, *kinds: RightsKind) -> None:
    """Enter into the rights log what became of a record, as an operator does."""
    folder, who = StateFolder(town.gateway.state), town.who(member)
    subject = Identifier(scheme=Scheme[who["scheme"]], value=who["value"])
    for kind in kinds:
        change = RightsChange(
            at=datetime.now(UTC),
            kind=kind,
            record_id=record,
            subject_ref=folder.vault().subject_ref(subject),
            by="market-regulation",
            effective_on=town.day if kind is RightsKind.WITHDRAWN else None,
        )
        enter(folder, change, Standing.ISSUER)


def step(town: Repairing, mutation: str, client: str, case: Any, **variables: Any) -> Any:
    said = {"rectification": case["id"], "key": f"T-{next(numbers)}", **variables}
    return town.ask(mutation, client, **said)["change"]["rectification"]


@pytest.mark.go("GO-22-d", "GO-22-e", "GO-14-c", "GO-18-d")
def test_every_check_that_relied_on_a_withdrawn_record_is_found_and_set_right(town: Repairing) -> None:
    first = town.checked("revoked")
    (penalty,) = first["subject"]["penalties"]
    person, elsewhere = town.checked("person-zhou"), town.checked("revoked", HOME, **SUPERVISION)
    other, unconcerned = town.checked("listed-strict"), town.checked("person-wu")
    assert first["guidance"] == "BARRED"

    entered(town, "revoked", penalty["id"], RightsKind.WITHDRAWN)
    found = town.rectifications(ISSUER, penalty["id"], 4)
    receipts = {each["receipt"]: each for each in found}
    assert set(receipts) == {each["receipt"]["id"] for each in (first, person, elsewhere, unconcerned)}
    assert other["receipt"]["id"] not in receipts
    assert {(each["state"], each["cause"], each["confirmer"]) for each in found} == {
        ("OPEN", "WITHDRAWN", "market-regulation")
    }
    assert all(each["dueOn"] for each in found)
    assert receipts[first["receipt"]["id"]]["toDo"] == receipts[person["receipt"]["id"]]["toDo"] == UNDO
    assert receipts[unconcerned["receipt"]["id"]]["toDo"] == UNDO[:1]

    of_person = town.ask(RECTIFICATION, ISSUER, rectification=receipts[person["receipt"]["id"]]["id"])["rectification"]
    assert of_person["throughUnit"]
    assert [(each["status"], each["restraint"]) for each in of_person["measures"]] == [("ACTIVE", True)]

    (told,) = town.rectifications(HOME, penalty["id"], 1)
    case = town.ask(RECTIFICATION, HOME, rectification=told["id"])["rectification"]
    assert (case["rectifier"], case["matter"], case["receipt"]) == (
        "ecology",
        "annual-inspection-plan",
        elsewhere["receipt"]["id"],
    )
    seen = town.ask(RECTIFICATION, ISSUER, rectification=told["id"])["rectification"]
    assert (seen["matter"], seen["caseNumber"], seen["nextSteps"]) == (None, None, [])

    answer = {"done": UNDO[:1], "document": "样环复〔2026〕3号", "words": "已重新安排检查"}
    answered = step(town, ANSWER, HOME, case, answer=answer)
    assert (answered["state"], answered["done"], answered["words"]) == ("ANSWERED", UNDO[:1], "已重新安排检查")
    back = step(town, CLOSE, ISSUER, case, sufficient=False, reason="请说明检查频次是否恢复")
    assert (back["state"], back["sentBack"], back["dueOn"] is not None) == ("OPEN", "请说明检查频次是否恢复", True)
    step(town, ANSWER, HOME, case, answer={"done": UNDO, "words": "已恢复"})
    done = step(town, CLOSE, ISSUER, case, sufficient=True)
    trail = [(each["kind"], each["by"]) for each in done["trail"]]
    assert (done["state"], done["words"], done["document"]) == ("DONE", "已恢复", "样环复〔2026〕3号")
    assert trail == [
        ("OPEN", "gateway"),
        ("ANSWERED", "ecology"),
        ("OPEN", "market-regulation"),
        ("ANSWERED", "ecology"),
        ("DONE", "market-regulation"),
    ]

    own = step(town, ANSWER, ISSUER, receipts[first["receipt"]["id"]], answer={"done": UNDO})
    assert [(each["kind"], each["by"]) for each in own["trail"]][1:] == [
        ("ANSWERED", "market-regulation"),
        ("DONE", "gateway"),
    ]
    assert len(town.rectifications(ISSUER, penalty["id"], 2, state="OPEN")) == 2


@pytest.mark.go("GO-22-d", "GO-22-e")
def test_a_record_verified_wrong_leads_to_all_that_relied_on_it_once_and_to_nobody_else(town: Repairing) -> None:
    check = town.checked("twin-b")
    (entry,) = check["subject"]["seriousDishonestyEntries"]
    unseen = town.checked("twin-a")
    town.checked("twin-b", HOME, **SUPERVISION)
    entered(town, "twin-b", entry["id"], RightsKind.OBJECTION_ACCEPTED, RightsKind.VERIFIED_WRONG)
    (told,) = town.rectifications(HOME, entry["id"], 1)
    case = town.ask(RECTIFICATION, HOME, rectification=told["id"])["rectification"]
    assert len(town.rectifications(ISSUER, entry["id"], 2)) == 2
    entered(town, "twin-b", entry["id"], RightsKind.WITHDRAWN)
    again = town.checked("twin-b")
    assert again["subject"]["seriousDishonestyEntries"] == []
    found = town.rectifications(ISSUER, entry["id"], 2)
    assert {each["cause"] for each in found} == {"VERIFIED_WRONG"}
    assert not {unseen["receipt"]["id"], again["receipt"]["id"]} & {each["receipt"] for each in found}

    assert town.rectifications(FINANCE, entry["id"], 0) == []
    hidden = town.refused(RECTIFICATION, FINANCE, rectification=case["id"])
    missing = town.refused(RECTIFICATION, FINANCE, rectification="01a00000-0000-7000-8000-000000000000")
    assert hidden == missing
    for number, (answer, where) in enumerate(
        (
            ({"done": []}, "answer.done"),
            ({"done": ["NOTHING_APPLIED", "MEASURE_LIFTED"]}, "answer.done"),
            ({"done": ["MEASURE_LIFTED"], "words": "990100198001010010"}, "answer.words"),
        )
    ):
        error = town.refused(ANSWER, HOME, rectification=case["id"], answer=answer, key=f"wrong-{number}")
        assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", where)
    error = town.refused(CLOSE, ISSUER, rectification=case["id"], sufficient=True, key="too-early")
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "nothing more may follow for your agency")
    error = town.refused(CLOSE, HOME, rectification=case["id"], sufficient=True, key="not-mine")
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: ANSWERED")
    assert error["message"] == "that is for the confirmer, market-regulation"
    nothing = step(town, ANSWER, HOME, case, answer={"done": ["NOTHING_APPLIED"]})
    assert (nothing["state"], [each["status"] for each in case["measures"]]) == ("ANSWERED", ["ACTIVE"])


@pytest.mark.go("GO-22-a", "GO-22-d", "GO-22-e")
def test_an_objection_that_ends_in_a_wrong_record_has_everything_that_relied_on_it_set_right(town: Repairing) -> None:
    check = town.checked("inspect-bad", **SUPERVISION)
    (entry,) = check["subject"]["seriousDishonestyEntries"]
    lodging = {
        "subject": town.who("inspect-bad"),
        "record": entry["id"],
        "trigger": "COMPLAINT",
        "grounds": "决定已撤销",
    }
    lodged = town.ask(LODGE, COUNTER, input={**lodging, "accept": True}, key="r-lodge")["change"]["objection"]
    suspended = town.checked("inspect-bad", **SUPERVISION)
    assert {each["status"] for each in suspended["measures"]} == {"SUSPENDED"}
    town.ask(VERIFY, PROVIDER, objection=lodged["id"], finding="WRONG", answer=None, key="r-verify")
    found = {each["receipt"]: each for each in town.rectifications(PROVIDER, entry["id"], 2)}
    assert {each["confirmer"] for each in found.values()} == {"credit-office"}
    assert (found[check["receipt"]["id"]]["toDo"], found[suspended["receipt"]["id"]]["toDo"]) == (UNDO, UNDO[:1])
    nothing = step(town, ANSWER, ISSUER, found[suspended["receipt"]["id"]], answer={"done": ["NOTHING_APPLIED"]})
    assert [(each["kind"], each["by"]) for each in nothing["trail"]] == [
        ("OPEN", "gateway"),
        ("ANSWERED", "market-regulation"),
        ("DONE", "gateway"),
    ]


@pytest.mark.go("GO-22-e")
def test_no_rectification_repeats_the_record_or_names_a_person(town: Repairing) -> None:
    check = town.checked("renamed-former")
    (entry,) = check["subject"]["seriousDishonestyEntries"]
    entered(town, "renamed-former", entry["id"], RightsKind.WITHDRAWN)
    town.rectifications(ISSUER, entry["id"], 1)
    told = town.ask(RECTIFICATIONS, ISSUER, first=50)["rectifications"]["nodes"]
    shown = [town.ask(RECTIFICATION, ISSUER, rectification=each["id"])["rectification"] for each in told]
    store = open_store(StateFolder(town.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        rows = [
            str(tuple(row)) for table in (event, proceeding, sealed_words) for row in connection.execute(select(table))
        ]
        kept = access_entry.c
        entries = connection.execute(select(kept.agency).where(kept.operation == "rectification_read")).all()
        refs = connection.execute(select(proceeding.c.subject_ref)).scalars().all()
    store.close()
    secret = (entry["documentNumber"], entry["reason"], town.who("person-zhou")["value"])
    assert not any(text in said for said in (*rows, str(shown)) for text in secret)
    assert {agency for (agency,) in entries} >= {"market-regulation"}
    assert any(is_person(ref) for ref in refs if ref)
