"""Dates relative to the town's day."""

from __future__ import annotations

from datetime import date

import pytest

from gateway.demo.days import day_of


@pytest.mark.parametrize(
    ("written", "day", "expected"),
    [
        ("D", "2026-11-24", "2026-11-24"),
        ("D-1d", "2026-03-01", "2026-02-28"),
        ("D-3y", "2028-02-29", "2025-02-28"),
        ("D-3y+1d", "2028-02-29", "2025-03-01"),
        ("D+1m", "2026-01-31", "2026-02-28"),
        ("D-2y+5y", "2028-02-29", "2031-02-28"),
        ("D-95d+2y-1d", "2026-11-24", "2028-08-20"),
        ("2016-01-01", "2026-11-24", "2016-01-01"),
    ],
)
def test_steps_follow_one_after_the_other(written: str, day: str, expected: str) -> None:
    assert day_of(written, date.fromisoformat(day)) == date.fromisoformat(expected)


@pytest.mark.parametrize("written", ["", "E-1d", "D-1", "D1d", "D-1w", "D- 1d", "tomorrow"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day_of(written, date(2026, 11, 24))
