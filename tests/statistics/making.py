"""Makes groups of answers and the tables of a month for the tests of statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from gateway.statistics.groups import SEVERAL, AnswerGroup
from gateway.statistics.tables import Rows, month_tables
from schema.measures import Guidance
from schema.statistics import AnswerCount, MonthStatistics

MONTH = "2026-09"
MATTERS = ("food-production-licence", "public-tender", "fiscal-fund-application")
REGIONS = ("980000", "990000", "CN")
SOURCES = ("court", "registry")
SILENCES = ("", SEVERAL, *SOURCES)
ROWS = Rows(matters=MATTERS, regions=REGIONS, sources=SOURCES)
Groups = Mapping[AnswerGroup, int]


def group(
    matter: str = MATTERS[0], region: str = REGIONS[0], guidance: Guidance = Guidance.STANDARD, silent: str = ""
) -> AnswerGroup:
    """Name a group of the month."""
    return AnswerGroup(MONTH, matter, region, guidance.value, silent)


def tables(groups: Groups, rows: Rows = ROWS) -> MonthStatistics:
    """Make the tables of the month."""
    return month_tables(MONTH, groups, rows)


def cells(made: MonthStatistics) -> Iterator[tuple[dict[str, str], AnswerCount]]:
    """Give every number of a month with what its answers have in common, as a reader of the schema knows it."""
    for total in made.by_guidance:
        yield {"guidance": total.guidance.value}, total.count
    for matter in made.by_matter:
        yield {"matter": str(matter.matter), "guidance": matter.guidance.value}, matter.count
    for region in made.by_region:
        yield {"region": region.region, "guidance": region.guidance.value}, region.count
    for silence in made.by_silence:
        silent = silence.source or {"NO_SOURCE": "", "SEVERAL_SOURCES": SEVERAL}[silence.silence.value]
        yield {"silent": silent, "guidance": Guidance.INCOMPLETE.value}, silence.count


def members(common: Mapping[str, str], groups: Groups) -> frozenset[AnswerGroup]:
    """Give the groups that have something in common."""
    return frozenset(group for group in groups if common.items() <= group._asdict().items())


def number(made: MonthStatistics, **common: str) -> AnswerCount:
    """Give one number of a month."""
    (found,) = (count for said, count in cells(made) if said == common)
    return found


def everything(made: MonthStatistics) -> tuple[object, ...]:
    """Give all that is published of a month, for comparing."""
    return tuple(
        chain.from_iterable((tuple(sorted(said.items())), count.answers, count.at_least) for said, count in cells(made))
    )
