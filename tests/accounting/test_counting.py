"""The log is counted whole and once, each thing in the month it came to something; closed months stay as they are."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.accounting.counting import count_stretch
from gateway.statistics.groups import AnswerGroup
from gateway.store.accounts import read_position
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError
from gateway.store.tables import answer_count
from tests.accounting.histories import HISTORIES
from tests.accounting.making import (
    KNOWN,
    History,
    Step,
    at,
    awaited,
    brief,
    count,
    counted,
    feedback,
    ids,
    write,
    write_steps,
)

pytestmark = pytest.mark.go("GO-23-a", "GO-23-c")
APRIL, JUNE = at(31), at(92)  # on the second day
DYING = Path(__file__).with_name("dying.py")
OVERDUE = Step(day=10.5, kind="OVERDUE", state="AWAITED", due=10)


def applied(day: float) -> Step:
    return Step(day=day, kind="APPLIED", by="tax")


def told(store: Store, history: History, *until: float) -> dict[tuple[str, str, str], int]:
    """Write a history, counting on each of some days what has happened by then."""
    done = 0
    for day in (*until, 122):
        happened = sum(step.day <= day for step in history.steps)
        write_steps(store, {"case": history}, [("case", number) for number in range(done, happened)])
        count(store, at(day))
        done = happened
    return brief(counted(store))


@pytest.mark.parametrize(
    ("day", "month", "timing"),
    [
        (8, "2026-03", "SOON"),
        (10, "2026-03", "IN_TIME"),
        (11, "2026-03", "LATE"),
        (29, "2026-03", "VERY_LATE"),
        (30, "2026-04", "VERY_LATE"),
    ],
)
def test_feedback_is_counted_in_the_month_it_came_with_how_late_it_was(
    store: Store, day: float, month: str, timing: str
) -> None:
    assert told(store, feedback(awaited(), applied(day))) == {(month, "APPLIED", timing): 1}


def test_what_is_overdue_for_a_whole_month_is_counted_as_not_done_and_not_again(store: Store) -> None:
    history = feedback(awaited(), OVERDUE, applied(70))
    assert told(store, history) == {("2026-04", "NOTHING", "NOT_YET"): 1}


def test_what_comes_before_that_month_is_over_is_late_and_no_more(store: Store) -> None:
    assert told(store, feedback(awaited(), OVERDUE, applied(59))) == {("2026-04", "APPLIED", "VERY_LATE"): 1}


def test_what_went_on_in_between_is_not_overdue_any_more(store: Store) -> None:
    disputed = Step(day=12, kind="AWAITED", due=None)
    resumed = Step(day=50, kind="AWAITED", due=64)
    history = feedback(awaited(), OVERDUE, disputed, resumed, applied(64))
    assert told(store, history) == {("2026-05", "APPLIED", "IN_TIME"): 1}


def test_a_measure_applied_though_it_was_suspended_is_counted_whatever_came_before(store: Store) -> None:
    wrong = replace(applied(70), details={"finding": "APPLIED_SUSPENDED"})
    history = feedback(awaited(), OVERDUE, wrong)
    assert told(store, history) == {
        ("2026-04", "NOTHING", "NOT_YET"): 1,
        ("2026-05", "APPLIED_SUSPENDED", "VERY_LATE"): 1,
    }


def test_counting_months_later_counts_the_same(store: Store, tmp_path: Path) -> None:
    history = feedback(awaited(), OVERDUE, applied(70))
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}", Mode.SERVE)
    assert told(store, history) == told(other, history, 5, 31, 61)
    other.close()


def test_an_event_that_says_a_month_that_is_closed_counts_in_the_open_one(store: Store) -> None:
    late = {"case": feedback(awaited(), applied(20))}
    for number in range(2):
        write_steps(store, late, [("case", number)])
        count(store, JUNE)
    assert brief(counted(store)) == {("2026-06", "APPLIED", "LATE"): 1}


def test_an_event_of_the_future_counts_in_the_running_month_and_closes_none(store: Store) -> None:
    write(store, {"case": feedback(awaited(), applied(400))})
    count(store, APRIL)
    assert brief(counted(store)) == {("2026-04", "APPLIED", "VERY_LATE"): 1}
    with store.reading() as connection:
        position = read_position(connection)
    assert position is not None
    assert position.month == "2026-04"


def test_answers_wanting_one_source_are_counted_for_its_agency_when_their_month_closes(store: Store) -> None:
    groups = [
        AnswerGroup("2026-03", "tender", "990000", "INCOMPLETE", "court-files"),
        AnswerGroup("2026-03", "tender", "CN", "INCOMPLETE", "court-files"),
        AnswerGroup("2026-03", "tender", "CN", "INCOMPLETE", "*"),
        AnswerGroup("2026-03", "tender", "CN", "STANDARD", ""),
        AnswerGroup("2026-04", "tender", "CN", "INCOMPLETE", "tax-files"),
    ]
    with store.writing() as connection:
        rows = [{**each._asdict(), "answers": 3 + number} for number, each in enumerate(groups)]
        connection.execute(answer_count.insert(), rows)
    count(store, at(29))
    assert counted(store) == {}
    count(store, APRIL)
    count(store, APRIL)
    found = {(group.agency, group.region, group.item, group.part): size for group, size in counted(store).items()}
    assert found == {
        ("court", "990000", "tender", "court-files 990000"): 3,
        ("court", "990000", "tender", "court-files CN"): 4,
    }


def test_what_fails_half_way_counts_nothing_and_the_next_counts_everything(store: Store) -> None:
    write(store, ids(feedback(awaited(), applied(5)) for _ in range(7)))

    def dying() -> None:
        with store.writing() as connection:
            count_stretch(connection, KNOWN, APRIL, 9)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dying()
    assert counted(store) == {}
    count(store, APRIL, 3)
    assert list(counted(store).values()) == [7]


def test_a_process_killed_while_it_counts_loses_and_doubles_nothing(store: Store, url: str) -> None:
    write(store, ids(feedback(awaited(), applied(5)) for _ in range(7)))
    count(store, at(20), 4)
    before = counted(store)
    write(store, {"last": feedback(awaited(), applied(6))})
    killed = subprocess.run([sys.executable, DYING, url], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert counted(store) == before
    count(store, APRIL)
    assert sorted(counted(store).values()) == [8]


def test_of_those_who_count_at_once_none_counts_twice(store: Store) -> None:
    write(store, ids(feedback(awaited(), applied(5)) for _ in range(20)))

    def race(_: int) -> None:
        with suppress(StoreError):  # another holds it for too long; it counts
            count(store, APRIL, 3)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(race, range(4)))
    count(store, APRIL)
    assert list(counted(store).values()) == [20]


@settings(max_examples=8, deadline=None)
@given(HISTORIES, st.integers(2, 9), st.lists(st.integers(0, 130), max_size=3))
def test_however_the_log_is_cut_and_whenever_it_is_counted_everything_is_counted_once(
    histories: list[History], most: int, looks: list[int]
) -> None:
    named = ids(histories)
    with tempfile.TemporaryDirectory() as folder:
        whole, cut = (open_store(f"sqlite:///{Path(folder) / name}", Mode.SERVE) for name in ("a.db", "b.db"))
        write(whole, named)
        count(whole, at(200))
        left = [(name, number, step.day) for name, each in named.items() for number, step in enumerate(each.steps)]
        closed: dict[str, Counter[object]] = {}
        for look in (*sorted(looks), 200):
            write_steps(cut, named, ((name, number) for name, number, day in left if day <= look))
            left = [each for each in left if each[2] > look]
            count(cut, at(look), most)
            _assert_closed_stay(cut, closed)
        assert counted(cut) == counted(whole)
        clean = sum(number for group, number in counted(whole).items() if not group.result.startswith("APPLIED_"))
        assert clean <= len(histories)
        whole.close()
        cut.close()


def _assert_closed_stay(store: Store, closed: dict[str, Counter[object]]) -> None:
    """Months that were closed when last looked at hold what they held."""
    with store.reading() as connection:
        position = read_position(connection)
    assert position is not None
    months: dict[str, Counter[object]] = {}
    for group, number in counted(store).items():
        months.setdefault(group.month, Counter())[group] = number
    for month, held in closed.items():
        assert months.get(month, Counter()) == held
    running = (f"2026-{number:02}" for number in range(3, 13))
    closed.update({month: months.get(month, Counter()) for month in running if month < position.month})
