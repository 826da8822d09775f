"""Months that have statistics: closed in Shanghai, counted in whole, and not too many."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.statistics.months import closed_months
from schema.errors import ErrorCode, Refusal

NOW = datetime(2026, 11, 26, 6, tzinfo=UTC)
END_OF_OCTOBER = datetime(2026, 10, 31, 16, tzinfo=UTC)  # midnight in Shanghai


def refusal(first: str, last: str, now: datetime = NOW, uncounted: datetime | None = None) -> Refusal:
    with pytest.raises(Refusal) as refused:
        closed_months(first, last, now, uncounted)
    assert refused.value.code is ErrorCode.INVALID_MONTHS
    return refused.value


def test_months_are_given_from_first_to_last_over_the_year() -> None:
    assert closed_months("2025-11", "2026-02", NOW) == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert closed_months("2026-10", "2026-10", NOW) == ("2026-10",)
    assert len(closed_months("2023-11", "2026-10", NOW)) == 36


@pytest.mark.parametrize(
    ("first", "last", "where", "hint"),
    [
        ("2026-11", "2026-11", "to", "the latest closed month is 2026-10"),
        ("2026-01", "2031-01", "to", "at most 36"),
        ("2026-10", "2027-01", "to", "the latest closed month is 2026-10"),
        ("2023-10", "2026-10", "to", "at most 36"),
        ("2026-10", "2026-09", "to", "exchange"),
        ("2026-13", "2026-10", "from", "YYYY-MM"),
        ("2026-1", "2026-10", "from", "YYYY-MM"),
        ("0000-01", "2026-10", "from", "YYYY-MM"),
        ("2026-09", "2026-10-01", "to", "YYYY-MM"),
        ("2026-09", "２０２６-10", "to", "YYYY-MM"),
        ("", "2026-10", "from", "YYYY-MM"),
    ],
)
def test_others_are_refused_with_where_and_what_to_write(first: str, last: str, where: str, hint: str) -> None:
    refused = refusal(first, last)
    assert refused.where == where
    assert hint in (refused.hint or "")


def test_a_month_is_closed_an_hour_after_its_end_in_shanghai() -> None:
    assert refusal("2026-10", "2026-10", END_OF_OCTOBER.replace(hour=16, minute=59)).where == "to"
    assert closed_months("2026-10", "2026-10", END_OF_OCTOBER.replace(hour=17)) == ("2026-10",)


def test_months_an_older_version_answered_in_are_refused() -> None:
    last = datetime(2026, 8, 31, 16, 30, tzinfo=UTC)  # already September in Shanghai
    assert "2026-10" in (refusal("2026-09", "2026-10", uncounted=last).hint or "")
    assert closed_months("2026-10", "2026-10", NOW, last) == ("2026-10",)
