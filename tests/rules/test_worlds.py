"""What property tests draw is sound and rich: packs a check would let pass, questions of every outcome."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, seed, settings

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


WANTED = frozenset(
    {
        *((Direction.RESTRAINT, status) for status in MeasureStatus),
        (Direction.INCENTIVE, MeasureStatus.ACTIVE),
        *(RecognitionStatus.OWN, RecognitionStatus.RECOGNISED, RecognitionStatus.UNKNOWN),
        *("reached", "several records", "why not"),
    }
)


def _look(seen: set[object], number: int) -> None:
    """Add what the answers to some questions hold, drawn as a number says."""

    @seed(number)
    @settings(max_examples=150, derandomize=False, database=None)
    @given(worlds())
    def look(world: World) -> None:
        found = world.measured()
        for each in found.measures:
            seen.add((each.measure.direction, each.status))
            seen.update({"reached"} if each.reached_through is not None else ())
            seen.update({"several records"} if len(each.records) > 1 else ())
        seen.update(each.status for each in world.rated())
        seen.update({"why not"} if found.why_not else ())

    look()


def test_generated_questions_have_every_outcome() -> None:
    seen: set[object] = set()
    for number in range(6, 26):  # 6 shows them all today; the others are for a day when it does not
        if not seen >= WANTED:
            _look(seen, number)
    assert seen >= WANTED
