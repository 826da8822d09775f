"""Attackers of published months: nothing published tells the size of a group of fewer than five."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.statistics.groups import AnswerGroup
from schema.measures import Guidance
from tests.statistics.making import (
    MATTERS,
    REGIONS,
    ROWS,
    SILENCES,
    Groups,
    cells,
    everything,
    group,
    members,
    tables,
)

pytestmark = pytest.mark.go("GO-27-b", "GO-13-d")

PLACES = tuple(
    group(matter, region, guidance, silent)
    for matter, region, guidance in product(MATTERS, REGIONS, Guidance)
    for silent in (SILENCES if guidance is Guidance.INCOMPLETE else ("",))
)
SIZES = st.one_of(st.integers(1, 4), st.integers(5, 9), st.integers(1, 400))
MONTHS = st.dictionaries(st.sampled_from(PLACES), SIZES, max_size=40)
SMALL = range(1, 5)


def small(groups: Groups) -> list[AnswerGroup]:
    return [place for place, size in groups.items() if size in SMALL]


@given(MONTHS, st.data())
def test_a_small_group_of_any_other_small_size_publishes_the_same(groups: Groups, data: st.DataObject) -> None:
    others = {place: data.draw(st.sampled_from(SMALL)) for place in small(groups)}
    assert everything(tables({**groups, **others})) == everything(tables(groups))


@given(MONTHS)
def test_only_numbers_with_a_small_group_are_suppressed_and_never_zero(groups: Groups) -> None:
    for common, count in cells(tables(groups)):
        inside = members(common, groups)
        assert (count.answers is None) == any(groups[place] in SMALL for place in inside)
        assert (count.suppressed is None) == (count.answers is not None)
        assert count.answers in {None, sum(groups[place] for place in inside)}


@given(MONTHS)
def test_no_subtraction_of_two_numbers_counts_fewer_than_five_answers(groups: Groups) -> None:
    """The attacker knows which groups there are, and so which numbers hold which others."""
    shown = [(members(common, groups), count.answers) for common, count in cells(tables(groups))]
    known = [(inside, answers) for inside, answers in shown if answers is not None]
    for (one, more), (other, less) in product(known, repeat=2):
        if other <= one:
            assert more - less not in SMALL


@given(MONTHS)
def test_no_solving_of_all_numbers_together_gives_a_suppressed_one(groups: Groups) -> None:
    """The attacker knows which groups there are, and solves for all of them at once, exactly."""
    unknown = list(groups)
    found = list(cells(tables(groups)))
    known = [row(common, groups, unknown) for common, count in found if count.answers is not None]
    reduced = reduce(known)
    suppressed = [row(common, groups, unknown) for common, count in found if count.answers is None]
    alone = [[Fraction(place == each) for each in unknown] for place in small(groups)]
    assert not any(spanned(wanted, reduced) for wanted in (*suppressed, *alone))


def test_an_attacker_who_tries_every_month_there_could_be_is_left_with_every_small_size() -> None:
    """The attacker knows the rule, the groups' bounds and all that is published, and has the time to try them all."""
    places = [group(matter, region) for matter in MATTERS[:2] for region in REGIONS[:2]]
    could_be: defaultdict[tuple[object, ...], list[Sequence[int]]] = defaultdict(list)
    for sizes in product(range(8), repeat=len(places)):
        could_be[everything(tables({place: size for place, size in zip(places, sizes, strict=True) if size}))].append(
            sizes
        )
    for months in could_be.values():
        hidden = [number for number, size in enumerate(months[0]) if size in SMALL]
        possible = {tuple(month[number] for number in hidden) for month in months}
        assert possible >= set(product(SMALL, repeat=len(hidden)))


def test_a_total_beside_one_suppressed_cell_would_be_solved() -> None:
    """The attacker of these tests does find what is there to be found."""
    groups = {group(): 3, group(region="CN"): 50}
    unknown = list(groups)
    margin = row({"guidance": "STANDARD"}, groups, unknown)
    cell = row({"region": "CN", "guidance": "STANDARD"}, groups, unknown)
    assert spanned(row({"region": REGIONS[0], "guidance": "STANDARD"}, groups, unknown), reduce([margin, cell]))


@given(MONTHS, st.sets(st.sampled_from(MATTERS)))
def test_taking_matters_out_of_the_configuration_changes_no_number_and_names_none_that_is_small(
    groups: Groups, kept: set[str]
) -> None:
    before = dict(said(groups, MATTERS))
    after = dict(said(groups, tuple(kept)))
    assert after.items() <= before.items()
    gone = [at_least for place, (_, at_least) in before.items() if place not in after]
    assert not any(gone)


def said(groups: Groups, matters: tuple[str, ...]) -> Iterator[tuple[frozenset[tuple[str, str]], tuple[object, int]]]:
    rows = type(ROWS)(matters=matters, regions=ROWS.regions, sources=ROWS.sources)
    for common, count in cells(tables(groups, rows)):
        yield frozenset(common.items()), (count.answers, count.at_least)


def row(common: Mapping[str, str], groups: Groups, unknown: Sequence[AnswerGroup]) -> list[Fraction]:
    inside = members(common, groups)
    return [Fraction(place in inside) for place in unknown]


def reduce(rows: Sequence[Sequence[Fraction]]) -> dict[int, list[Fraction]]:
    """Eliminate exactly; gives the rows that are left by the column each leads with."""
    leading: dict[int, list[Fraction]] = {}
    for each in rows:
        left = remainder(each, leading)
        pivot = next((column for column, value in enumerate(left) if value), None)
        if pivot is not None:
            leading[pivot] = [value / left[pivot] for value in left]
    return leading


def remainder(wanted: Sequence[Fraction], leading: Mapping[int, Sequence[Fraction]]) -> list[Fraction]:
    left = list(wanted)
    for column in sorted(leading):
        factor = left[column]
        if factor:
            left = [value - factor * other for value, other in zip(left, leading[column], strict=True)]
    return left


def spanned(wanted: Sequence[Fraction], leading: Mapping[int, Sequence[Fraction]]) -> bool:
    return not any(remainder(wanted, leading))
