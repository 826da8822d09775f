"""Nothing of a report or of who sends it is in a log or an error, whatever fails (GO-13-b)."""

from __future__ import annotations

import asyncio
import io
import logging
from typing import Any

import pytest

from gateway.whistleblowing.reports import Reports
from gateway.whistleblowing.words import Refused
from tests.leaks.conftest import overheard
from tests.whistleblowing.channel import CONTACT, HANDLER, REPORT, STORY, UNIT, Channel

JSON = {"content-type": "application/json"}
SECRET = ("CNRY", STORY, CONTACT, UNIT, "bribery", "192.0.2.77", "Mozilla/5.0 CNRYAGENT")


@pytest.fixture
def heard() -> Any:
    with overheard() as stream:
        yield stream


def logged(heard: io.StringIO) -> str:
    """Give what the channel logged, without what the client of these tests did."""
    lines = heard.getvalue().splitlines()
    return "\n".join(line for line in lines if not any(name in line for name in ('"httpx"', '"asyncio"')))


async def everything(channel: Channel) -> str:
    """Do all a reporter and a handler can, and what is refused; give every byte that was answered to the reporter."""
    headers = {"user-agent": SECRET[-1], "x-forwarded-for": SECRET[-2], "cookie": "CNRYCOOKIE=1"}
    replies = [await channel.ask("POST", "/reports", json=REPORT, headers=headers)]
    code = replies[0].json().get("code", "")
    replies += [
        await channel.ask("POST", "/reports", json={**REPORT, "creditCode": "CNRYCODE"}, headers=headers),
        await channel.ask(
            "POST", "/reports", content=b'{"CNRY', headers={**headers, "content-type": "application/json"}
        ),
        await channel.ask("POST", "/followup", json={"code": code, "message": "CNRYMORE"}, headers=headers),
        await channel.ask("POST", "/followup", json={"code": "CNRYCODE"}, headers=headers),
        await channel.ask("GET", "/CNRYPATH?contact=CNRYQUERY", headers=headers),
    ]
    for report_id in await channel.ids() if code else []:
        await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)
    return "".join(reply.text for reply in replies)


@pytest.mark.go("GO-13-b")
async def test_nothing_is_logged_of_any_request(channel: Channel, heard: io.StringIO) -> None:
    answered = await everything(channel)

    assert logged(heard) == ""
    assert not any(word in answered for word in SECRET)


@pytest.mark.go("GO-13-b")
@pytest.mark.parametrize("where", ["add", "of_code", "write", "messages"])
async def test_a_defect_is_logged_by_its_place_alone(
    channel: Channel, heard: io.StringIO, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fail(self: Reports, *given: object, **more: object) -> None:
        raise RuntimeError(f"cannot do this with {given} {more} {STORY}")

    code = await channel.report()
    monkeypatch.setattr(Reports, where, fail)
    answered = await everything(channel)
    answered += (await channel.ask("POST", "/followup", json={"code": code, "message": "CNRYMORE"})).text

    said = logged(heard)
    assert '"message":"request failed"' in said
    assert "RuntimeError" in said
    assert "test_confidential.py:" in said
    assert "UNAVAILABLE" in answered
    assert not any(word in said + answered for word in (*SECRET, code))


@pytest.mark.go("GO-13-b")
async def test_a_statement_that_fails_quotes_no_value(channel: Channel, heard: io.StringIO) -> None:
    with channel.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE report_message")
        connection.exec_driver_sql("ALTER TABLE report RENAME TO elsewhere")

    answered = await everything(channel)

    assert answered.count("UNAVAILABLE") == 3
    assert not any(word in logged(heard) + answered for word in SECRET)


@pytest.mark.go("GO-13-b")
async def test_no_object_shows_what_was_reported(channel: Channel) -> None:
    _, report_id = await channel.one()
    await channel.do(report_id, "reply", message="CNRYREPLY")
    with channel.store.writing() as connection:
        reports = Reports(connection, channel.store.vault)
        shown = [repr(reports.of_id(report_id)), repr(reports.messages(report_id)), repr(channel.store.vault)]
    assert not any(word in text for text in shown for word in ("CNRY", CONTACT))


async def test_a_store_that_is_held_for_too_long_is_said_to_be_unavailable(channel: Channel) -> None:
    def held() -> None:
        with channel.store.writing() as connection:
            connection.exec_driver_sql("SELECT nothing FROM nowhere")

    with pytest.raises(Refused) as refused:
        await asyncio.to_thread(held)
    assert "nowhere" not in str(refused.value)
    assert logging.getLogger("sqlalchemy").level in {logging.NOTSET, logging.WARNING}
