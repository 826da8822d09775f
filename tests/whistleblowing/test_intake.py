"""Handing a report in and coming back with its code, without telling who one is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gateway.whistleblowing.intake import MOST_MESSAGES
from gateway.whistleblowing.requests import MOST_BYTES
from gateway.whistleblowing.submission import LONGEST_CONTACT, LONGEST_STORY
from tests.whistleblowing.channel import FORM, HANDLER, REPORT, UNIT, Channel, code_of


async def test_a_report_is_handed_in_without_a_credential_and_its_code_tells_how_far_it_is(channel: Channel) -> None:
    reply = await channel.ask("POST", "/reports", json=REPORT)

    assert reply.status_code == 201
    assert "set-cookie" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"
    asked = await channel.ask("POST", "/followup", json={"code": reply.json()["code"]})
    assert asked.json() == {"state": "RECEIVED", "closing": None, "replies": []}


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("0", "o")])
async def test_a_code_is_read_however_it_is_typed(channel: Channel, typed: Any) -> None:
    code = await channel.report()
    assert (await channel.ask("POST", "/followup", json={"code": typed(code)})).status_code == 200


async def test_replies_are_read_and_messages_added_with_the_code(channel: Channel) -> None:
    code, report_id = await channel.one()
    await channel.do(report_id, "reply", message="Which warehouse?")
    channel.now += timedelta(days=1)
    await channel.ask("POST", "/followup", json={"code": code, "message": "The third."})

    told = (await channel.ask("POST", "/followup", json={"code": code})).json()
    assert told["replies"] == [{"writtenOn": "2026-05-04", "text": "Which warehouse?"}]
    file = (await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)).json()
    assert [(each["fromHandler"], each["writtenOn"], each["text"]) for each in file["messages"]] == [
        (True, "2026-05-04", "Which warehouse?"),
        (False, "2026-05-05", "The third."),
    ]


async def test_the_code_does_not_give_back_what_was_reported(channel: Channel) -> None:
    code, _ = await channel.one()
    told = await channel.ask("POST", "/followup", json={"code": code, "message": "CNRYMORE"})
    assert not any(word in told.text for word in ("CNRY", UNIT, "bribery"))


@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "'; DROP TABLE report; --", "x" * 5_000])
async def test_another_code_finds_nothing(channel: Channel, code: str) -> None:
    await channel.report()
    reply = await channel.ask("POST", "/followup", json={"code": code})
    assert (reply.status_code, code_of(reply)) == (404, "UNKNOWN_CODE")


async def test_a_closed_report_takes_no_more_messages_and_says_why_it_was_closed(channel: Channel) -> None:
    code, report_id = await channel.one()
    await channel.do(report_id, "close", reason="TOO_LITTLE")

    refused = await channel.ask("POST", "/followup", json={"code": code, "message": "more"})
    assert (refused.status_code, code_of(refused)) == (409, "ILLEGAL_STEP")
    told = (await channel.ask("POST", "/followup", json={"code": code})).json()
    assert (told["state"], told["closing"]) == ("CLOSED", "TOO_LITTLE")


async def test_messages_about_one_report_are_bounded(channel: Channel) -> None:
    code, report_id = await channel.one()
    for number in range(MOST_MESSAGES):
        assert (await channel.do(report_id, "reply", message=str(number))).status_code == 201
    refused = await channel.ask("POST", "/followup", json={"code": code, "message": "one more"})
    assert (refused.status_code, code_of(refused)) == (422, "INVALID_REPORT")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"creditCode": ""}, "creditCode"),
        ({"creditCode": "91990100TC01LY003X"}, "creditCode"),
        ({"creditCode": 7}, "creditCode"),
        ({"whatHappened": " \n\u200b\x00"}, "whatHappened"),
        ({"whatHappened": "x" * (LONGEST_STORY + 1)}, "whatHappened"),
        ({"whatHappened": ["x"]}, "whatHappened"),
        ({"contact": "x" * (LONGEST_CONTACT + 1)}, "contact"),
        ({"offence": "being-late"}, "offence"),
        ({"name": "somebody"}, None),
    ],
)
async def test_a_report_that_cannot_be_taken_says_where_and_quotes_nothing(
    channel: Channel, changes: dict[str, Any], where: str | None
) -> None:
    reply = await channel.ask("POST", "/reports", json={**REPORT, **changes})

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["extensions"] == {"code": "INVALID_REPORT"} | ({"where": where} if where else {})
    assert "CNRY" not in reply.text
    assert await channel.ids() == []


async def test_control_characters_are_dropped_and_lines_stay(channel: Channel) -> None:
    await channel.report(whatHappened="one\r\ntwo\x1b[2J\u202ethree\tfour")
    (report_id,) = await channel.ids()
    file = (await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)).json()
    assert file["whatHappened"] == "one\ntwo[2Jthree\tfour"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"[]", "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"x", "headers": {"content-type": "text/plain"}}, 400),
        ({"content": b"x", "headers": {"content-type": "application/json", "content-encoding": "gzip"}}, 400),
        ({"content": b"\xff=%ff", "headers": {"content-type": FORM}}, 400),
        ({"content": b"&".join([b"a=1"] * 50), "headers": {"content-type": FORM}}, 400),
        ({"content": b"x" * (MOST_BYTES + 1), "headers": {"content-type": "application/json"}}, 413),
        ({"json": REPORT, "headers": {"sec-fetch-site": "cross-site"}}, 400),
        ({"json": REPORT, "headers": {"origin": "https://elsewhere.example"}}, 400),
    ],
)
async def test_what_is_no_report_is_refused(channel: Channel, sent: dict[str, Any], status: int) -> None:
    assert (await channel.ask("POST", "/reports", **sent)).status_code == status
    assert await channel.ids() == []
