"""Legal dates: Shanghai civil days whatever the machine's zone, corresponding days, half-open periods."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dates import add_months, add_years, legal_day, period

ROOT = Path(__file__).resolve().parents[2]
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2200, 12, 31))


def test_midnight_is_shanghais() -> None:
    assert legal_day(datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC)) == date(2026, 2, 28)
    assert legal_day(datetime(2026, 2, 28, 16, 0, tzinfo=UTC)) == date(2026, 3, 1)
    new_york = timezone(timedelta(hours=-5))
    assert legal_day(datetime(2026, 2, 28, 10, 59, 59, tzinfo=new_york)) == date(2026, 2, 28)
    assert legal_day(datetime(2026, 2, 28, 11, 0, tzinfo=new_york)) == date(2026, 3, 1)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])
def test_the_zone_of_the_machine_changes_no_legal_day(zone: str) -> None:
    program = (
        "from datetime import datetime, UTC; from schema.dates import legal_day\n"
        "print(legal_day(datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC)))\n"
        "print(legal_day(datetime(2026, 2, 28, 16, tzinfo=UTC)))"
    )
    environment = os.environ | {"TZ": zone, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["2026-02-28", "2026-03-01"]


def test_a_naive_instant_is_a_defect() -> None:
    with pytest.raises(ValueError, match="time zone"):
        legal_day(datetime(2026, 2, 28))  # noqa: DTZ001 - the defect under test


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), -3, date(2021, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 11, 24), -3, date(2023, 11, 24)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_years_end_on_the_corresponding_day_or_at_the_end_of_february(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_end_on_the_corresponding_day_or_at_the_months_end(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(days, st.integers(-600, 600))
def test_the_corresponding_day_is_in_the_right_month_and_never_later_in_it(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).month != moved.month


@given(days, st.integers(1, 4000), st.integers(-10, 4010))
def test_a_period_holds_from_its_first_to_its_last_day(start: date, length: int, offset: int) -> None:
    held = period(start, start + timedelta(days=length))
    assert held.last_day == start + timedelta(days=length - 1)
    assert held.holds_on(start + timedelta(days=offset)) is (0 <= offset < length)


def test_a_period_without_an_end_holds_on_and_on() -> None:
    held = period(date(2026, 4, 1))
    assert held.last_day is None
    assert held.holds_on(date(2199, 1, 1))
    assert not held.holds_on(date(2026, 3, 31))


@pytest.mark.parametrize("end", [date(2026, 4, 1), date(2026, 3, 31)])
def test_a_period_cannot_end_before_its_first_day_is_over(end: date) -> None:
    with pytest.raises(ValueError, match="cannot end before"):
        period(date(2026, 4, 1), end)
