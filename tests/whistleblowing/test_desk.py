"""Staff: each role does its own, each access leaves an entry, and what is forwarded is a bare lead."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from gateway.whistleblowing.words import Closing
from tests.whistleblowing.channel import AUDITOR, HANDLER, UNIT, Channel, bytes_of, code_of

WORK: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/desk/reports", {}),
    ("GET", "/desk/reports/{id}", {}),
    ("POST", "/desk/reports/{id}/forward", {"json": {"department": "tax"}}),
    ("POST", "/desk/reports/{id}/reply", {"json": {"message": "hello"}}),
    ("POST", "/desk/reports/{id}/close", {"json": {"reason": "TOO_LITTLE"}}),
]
AUDIT: tuple[str, str, dict[str, Any]] = ("GET", "/desk/audit", {})


@pytest.mark.go("GO-13-b")
@pytest.mark.parametrize(
    ("work", "key"),
    [*product([*WORK, AUDIT], [None, "key-of-nobody", ""]), (AUDIT, HANDLER), *product(WORK, [AUDITOR])],
)
async def test_nobody_else_does_what_a_role_may(
    channel: Channel, work: tuple[str, str, dict[str, Any]], key: str | None
) -> None:
    _, report_id = await channel.one()
    before = await channel.audit()
    method, path, sent = work

    reply = await channel.ask(method, path.format(id=report_id), key, **sent)

    known = key in {HANDLER, AUDITOR}
    assert (reply.status_code, code_of(reply)) == ((403, "WRONG_ROLE") if known else (401, "NOT_STAFF"))
    assert not any(word in reply.text for word in ("CNRY", UNIT, report_id))
    left = [(each["who"], each["deed"]) for each in (await channel.audit())[len(before) : -1]]
    assert left == ([({HANDLER: "hui", AUDITOR: "shen"}[str(key)], "REFUSED")] if known else [])


@pytest.mark.go("GO-13-b")
async def test_every_access_leaves_who_when_which_and_what(channel: Channel) -> None:
    code, report_id = await channel.one()
    channel.now += timedelta(minutes=5, milliseconds=7)
    await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)
    lead = (await channel.do(report_id, "forward", department="tax")).json()["leadId"]
    await channel.do(report_id, "reply", message="hello")
    await channel.do(report_id, "close", reason="HANDED_OVER")
    await channel.ask("POST", "/followup", json={"code": code})

    told = [
        (each["at"], each["who"], each["deed"], each["report_id"], each["detail"]) for each in await channel.audit()
    ]
    later = "2026-05-04T04:05:00.007Z"
    assert told == [
        ("2026-05-04", "reporter", "SUBMITTED", report_id, None),
        ("2026-05-04T04:00:00.000Z", "hui", "LISTED", report_id, None),
        (later, "hui", "READ", report_id, None),
        (later, "hui", "FORWARDED", report_id, f"tax {lead}"),
        (later, "hui", "REPLIED", report_id, None),
        (later, "hui", "CLOSED", report_id, "HANDED_OVER"),
        ("2026-05-04", "reporter", "ASKED", report_id, None),
        (later, "shen", "AUDITED", None, None),
    ]


@pytest.mark.go("GO-13-b")
async def test_an_access_whose_entry_cannot_be_written_is_not_answered(channel: Channel) -> None:
    code, report_id = await channel.one()
    with channel.store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )

    for method, path, sent in WORK:
        reply = await channel.ask(method, path.format(id=report_id), HANDLER, **sent)
        assert (reply.status_code, code_of(reply)) == (503, "UNAVAILABLE")
        assert not any(word in reply.text for word in ("CNRY", UNIT, report_id))
    assert (await channel.ask("POST", "/followup", json={"code": code})).status_code == 503
    with channel.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    file = (await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)).json()
    assert (file["state"], file["messages"], file["decisions"]) == ("RECEIVED", [], [])


@pytest.mark.go("GO-13-b")
async def test_a_lead_is_unit_and_offence_alone_and_the_decision_is_kept(channel: Channel) -> None:
    _, report_id = await channel.one()
    channel.now += timedelta(days=1)

    lead = (await channel.do(report_id, "forward", department="tax")).json()

    assert lead == {"leadId": lead["leadId"], "department": "tax", "creditCode": UNIT, "offence": "bribery"}
    assert lead["leadId"] != report_id
    file = (await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)).json()
    decision = {"leadId": lead["leadId"], "department": "tax", "decidedOn": "2026-05-05", "decidedBy": "hui"}
    assert (file["state"], file["decisions"]) == ("FORWARDED", [decision])


async def test_a_report_may_concern_two_departments_and_is_listed_by_state(channel: Channel) -> None:
    _, report_id = await channel.one()
    await channel.report(offence=None)
    for department in ("tax", "ecology"):
        assert (await channel.do(report_id, "forward", department=department)).status_code == 201

    assert await channel.ids(state="FORWARDED") == [report_id]
    assert len(await channel.ids()) == 2
    refused = await channel.ask("GET", "/desk/reports", HANDLER, params={"state": "BURNT"})
    assert (refused.status_code, code_of(refused)) == (400, "NOT_UNDERSTOOD")


@pytest.mark.parametrize(
    ("step", "said", "status", "code"),
    [
        ("forward", {"department": "press"}, 422, "UNKNOWN_DEPARTMENT"),
        ("forward", {}, 422, "UNKNOWN_DEPARTMENT"),
        ("close", {"reason": "HANDED_OVER"}, 409, "ILLEGAL_STEP"),
        ("close", {"reason": "BORED"}, 400, "NOT_UNDERSTOOD"),
        ("reply", {"message": " "}, 422, "INVALID_REPORT"),
    ],
)
async def test_what_does_not_follow_is_refused(
    channel: Channel, step: str, said: dict[str, str], status: int, code: str
) -> None:
    _, report_id = await channel.one()
    reply = await channel.do(report_id, step, **said)
    assert (reply.status_code, code_of(reply)) == (status, code)


@pytest.mark.parametrize("reason", Closing)
async def test_nothing_follows_a_closed_report(channel: Channel, reason: Closing) -> None:
    _, report_id = await channel.one()
    await channel.do(report_id, "forward", department="tax")
    assert (await channel.do(report_id, "close", reason=reason.value)).status_code == 200
    for step, said in (("forward", {"department": "tax"}), ("close", {"reason": "TOO_LITTLE"})):
        reply = await channel.do(report_id, step, **said)
        assert (reply.status_code, code_of(reply)) == (409, "ILLEGAL_STEP")


@pytest.mark.parametrize("report_id", ["AAAAAAAAAAAA", "../audit", "%00", "x" * 300])
async def test_an_id_nobody_has_is_unknown(channel: Channel, report_id: str) -> None:
    await channel.report()
    reply = await channel.ask("POST", f"/desk/reports/{report_id}/reply", HANDLER, json={"message": "x"})
    assert (reply.status_code, code_of(reply)) in {(404, "UNKNOWN_REPORT"), (404, "NOT_UNDERSTOOD")}


@pytest.mark.go("GO-13-b")
async def test_nothing_of_a_report_is_in_the_clear_on_disk(channel: Channel, tmp_path: Any) -> None:
    code, report_id = await channel.one()
    await channel.ask("POST", "/followup", json={"code": code, "message": "CNRYMORE"})
    await channel.do(report_id, "reply", message="CNRYREPLY")

    kept = bytes_of(tmp_path)

    assert report_id.encode() in kept
    plain = code.replace("-", "")
    assert [word for word in ("CNRY", UNIT, "bribery", code, plain, "2026-05-04T04") if word.encode() in kept] == [
        "2026-05-04T04"  # of the handler who replied
    ]
