"""The fixed tables of a month, made of its groups; what they list depends on nothing that is not published. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import strawberry

from gateway.statistics.disclosure import ZERO, publish
from gateway.statistics.groups import SEVERAL, AnswerGroup
from schema.measures import Guidance
from schema.statistics import (
    AnswerCount,
    GuidanceCount,
    MatterCount,
    MonthStatistics,
    RegionCount,
    Silence,
    SilenceCount,
)

K = TypeVar("K")
_SILENCES = {"": Silence.NO_SOURCE, SEVERAL: Silence.SEVERAL_SOURCES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What the tables list in any case: the matters, asking regions and sources configured."""

    matters: tuple[str, ...]
    regions: tuple[str, ...]
    sources: tuple[str, ...]


def month_tables(month: str, groups: Mapping[AnswerGroup, int], rows: Rows) -> MonthStatistics:
    """Make the tables of a month.

    What is no longer configured is listed where a number of it is published, and nowhere else: being listed would
    tell that there was something.
    """
    incomplete = {group: size for group, size in groups.items() if group.guidance == Guidance.INCOMPLETE}
    matters = _by(groups, lambda group: (group.matter, group.guidance))
    regions = _by(groups, lambda group: (group.region, group.guidance))
    guidances = _by(groups, lambda group: group.guidance)
    silences = _by(incomplete, lambda group: group.silent)
    return MonthStatistics(
        month=month,
        by_guidance=tuple(
            GuidanceCount(guidance=guidance, count=guidances.get(guidance, ZERO)) for guidance in Guidance
        ),
        by_matter=tuple(
            MatterCount(matter=strawberry.ID(matter), guidance=guidance, count=matters.get((matter, guidance), ZERO))
            for matter in _listed(rows.matters, ((key[0], count) for key, count in matters.items()))
            for guidance in Guidance
        ),
        by_region=tuple(
            RegionCount(region=region, guidance=guidance, count=regions.get((region, guidance), ZERO))
            for region in _listed(rows.regions, ((key[0], count) for key, count in regions.items()))
            for guidance in Guidance
        ),
        by_silence=tuple(
            SilenceCount(
                silence=_SILENCES.get(silent, Silence.ONE_SOURCE),
                source=None if silent in _SILENCES else silent,
                count=silences.get(silent, ZERO),
            )
            for silent in _listed((*rows.sources, *_SILENCES), silences.items())
        ),
    )


def _by(groups: Mapping[AnswerGroup, int], key: Callable[[AnswerGroup], K]) -> dict[K, AnswerCount]:
    sizes: defaultdict[K, list[int]] = defaultdict(list)
    for group, size in groups.items():
        sizes[key(group)].append(size)
    return {place: publish(found) for place, found in sizes.items()}


def _listed(configured: Iterable[str], counts: Iterable[tuple[str, AnswerCount]]) -> list[str]:
    return sorted({*configured, *(name for name, count in counts if count.at_least)})
