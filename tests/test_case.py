"""The case of a check: what is settled before a source is asked, and refused with what to write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.case import (
    LONGEST_CASE_NUMBER,
    read_as_of,
    read_case_number,
    read_deadline,
    read_max_age,
    refuse_unknown,
)
from gateway.configuration.settings import CheckSettings
from gateway.stages.dossier import Fetched
from schema.codes import FailureKind
from schema.errors import ErrorCode, Refusal
from schema.outcomes import Failed, Found, NotFound
from tests.joining.invented import PERSON, SOURCES, fetched, told

SETTINGS = CheckSettings(
    deadline_ms=3000,
    shortest_deadline_ms=200,
    longest_deadline_ms=30000,
    reserve_ms=80,
    longest_max_age_seconds=600,
    most_subjects=10,
)
TODAY = date(2026, 11, 24)


def test_a_case_number_is_kept_as_written_but_for_outer_blanks() -> None:
    assert read_case_number(" 样许〔2026〕第 1 号\t") == "样许〔2026〕第 1 号"


@pytest.mark.parametrize(
    "text", ["", "  ", "\x00", "a\nb", "a\u202eb", "\ud800", "x" * (LONGEST_CASE_NUMBER + 1), f"案{PERSON.value}号"]
)
def test_a_case_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_case_number(text)
    assert (refused.value.code, refused.value.where) == (ErrorCode.INVALID_CASE_NUMBER, "caseNumber")
    assert len(refused.value.message) < 100


@given(st.text())
def test_any_text_is_a_short_printable_case_number_or_refused(text: str) -> None:
    try:
        number = read_case_number(text)
    except Refusal:
        return
    assert number
    assert number.isprintable()
    assert len(number) <= LONGEST_CASE_NUMBER


def test_the_as_of_date_is_today_unless_written_and_never_the_future() -> None:
    assert read_as_of(None, TODAY) == read_as_of(TODAY, TODAY) == TODAY
    assert read_as_of(date(2020, 2, 29), TODAY) == date(2020, 2, 29)
    with pytest.raises(Refusal) as refused:
        read_as_of(TODAY + timedelta(days=1), TODAY)
    assert refused.value.code is ErrorCode.INVALID_AS_OF
    assert "2026-11-24" in (refused.value.hint or "")


@pytest.mark.parametrize(("written", "read"), [(None, 3000), (200, 200), (30000, 30000)])
def test_a_deadline_in_range_is_taken(written: int | None, read: int) -> None:
    assert read_deadline(written, SETTINGS) == read


@pytest.mark.parametrize("written", [0, -1, 199, 30001])
def test_a_deadline_out_of_range_is_refused(written: int) -> None:
    with pytest.raises(Refusal, match=str(written)) as refused:
        read_deadline(written, SETTINGS)
    assert refused.value.code is ErrorCode.INVALID_DEADLINE
    assert "200 to 30000" in (refused.value.hint or "")


@pytest.mark.parametrize("written", [-1, 601])
def test_an_age_of_cached_answers_out_of_range_is_refused(written: int) -> None:
    assert [read_max_age(age, SETTINGS) for age in (0, 600)] == [0, 600]
    with pytest.raises(Refusal) as refused:
        read_max_age(written, SETTINGS)
    assert refused.value.code is ErrorCode.INVALID_FRESHNESS


def test_a_unit_the_registry_proves_not_to_know_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_unknown(fetched(told("registry", NotFound(evidence="total 0"))), SOURCES, where="subject")
    assert (refused.value.code, refused.value.where) == (ErrorCode.UNKNOWN_SUBJECT, "subject")


@pytest.mark.parametrize(
    "answers",
    [
        fetched(told("registry", Found()), told("publicity", NotFound(evidence="0"))),
        fetched(told("registry", Failed(failure=FailureKind.MOVED, message="gone"))),
        fetched(told("publicity", NotFound(evidence="0"))),
        fetched(told("registry", NotFound(evidence="0")), asked=PERSON),
    ],
    ids=["known", "registry down", "registry not asked", "person"],
)
def test_nobody_else_is_refused(answers: Fetched) -> None:
    refuse_unknown(answers, SOURCES, where="subject")
