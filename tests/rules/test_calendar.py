"""Working days from calendars held as data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.rules.calendar import load_calendars
from schema.errors import ErrorCode, Refusal
from tests.rules.making import CONFIG

CALENDAR = load_calendars(CONFIG / "calendars")


@pytest.mark.go("GO-17-a")
@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 28), 7, date(2026, 10, 13)),
        (date(2026, 2, 12), 7, date(2026, 2, 28)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_working_days_skip_holidays_and_count_worked_weekends(start: date, count: int, end: date) -> None:
    assert CALENDAR.add_working_days(start, count) == end


@pytest.mark.go("GO-17-a")
def test_a_year_without_calendar_is_an_error() -> None:
    with pytest.raises(Refusal) as refusal:
        CALENDAR.add_working_days(date(2026, 12, 28), 7)
    assert refusal.value.code is ErrorCode.CALENDAR_UNKNOWN
    assert "2027" in refusal.value.message


def test_counting_back_is_a_defect() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_working_days(date(2026, 1, 5), -1)


def test_days_of_another_year_or_kind_are_faults(tmp_path: Path) -> None:
    text = 'year = 2026\nsource = "x"\nholidays = [2026-02-14, 2025-01-01]\nworked = [2026-02-16]\n'
    (tmp_path / "2026.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestFaults) as refused:
        load_calendars(tmp_path)
    assert [fault.line for fault in refused.value.faults] == [3, 3, 4]
