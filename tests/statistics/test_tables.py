"""The tables of a month: what they list, and that their numbers are those of the groups."""

from __future__ import annotations

import pytest

from gateway.statistics.groups import SEVERAL
from schema.measures import Guidance
from schema.statistics import AnswerCount, Silence, Suppression
from tests.statistics.making import MATTERS, REGIONS, ROWS, cells, group, number, tables

STANDARD, BARRED, INCOMPLETE = "STANDARD", "BARRED", "INCOMPLETE"
SMALL = Suppression.SMALL_GROUP


def test_numbers_are_summed_by_matter_region_and_guidance() -> None:
    made = tables({group(): 6, group(region="CN"): 7, group(MATTERS[1]): 20, group(guidance=Guidance.BARRED): 5})

    assert number(made, matter=MATTERS[0], guidance=STANDARD) == AnswerCount(answers=13, at_least=13)
    assert number(made, matter=MATTERS[1], guidance=STANDARD) == AnswerCount(answers=20, at_least=20)
    assert number(made, region=REGIONS[0], guidance=STANDARD) == AnswerCount(answers=26, at_least=26)
    assert number(made, guidance=STANDARD) == AnswerCount(answers=33, at_least=33)
    assert number(made, guidance=BARRED) == AnswerCount(answers=5, at_least=5)


def test_what_nobody_was_answered_is_a_zero() -> None:
    zero = AnswerCount(answers=0, at_least=0)
    made = tables({})
    assert [count for _, count in cells(made)] == [zero] * len(list(cells(made)))
    assert len(made.by_matter) == len(MATTERS) * len(Guidance)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_small_group_is_null_with_a_reason_and_so_is_every_number_it_is_in(size: int) -> None:
    made = tables({group(): size, group(region="CN"): 50, group(MATTERS[1]): 20})

    assert number(made, region="CN", guidance=STANDARD) == AnswerCount(answers=50, at_least=50)
    assert number(made, matter=MATTERS[1], guidance=STANDARD) == AnswerCount(answers=20, at_least=20)
    assert number(made, matter=MATTERS[0], guidance=STANDARD) == AnswerCount(at_least=50, suppressed=SMALL)
    assert number(made, region=REGIONS[0], guidance=STANDARD) == AnswerCount(at_least=20, suppressed=SMALL)
    assert number(made, guidance=STANDARD) == AnswerCount(at_least=70, suppressed=SMALL)


def test_small_groups_that_make_five_together_are_not_shown() -> None:
    made = tables({group(region=region): 4 for region in REGIONS})
    assert number(made, matter=MATTERS[0], guidance=STANDARD) == AnswerCount(at_least=0, suppressed=SMALL)


def test_an_incomplete_answer_is_counted_once_by_what_made_it_so() -> None:
    silences = {"": 5, SEVERAL: 6, "court": 7, "registry": 3}
    made = tables({group(guidance=Guidance.INCOMPLETE, silent=silent): size for silent, size in silences.items()})

    assert [(each.silence, each.source, each.count.answers) for each in made.by_silence] == [
        (Silence.NO_SOURCE, None, 5),
        (Silence.SEVERAL_SOURCES, None, 6),
        (Silence.ONE_SOURCE, "court", 7),
        (Silence.ONE_SOURCE, "registry", None),
    ]
    assert number(made, guidance=INCOMPLETE) == AnswerCount(at_least=18, suppressed=SMALL)


def test_what_is_no_longer_configured_is_listed_where_a_number_of_it_is_shown_and_nowhere_else() -> None:
    made = tables({group("old-licence", "970000"): 9, group("old-tender", "960000"): 4})

    assert {cell.matter for cell in made.by_matter} == {*ROWS.matters, "old-licence"}
    assert {cell.region for cell in made.by_region} == {*ROWS.regions, "970000"}
    assert number(made, guidance=STANDARD) == AnswerCount(at_least=9, suppressed=SMALL)
