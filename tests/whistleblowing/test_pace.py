"""A flood is refused, and what is remembered of who sends it tells no address."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gateway.whistleblowing.pace import Pace
from gateway.whistleblowing.words import Refused, ReportFault
from tests.whistleblowing.channel import HANDLER, REPORT, channel_in, code_of


def taken(pace: Pace, address: str, times: int, now: float = 0.0) -> int:
    """Take so often, and give how often it was allowed."""
    allowed = 0
    for _ in range(times):
        try:
            pace.take(address, now)
        except Refused as refused:
            assert refused.code is ReportFault.TOO_MANY
        else:
            allowed += 1
    return allowed


def test_a_flood_of_one_address_closes_its_place_and_few_others() -> None:
    pace = Pace(10_000, 5, 0.0, os.urandom)
    assert taken(pace, "192.0.2.1", 100) == 5
    served = [taken(pace, f"198.51.100.{number}", 1) for number in range(200)]
    assert sum(served) > 150
    assert taken(pace, "192.0.2.1", 1, now=60.0) == 1


def test_all_together_have_a_pace_too() -> None:
    pace = Pace(7, 5, 0.0, os.urandom)
    assert sum(taken(pace, f"198.51.100.{number}", 1) for number in range(200)) == 7


@pytest.mark.go("GO-13-b")
def test_no_address_is_remembered() -> None:
    pace = Pace(100, 100, 0.0, lambda size: b"k" * size)
    before = vars(pace).keys()
    taken(pace, "192.0.2.77", 3)
    assert vars(pace).keys() == before
    kinds = {type(each).__name__ for each in vars(pace).values()}
    assert kinds == {"bytes", "Allowance", "tuple"}  # a key, a count of all, counts of the places
    assert len(vars(pace)["_places"]) == 256


async def test_floods_of_reports_codes_and_keys_are_answered_429(tmp_path: Path) -> None:
    with channel_in(tmp_path, per_minute_of_place=3) as channel:
        statuses = [(await channel.ask("POST", "/reports", json=REPORT)).status_code for _ in range(4)]
        assert statuses == [201, 201, 201, 429]
        refused = await channel.ask("POST", "/followup", json={"code": "x"})
        assert (refused.status_code, code_of(refused)) == (429, "TOO_MANY")
        assert (await channel.ask("GET", "/desk/reports", "key-of-nobody")).status_code == 429
        assert (await channel.ask("GET", "/desk/reports", HANDLER)).status_code == 200
        assert (await channel.ask("GET", "/")).status_code == 200
