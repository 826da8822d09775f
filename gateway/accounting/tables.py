"""The fixed tables of months, made of their groups; a number with a small group in it is not shown. Pure.

All tables are sums of the same smallest groups, published by the one rule of `gateway.statistics.disclosure`: no small
group enters any number, so that no subtraction of numbers, tables, months or periods tells its size. Nothing is counted
twice: what came of something is, what it began with is not, for what is still open would be the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

import strawberry

from gateway.accounting.groups import BOTH, NOTICES, AccountGroup
from gateway.accounting.notice_counts import notice_counts
from gateway.statistics.disclosure import publish
from schema.duties import DutyResult, Indicator, Timing
from schema.duty_accounts import (
    AgencyAccount,
    DutyCount,
    DutyTables,
    IndicatorAccount,
    ItemAccount,
    RegionAccount,
    ResultCount,
    TimingCount,
)

K = TypeVar("K", bound=Hashable)
Groups: TypeAlias = Mapping[AccountGroup, int]


def duty_tables(first: str, last: str, groups: Groups) -> DutyTables:
    """Make the tables of the months from first to last, of all their groups."""
    counted = {group: size for group, size in groups.items() if group.indicator != NOTICES}
    return DutyTables(
        from_month=first,
        to_month=last,
        by_indicator=tuple(_indicators(counted, Indicator)),
        by_agency=tuple(
            AgencyAccount(agency=agency, indicators=tuple(_listed(found)))
            for agency, found in _by(counted, lambda group: group.agency)
        ),
        by_region=tuple(
            RegionAccount(region=region, indicators=tuple(_listed(found)))
            for region, found in _by(counted, lambda group: group.region)
        ),
        by_item=tuple(
            ItemAccount(item=strawberry.ID(item), indicators=tuple(_listed(found)))
            for item, found in _by(counted, lambda group: group.item)
        ),
        notices=notice_counts(groups),
    )


def count_of(groups: Groups) -> DutyCount:
    """Publish the sum of groups."""
    shown = publish(groups.values())
    return DutyCount(number=shown.answers, at_least=shown.at_least, suppressed=shown.suppressed)


def _listed(groups: Groups) -> Iterator[IndicatorAccount]:
    had = {group.indicator for group in groups}
    return _indicators(groups, (indicator for indicator in Indicator if indicator in had))


def _indicators(groups: Groups, wanted: Iterable[Indicator]) -> Iterator[IndicatorAccount]:
    found = dict(_by(groups, lambda group: group.indicator))
    for indicator in wanted:
        own = found.get(indicator.value, {})
        yield IndicatorAccount(
            indicator=indicator,
            duty=indicator.duty,
            count=count_of(own),
            results=tuple(
                ResultCount(result=result, count=count_of(some))
                for result in DutyResult
                if (some := {group: size for group, size in own.items() if result in group.result.split(BOTH)})
            ),
            timings=tuple(
                TimingCount(timing=timing, count=count_of(some))
                for timing in Timing
                if (some := {group: size for group, size in own.items() if group.timing == timing})
            ),
        )


def _by(groups: Groups, key: Callable[[AccountGroup], K]) -> list[tuple[K, dict[AccountGroup, int]]]:
    found: defaultdict[K, dict[AccountGroup, int]] = defaultdict(dict)
    for group, size in groups.items():
        found[key(group)][group] = size
    return sorted(found.items(), key=lambda each: str(each[0]))
