"""Statistics: how many checks were answered how, by fixed tables that show no number below five (GO-13-d, GO-27-b)."""

from __future__ import annotations

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.measures import Guidance

SMALLEST_GROUP = 5


@code_list
class Suppression(CodeList):
    """Why a number is not shown."""

    SMALL_GROUP = (
        "SMALL_GROUP",
        "It holds a group of one to four, which it, or subtracting from it, could tell (小数抑制).",
    )


@code_list
class Silence(CodeList):
    """What made an answer INCOMPLETE."""

    ONE_SOURCE = "ONE_SOURCE", "One required source alone did not answer."
    SEVERAL_SOURCES = "SEVERAL_SOURCES", "Several required sources did not answer."
    NO_SOURCE = "NO_SOURCE", "Every required source answered; linked units were left out."


@fact
class AnswerCount:
    """How many answers. One subject asked about five times is five answers.

    A group is the answers of a month to one matter, from one region, with one guidance and one silence.
    """

    answers: int | None = about("Exact number; null where it is suppressed. 0 is a true zero.", default=None)
    at_least: int = about("Number of those answers that are in groups of five or more.")
    suppressed: Suppression | None = about("Why the exact number is not shown.", default=None)


@fact
class GuidanceCount:
    """Answers with one guidance: the margin of the tables of its month."""

    guidance: Guidance = about("Guidance answered.")
    count: AnswerCount = about("How many answers.")


@fact
class MatterCount:
    """Answers for one matter with one guidance."""

    matter: strawberry.ID = about("Id of the matter.")
    guidance: Guidance = about("Guidance answered.")
    count: AnswerCount = about("How many answers.")


@fact
class RegionCount:
    """Answers to the agencies of one region with one guidance."""

    region: str = about("Region of the asking agency when it asked: division code, or `CN` for national agencies.")
    guidance: Guidance = about("Guidance answered.")
    count: AnswerCount = about("How many answers.")


@fact
class SilenceCount:
    """INCOMPLETE answers by what made them incomplete; each answer is counted once."""

    silence: Silence = about("What made them incomplete.")
    source: str | None = about("The silent source; null unless it is one alone.", default=None)
    count: AnswerCount = about("How many answers.")


@fact
class MonthStatistics:
    """Tables of one closed calendar month (Asia/Shanghai); they do not change any more."""

    month: str = about("Calendar month, such as `2026-09`.")
    by_guidance: tuple[GuidanceCount, ...] = about("Checks answered, by guidance.")
    by_matter: tuple[MatterCount, ...] = about("Checks answered, by matter and guidance.")
    by_region: tuple[RegionCount, ...] = about("Checks answered, by region of the asking agency and guidance.")
    by_silence: tuple[SilenceCount, ...] = about("Checks answered INCOMPLETE, by the source that was silent.")


@fact
class Statistics:
    """Numbers of checks answered by this gateway, and nothing about any subject."""

    smallest_group: int = about("Groups of fewer answers than this enter no number shown.")
    months: tuple[MonthStatistics, ...] = about("Tables by month, oldest first.")
