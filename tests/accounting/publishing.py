"""What a reader of published accounts knows: every number, with the groups that are in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from gateway.accounting.groups import BOTH, AccountGroup
from gateway.accounting.tables import duty_tables
from schema.duty_accounts import DutyCount, DutyTables, IndicatorAccount
from tests.statistics.test_disclosure import reduce, spanned

Groups = Mapping[AccountGroup, int]
SMALL = range(1, 5)


class Number(NamedTuple):
    """One number published: the groups in it, and what is shown of it."""

    groups: frozenset[AccountGroup]
    shown: DutyCount


def numbers(groups: Groups) -> list[Number]:
    """Give every number there is: each month and all months, of everybody, of each region and of each agency."""
    return [number for tables in _scoped(groups) for number in tables]


def _scoped(groups: Groups) -> Iterator[list[Number]]:
    scopes: list[Mapping[str, str]] = [{}]
    scopes += [{name: value} for name in ("agency", "region") for value in sorted({getattr(g, name) for g in groups})]
    months = sorted({group.month for group in groups})
    for scope in scopes:
        for begin, end in [*((month, month) for month in months), *([(months[0], months[-1])] if months else [])]:
            seen = {g: size for g, size in groups.items() if begin <= g.month <= end and _is(g, scope)}
            yield list(_of(duty_tables(begin, end, seen), seen))


def _of(tables: DutyTables, groups: Groups) -> Iterator[Number]:
    yield from _accounts(tables.by_indicator, groups)
    for agency in tables.by_agency:
        yield from _accounts(agency.indicators, {g: s for g, s in groups.items() if g.agency == agency.agency})
    for region in tables.by_region:
        yield from _accounts(region.indicators, {g: s for g, s in groups.items() if g.region == region.region})
    for item in tables.by_item:
        yield from _accounts(item.indicators, {g: s for g, s in groups.items() if g.item == item.item})


def _accounts(accounts: tuple[IndicatorAccount, ...], groups: Groups) -> Iterator[Number]:
    for account in accounts:
        own = frozenset(group for group in groups if group.indicator == account.indicator)
        yield Number(own, account.count)
        for result in account.results:
            yield Number(frozenset(g for g in own if result.result in g.result.split(BOTH)), result.count)
        for timing in account.timings:
            yield Number(frozenset(g for g in own if g.timing == timing.timing), timing.count)


def _is(group: AccountGroup, scope: Mapping[str, str]) -> bool:
    return all(getattr(group, name) == value for name, value in scope.items())


def bytes_of(groups: Groups) -> list[tuple[frozenset[AccountGroup], int | None, int]]:
    """Give all that is published, for comparing."""
    return [(number.groups, number.shown.number, number.shown.at_least) for number in numbers(groups)]


class Solver:
    """An attacker who knows which groups there are, and solves all exact numbers at once."""

    def __init__(self, published: list[Number], groups: Groups) -> None:
        self._unknown = list(groups)
        known = {number.groups for number in published if number.shown.number is not None}
        self._reduced = reduce([self._row(each) for each in known])

    def solves(self, groups: frozenset[AccountGroup]) -> bool:
        """Tell whether the sum of groups follows from what is published."""
        return spanned(self._row(groups), self._reduced)

    def _row(self, groups: frozenset[AccountGroup]) -> list[Fraction]:
        return [Fraction(group in groups) for group in self._unknown]
