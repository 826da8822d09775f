"""What property tests draw is sound and rich: packs a check would let pass, questions of every outcome."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given, settings

from connectors.manifest import Fault, Table, read_toml
from gateway.rules.model import RulePack
from gateway.rules.reading.checks import check_line
from gateway.rules.reading.persons import check_extension
from schema.evaluations import RecognitionStatus
from schema.measures import Direction, MeasureStatus
from tests.rules.packs_strategies import packs
from tests.rules.worlds import World, worlds

NOWHERE = Path(__file__).parents[2] / "config" / "matters.toml"


@settings(max_examples=40)
@given(packs())
def test_generated_packs_are_sound(generated: RulePack) -> None:
    faults: list[Fault] = []
    table = Table.root(read_toml(NOWHERE), faults)
    for line in generated.lines:
        check_line(table, line)
        check_extension(table, line)
    assert faults == []


def test_generated_questions_have_every_outcome() -> None:
    seen: Counter[object] = Counter()

    @settings(max_examples=200)
    @given(worlds())
    def ask(world: World) -> None:
        for each in world.measured().measures:
            seen[each.measure.direction, each.status] += 1
            seen["reached"] += each.reached_through is not None
            seen["several records"] += len(each.records) > 1
        seen.update(each.status for each in world.rated())
        seen["why not"] += bool(world.measured().why_not)

    ask()
    restrained = {status for status in MeasureStatus if seen[Direction.RESTRAINT, status]}
    assert restrained == set(MeasureStatus)
    assert seen[Direction.INCENTIVE, MeasureStatus.ACTIVE]
    assert {RecognitionStatus.OWN, RecognitionStatus.RECOGNISED, RecognitionStatus.UNKNOWN} <= seen.keys()
    assert seen["reached"]
    assert seen["several records"]
    assert seen["why not"]
