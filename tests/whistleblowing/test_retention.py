"""Closed reports are erased when their time is over, with their key and every byte."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from gateway.whistleblowing.retention import erase_due
from gateway.whistleblowing.tables import forwarding, report, report_message
from tests.whistleblowing.channel import NOON, Channel, bytes_of, channel_in, code_of

DAYS = 30


def sealed_of(channel: Channel) -> list[bytes]:
    """Give what is sealed of every report, with its wrapped key."""
    with channel.store.writing() as connection:
        rows = connection.execute(select(report.c.wrapped, report.c.sealed)).all()
        messages = connection.execute(select(report_message.c.sealed)).scalars()
        return [part for row in rows for part in row] + list(messages)


@pytest.mark.go("GO-13-b")
async def test_a_closed_report_is_gone_with_every_byte_and_its_audit_stays(channel: Channel, tmp_path: Path) -> None:
    code, report_id = await channel.one()
    await channel.do(report_id, "forward", department="tax")
    await channel.do(report_id, "reply", message="hello")
    await channel.do(report_id, "close", reason="HANDED_OVER")
    parts = sealed_of(channel)
    open_code = await channel.report()

    assert erase_due(channel.store, DAYS, channel.now + timedelta(days=DAYS)) == 1

    kept = bytes_of(tmp_path)
    assert len(parts) == 3
    assert not any(part in kept for part in parts)
    asked = await channel.ask("POST", "/followup", json={"code": code})
    assert code_of(asked) == "UNKNOWN_CODE"
    assert (await channel.ask("POST", "/followup", json={"code": open_code})).status_code == 200
    with channel.store.writing() as connection:
        assert connection.execute(select(forwarding.c.lead_id)).all() == []
    deeds = [(each["who"], each["deed"]) for each in await channel.audit() if each["report_id"] == report_id]
    assert deeds[-2:] == [("hui", "CLOSED"), ("retention", "ERASED")]


async def test_the_time_runs_by_legal_days_in_shanghai(channel: Channel) -> None:
    _, report_id = await channel.one()
    shanghai = ZoneInfo("Asia/Shanghai")
    channel.now = datetime(2026, 5, 4, 23, 59, tzinfo=shanghai)
    await channel.do(report_id, "close", reason="TOO_LITTLE")

    assert erase_due(channel.store, DAYS, datetime(2026, 6, 2, 23, 59, tzinfo=shanghai)) == 0
    assert erase_due(channel.store, DAYS, datetime(2026, 6, 3, 0, 1, tzinfo=shanghai)) == 1


async def test_a_report_nobody_closed_stays(channel: Channel) -> None:
    await channel.report()
    assert erase_due(channel.store, 0, NOON + timedelta(days=10_000)) == 0


async def test_what_is_due_is_erased_while_the_channel_runs(tmp_path: Path) -> None:
    with channel_in(tmp_path, days_after_closing=0) as channel:
        _, report_id = await channel.one()
        await channel.do(report_id, "close", reason="TOO_LITTLE")
        async with channel.app.router.lifespan_context(channel.app), asyncio.timeout(10):
            while await channel.ids():  # noqa: ASYNC110 - the channel tells nobody that it erased something
                await asyncio.sleep(0)
