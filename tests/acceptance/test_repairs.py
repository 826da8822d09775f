"""Credit repair and list exit over HTTP: applied for, tested in three parts, decided, and everything stops together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gateway.cli.repair_questions import APPLY, ASK, DECIDE, REPAIR, REPAIRS, REVIEW, WITHDRAW
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import access_entry, event, proceeding, rights_entry, sealed_words
from tests.acceptance.departments import FINANCE, NEIGHBOUR
from tests.acceptance.repairing import COUNTER, ISSUER, SUPERVISION, Repairing

SUBJECT = """
query ($who: IdentifierInput!) {
  subject(identifier: $who, purpose: SUPERVISION) { seriousDishonestyEntries { id documentNumber reason } }
}
"""
RECEIPT = "query ($id: ID!) { receipt(id: $id) }"


@pytest.fixture(scope="module")
def town(stage: Stage) -> Repairing:
    return Repairing(stage.gateway(World(own="repairs")))


def entry_of(check: Any) -> Any:
    (entry,) = check["subject"]["seriousDishonestyEntries"]
    return entry


@pytest.mark.go("GO-21-b", "GO-18-d")
def test_a_repair_passes_the_test_part_by_part_and_stops_everything_together(town: Repairing) -> None:
    before = town.checked("listed-strict")
    entry = entry_of(before)
    assert (before["guidance"], before["measures"][0]["status"]) == ("STRICT_REVIEW", "ACTIVE")

    repair = town.applied("listed-strict", entry["id"], evidence=[town.proof("CORRECTION", 30)])
    assert (repair["state"], repair["applicant"], repair["reviewers"], repair["nextSteps"]) == (
        "APPLIED_FOR",
        "credit-centre",
        ["market-regulation"],
        ["WITHDRAWN"],
    )
    assert repair["dueOn"] is not None
    assert (repair["terms"]["needs"], repair["terms"]["basis"]["id"]) == (
        ["DUTY_FULFILLED", "COMMITMENT"],
        "guobanfa-2025-22",
    )
    town.repaired(REVIEW, ISSUER, repair=repair["id"])
    asked = town.repaired(ASK, ISSUER, repair=repair["id"], what="缺少履行义务的证明")
    assert (asked["askedFor"], asked["dueOn"], asked["nextSteps"]) == ("缺少履行义务的证明", None, ["REFUSED"])
    brought = town.brought(repair, town.proof("DUTY_FULFILLED", 20, digest="AB" * 32), town.proof("COMMITMENT", 10))
    assert [(each["number"], each["kind"]) for each in brought["evidence"]] == [
        (1, "CORRECTION"),
        (2, "DUTY_FULFILLED"),
        (3, "COMMITMENT"),
    ]
    assert brought["evidence"][1]["digest"] == "ab" * 32

    granted = town.repaired(DECIDE, ISSUER, repair=repair["id"], decision=town.granting())
    assert (granted["state"], granted["effectiveOn"], granted["nextSteps"]) == ("GRANTED", str(town.day), [])
    found = [(each["part"], each["met"], each["evidence"], each["on"]) for each in granted["findings"]]
    corrected, removed = (str(town.day - timedelta(days=days)) for days in (30, 20))
    assert found == [
        ("CORRECTED", True, [1], corrected),
        ("EFFECTS_REMOVED", True, [2], removed),
        ("IN_TIME", True, [1, 2], removed),
    ]
    assert granted["findings"][2]["prescribedBy"] == "decision document"

    after = town.checked("listed-strict")
    assert (after["guidance"], after["measures"], after["subject"]["seriousDishonestyEntries"]) == ("STANDARD", [], [])
    shown = town.ask(SUBJECT, ISSUER, who=town.who("listed-strict"))["subject"]
    assert shown["seriousDishonestyEntries"] == []
    again = town.ask(RECEIPT, ISSUER, id=before["receipt"]["id"])["receipt"]
    texts = (entry["documentNumber"], entry["reason"])
    assert entry["id"] not in after["receipt"]["document"]
    for said in (after["receipt"]["document"], again, str(granted), str(shown)):
        assert not any(text in said for text in texts)


@pytest.mark.go("GO-19-a", "GO-21-c", "GO-18-d")
def test_the_listing_body_lets_a_subject_leave_its_list_by_a_decision(town: Repairing) -> None:
    entry = entry_of(town.checked("inspect-bad", **SUPERVISION))
    repair = town.applied("inspect-bad", entry["id"], ISSUER, kind="LIST_EXIT")
    assert (repair["applicant"], repair["reviewers"], repair["nextSteps"]) == (
        "market-regulation",
        ["market-regulation"],
        ["UNDER_REVIEW", "WITHDRAWN"],
    )
    granted = town.decided(repair, effectiveOn=str(town.day))
    assert (granted["state"], granted["listId"]) == ("GRANTED", "market-regulation")
    after = town.checked("inspect-bad", **SUPERVISION)
    assert {each["status"] for each in after["measures"]} == {"ENDED"}
    error = town.refused(APPLY, COUNTER, input=_order(town, "inspect-bad", entry["id"], kind="LIST_EXIT"), key="left")
    assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", "input.record")


@pytest.mark.go("GO-14-c", "GO-21-b")
def test_the_persons_behind_a_unit_are_freed_with_it(town: Repairing) -> None:
    (penalty,) = town.checked("revoked")["subject"]["penalties"]
    person = town.checked("person-zhou")
    assert [each["status"] for each in person["measures"]] == ["ACTIVE"]
    repair = town.applied("revoked", penalty["id"])
    assert repair["terms"]["earliestOn"] is not None
    town.decided(repair)
    assert town.checked("revoked")["guidance"] == "STANDARD"
    freed = town.checked("person-zhou")
    assert (freed["guidance"], freed["measures"]) == ("STANDARD", [])


def _order(town: Repairing, member: str, record: str, **more: Any) -> dict[str, Any]:
    return {"kind": "REPAIR", "subject": town.who(member), "record": record, "evidence": town.proofs(), **more}


@pytest.mark.go("GO-21-b", "GO-22-f")
def test_what_misses_a_part_is_not_granted_and_a_refusal_shows_the_remedies(town: Repairing) -> None:
    entry = entry_of(town.checked("twin-b"))
    repair = town.applied("twin-b", entry["id"])
    early = town.refused(DECIDE, ISSUER, repair=repair["id"], decision=town.granting(), key="early")
    assert (early["code"], early["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: UNDER_REVIEW")
    town.repaired(REVIEW, ISSUER, repair=repair["id"])

    late = str(town.day - timedelta(days=25))
    wrong: list[tuple[dict[str, Any], str, str]] = [
        ({"correctedBy": []}, "decision", "CORRECTED, IN_TIME not met"),
        ({"effectsRemovedBy": []}, "decision", "EFFECTS_REMOVED, IN_TIME not met"),
        ({"prescribedLastDay": late}, "decision", "IN_TIME not met"),
        ({"prescribedLastDay": None}, "decision.prescribedLastDay", "no rule prescribes the time"),
        ({"correctedBy": [3]}, "decision.correctedBy", "COMMITMENT, which does not show CORRECTED"),
        ({"effectsRemovedBy": [9]}, "decision.effectsRemovedBy", "there is no evidence 9"),
        ({"effectiveOn": str(town.day - timedelta(days=1))}, "decision.effectiveOn", "applied for on"),
        ({"effectiveOn": None}, "decision.effectiveOn", "takes effect is not said"),
        ({"reason": "好"}, "decision.reason", "takes no reason"),
        ({"granted": False, "effectiveOn": None}, "decision.reason", "without a reason"),
    ]
    for number, (more, where, said) in enumerate(wrong):
        decision = town.granting(**more)
        error = town.refused(DECIDE, ISSUER, repair=repair["id"], decision=decision, key=f"wrong-{number}")
        assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", where)
        assert said in error["message"]

    refusal = town.granting(granted=False, effectiveOn=None, reason="义务未全部履行", effectsRemovedBy=[])
    refused = town.repaired(DECIDE, ISSUER, repair=repair["id"], decision=refusal)
    assert (refused["state"], refused["reason"], refused["effectiveOn"]) == ("REFUSED", "义务未全部履行", None)
    assert [(each["part"], each["met"]) for each in refused["findings"]] == [
        ("CORRECTED", True),
        ("EFFECTS_REMOVED", False),
        ("IN_TIME", False),
    ]
    assert "行政复议" in [each["titleZh"] for each in refused["remedies"]]
    assert entry_of(town.checked("twin-b"))["id"] == entry["id"]

    lacking = town.applied("twin-b", entry["id"], evidence=town.proofs()[:2])
    town.repaired(REVIEW, ISSUER, repair=lacking["id"])
    error = town.refused(DECIDE, ISSUER, repair=lacking["id"], decision=town.granting(), key="lacking")
    assert "needs evidence of the kind COMMITMENT" in error["message"]
    twice = town.refused(APPLY, COUNTER, input=_order(town, "twin-b", entry["id"]), key="twice")
    assert (twice["code"], twice["where"]) == ("INVALID_PROCEEDING", "input.record")
    assert town.repaired(WITHDRAW, COUNTER, repair=lacking["id"])["state"] == "WITHDRAWN"


@pytest.mark.go("GO-21-b")
def test_only_the_body_that_determined_the_record_decides_and_others_are_told_there_is_nothing(town: Repairing) -> None:
    entry = entry_of(town.checked("renamed-former"))
    repair = town.applied("renamed-former", entry["id"])
    for query, client, variables in (
        (REPAIR, FINANCE, {}),
        (REVIEW, NEIGHBOUR, {"key": "not-mine"}),
        (DECIDE, FINANCE, {"decision": town.granting(), "key": "nor-mine"}),
    ):
        hidden = town.refused(query, client, repair=repair["id"], **variables)
        missing = town.refused(query, client, repair="01a00000-0000-7000-8000-000000000000", **variables)
        assert hidden == missing
        assert hidden["code"] == "UNKNOWN_PROCEEDING"
    listed = {"record": entry["id"], "first": 10}
    assert town.ask(REPAIRS, FINANCE, **listed)["repairs"]["totalCount"] == 0
    assert [each["id"] for each in town.ask(REPAIRS, ISSUER, **listed)["repairs"]["nodes"]] == [repair["id"]]

    own = town.refused(REVIEW, COUNTER, repair=repair["id"], key="own")
    assert (own["code"], own["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: WITHDRAWN")
    town.repaired(REVIEW, ISSUER, repair=repair["id"])
    decision = town.granting()
    mine = town.refused(DECIDE, COUNTER, repair=repair["id"], decision=decision, key="mine")
    assert mine["code"] == "ILLEGAL_TRANSITION"

    said = {"repair": repair["id"], "decision": decision, "key": "at-once"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: town.post(DECIDE, ISSUER, **said), range(4)))
        others = list(pool.map(lambda n: town.post(DECIDE, ISSUER, **{**said, "key": f"o-{n}"}), range(3)))
    assert answers == [answers[0]] * 4
    assert answers[0]["data"]["change"]["repair"]["state"] == "GRANTED"
    assert {error["extensions"]["code"] for each in others for error in each["errors"]} == {"ILLEGAL_TRANSITION"}
    store = open_store(StateFolder(town.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        about = select(rights_entry.c.kind, rights_entry.c.by).where(rights_entry.c.record_id == entry["id"])
        assert [tuple(row) for row in connection.execute(about)] == [("REPAIRED", "market-regulation")]
    store.close()


@pytest.mark.go("GO-21-b", "GO-21-d")
@pytest.mark.parametrize(
    ("member", "more", "code", "where"),
    [
        ("listed-none", {}, "UNKNOWN_RECORD", "input.record"),
        ("renamed-unknown", {"evidence": []}, "INVALID_PROCEEDING", "input.evidence"),
        ("renamed-unknown", {"kind": "PUBLIC_SERVICE"}, "INVALID_PROCEEDING", "input.evidence"),
        ("renamed-unknown", {"doneOn": "2099-01-01"}, "INVALID_PROCEEDING", "input.evidence[0].doneOn"),
        ("renamed-unknown", {"digest": "abc"}, "INVALID_PROCEEDING", "input.evidence[0].digest"),
        ("renamed-unknown", {"document": " "}, "INVALID_PROCEEDING", "input.evidence[0].document"),
        ("renamed-unknown", {"document": "990100198001010010"}, "INVALID_PROCEEDING", "input.evidence[0].document"),
        ("highway-none-penalty", {"exit": True}, "INVALID_PROCEEDING", "input.record"),
    ],
)
def test_an_application_as_it_cannot_be_taken_is_refused_with_what_to_write(
    town: Repairing, member: str, more: dict[str, Any], code: str, where: str
) -> None:
    known = "fund-clean" if member == "listed-none" else member
    subject = town.checked(known)["subject"]
    records = [*subject["penalties"], *subject["seriousDishonestyEntries"]]
    record = records[0]["id"] if records else "decision:000000000000000000000000"
    order = _order(town, known, record)
    if more.pop("exit", False):
        order["kind"] = "LIST_EXIT"
    elif "evidence" in more:
        order |= more
    else:
        order["evidence"] = [{**order["evidence"][0], **more}]
    error = town.refused(APPLY, COUNTER, input=order, key=f"no-{member}-{where}")
    assert (error["code"], error["where"]) == (code, where), error["message"]
    assert error["hint"]


@pytest.mark.go("GO-21-b")
def test_nothing_that_was_said_is_kept_in_the_clear_and_every_access_is_on_record(town: Repairing) -> None:
    entry = entry_of(town.checked("renamed-unknown"))
    repair = town.applied("renamed-unknown", entry["id"])
    shown = town.ask(REPAIR, ISSUER, repair=repair["id"])["repair"]
    assert shown["evidence"] == repair["evidence"]
    store = open_store(StateFolder(town.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        tables = (event, proceeding, sealed_words)
        rows = [str(tuple(row)) for table in tables for row in connection.execute(select(table))]
        kept = access_entry.c
        wanted = select(kept.operation, kept.agency).where(kept.case_number == repair["id"]).order_by(kept.id)
        entries = [tuple(row) for row in connection.execute(wanted)]
    store.close()
    assert entries == [("repair_apply", "credit-centre"), ("repair_read", "market-regulation")]
    texts = [entry["documentNumber"], entry["reason"], *(each["document"] for each in repair["evidence"])]
    assert not any(text in row for row in rows for text in texts)
