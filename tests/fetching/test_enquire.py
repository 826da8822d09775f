"""Enquiring by call-back: once, never before `enquire` returns, and in one flight with those who await."""

from __future__ import annotations

import asyncio

from gateway.fetching import Told
from tests.fetching.departments import NOTHING, department, desk, request, saying
from tests.joining.invented import PUBLICITY, UNIT


async def test_an_answer_from_the_cache_is_not_told_before_enquire_returns() -> None:
    at = desk(department(PUBLICITY, saying(NOTHING)))
    await at.ask(request(UNIT))
    heard: list[Told] = []
    at.enquire(request(UNIT, max_age=60), heard.append)
    assert not heard
    await asyncio.sleep(0)
    assert [told.cached for told in heard] == [True]


async def test_everyone_who_shares_a_flight_is_told_once() -> None:
    source = department(PUBLICITY, saying(NOTHING, after=0.01))
    at = desk(source)
    heard: list[Told] = []
    at.enquire(request(UNIT), heard.append)
    at.enquire(request(UNIT), heard.append)
    told = await at.ask(request(UNIT))
    assert len(source.calls) == 1
    assert heard == [told, told]
