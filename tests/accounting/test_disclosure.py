"""Attackers of published accounts: nothing published tells the size of a group of fewer than five."""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.accounting.failures import failures
from gateway.accounting.groups import AccountGroup
from gateway.statistics.groups import AnswerGroup
from gateway.store.engine import Mode, open_store
from schema.duties import DutyResult, Indicator, Timing
from schema.duty_accounts import DutyCount
from schema.measures import Guidance
from tests.accounting.histories import HISTORIES
from tests.accounting.making import REGIONS, History, at, count, counted, ids, write
from tests.accounting.publishing import SMALL, Groups, Number, Solver, bytes_of, numbers
from tests.statistics.making import MATTERS, SOURCES, cells, members, tables
from tests.statistics.making import REGIONS as ASKING
from tests.statistics.making import group as answers

pytestmark = pytest.mark.go("GO-23-a", "GO-23-c", "GO-13-d")

PLACES = tuple(
    AccountGroup(month, indicator, agency, REGIONS[agency], item, result, timing)
    for month, (indicator, results), agency, item, timing in product(
        ("2026-03", "2026-04"),
        (
            (Indicator.FEEDBACK.value, ("APPLIED", "NOTHING")),
            (Indicator.CHECKS.value, ("CHECKED", "AGAINST_BARRED", "AGAINST_BARRED+WITHOUT_RECEIPT")),
        ),
        ("tax", "court", "ecology"),
        ("RES-01", "RES-02"),
        (Timing.SOON.value, Timing.LATE.value),
    )
    for result in results
)
SIZES = st.one_of(st.integers(1, 4), st.integers(5, 9), st.integers(1, 400))
MONTHS = st.dictionaries(st.sampled_from(PLACES), SIZES, max_size=24)


def small(groups: Groups) -> list[AccountGroup]:
    return [group for group, size in groups.items() if size in SMALL]


@settings(max_examples=60)
@given(MONTHS, st.data())
def test_a_small_group_of_any_other_small_size_publishes_the_same(groups: Groups, data: st.DataObject) -> None:
    others = {**groups, **{group: data.draw(st.sampled_from(SMALL)) for group in small(groups)}}
    assert bytes_of(others) == bytes_of(groups)
    assert failures(others) == failures(groups)


@settings(max_examples=60)
@given(MONTHS)
def test_only_numbers_with_a_small_group_are_suppressed_and_never_zero(groups: Groups) -> None:
    for inside, shown in numbers(groups):
        assert (shown.number is None) == any(groups[group] in SMALL for group in inside)
        assert (shown.suppressed is None) == (shown.number is not None)
        assert shown.number in {None, sum(groups[group] for group in inside)}
        assert shown.at_least == sum(groups[group] for group in inside if groups[group] not in SMALL)


@settings(max_examples=60)
@given(MONTHS)
def test_no_subtraction_of_two_numbers_counts_fewer_than_five(groups: Groups) -> None:
    assert_no_pair_tells(numbers(groups))


@settings(max_examples=40, deadline=None)
@given(MONTHS)
def test_no_solving_of_all_numbers_together_gives_a_suppressed_one(groups: Groups) -> None:
    published = numbers(groups)
    solver = Solver(published, groups)
    suppressed = {inside for inside, shown in published if shown.number is None}
    assert not any(solver.solves(inside) for inside in suppressed | {frozenset({group}) for group in small(groups)})


def test_the_attackers_find_what_a_table_with_every_total_would_tell() -> None:
    groups = {PLACES[0]: 3, PLACES[1]: 50}
    honest = numbers(groups)
    rash = [Number(inside, shown if shown.number is not None else exact(groups, inside)) for inside, shown in honest]
    assert Solver(rash, groups).solves(frozenset({PLACES[0]}))
    with pytest.raises(AssertionError):
        assert_no_pair_tells(rash)


@settings(max_examples=10, deadline=None)
@given(HISTORIES)
def test_nothing_published_of_a_history_tells_what_a_few_came_to_or_that_a_few_are_open(
    histories: list[History],
) -> None:
    """The attacker knows who was ever begun with, and in which groups each was counted."""
    named = ids(history for history in histories for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'a.db'}", Mode.SERVE)
        write(store, named)
        count(store, at(200))
        groups = counted(store)
        store.close()
    published = numbers(groups)
    assert_no_pair_tells(published)
    begun = {"AWAITED", "ACCEPTED", "LODGED", "DUE", "OPEN"}
    assert not begun & {group.result for group in groups}


def assert_no_pair_tells(published: list[Number]) -> None:
    known = {inside: shown.number for inside, shown in published if shown.number is not None}
    for one, other in product(known, repeat=2):
        if other <= one:
            assert known[one] - known[other] not in SMALL


def exact(groups: Groups, inside: frozenset[AccountGroup]) -> DutyCount:
    total = sum(groups[group] for group in inside)
    return DutyCount(number=total if len(inside) > 1 else None, at_least=0)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.builds(
            answers,
            st.sampled_from(MATTERS),
            st.sampled_from(ASKING),
            st.just(Guidance.INCOMPLETE),
            st.sampled_from(SOURCES),
        ),
        SIZES,
        max_size=12,
    )
)
def test_statistics_and_accounts_of_the_same_answers_tell_no_more_together(asked: dict[AnswerGroup, int]) -> None:
    agency = {"court": "court", "registry": "tax"}
    same = {
        each: AccountGroup(
            each.month,
            Indicator.SILENCES.value,
            agency[each.silent],
            REGIONS[agency[each.silent]],
            each.matter,
            DutyResult.SILENT.value,
            Timing.UNTIMED.value,
            f"{each.silent} {each.region}",
        )
        for each in asked
    }
    groups = {same[each]: size for each, size in asked.items()}
    assert len(groups) == len(asked)
    published = numbers(groups)
    for common, shown in cells(tables(asked)):
        inside = frozenset(same[each] for each in members(common, asked))
        published.append(Number(inside, DutyCount(number=shown.answers, at_least=shown.at_least)))
    solver = Solver(published, groups)
    assert not any(solver.solves(frozenset({group})) for group in small(groups))
    assert_no_pair_tells(published)
