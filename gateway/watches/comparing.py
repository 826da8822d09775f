"""What of an answer is watched, and what of it changed; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from gateway.answers.receipts import measure_tree, rated_tree
from schema.checks import Check
from schema.measures import Guidance

_OF_A_MEASURE = ("status", "effect", "kind", "from", "last_day")
_OF_A_RATING = ("status", "level", "recognised_as", "agreement")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The watched part of an answer: guidance, measures and recognitions by what names them; no text, no person.

    `incomplete` tells that a later one could not be told and that this was said.
    """

    guidance: Guidance
    measures: dict[str, tuple[str | None, ...]]
    recognised: dict[str, tuple[str | None, ...]]
    incomplete: bool = False

    def same_as(self, other: Answer) -> bool:
        """Tell whether two say the same."""
        return (self.guidance, self.measures, self.recognised) == (other.guidance, other.measures, other.recognised)


def answer_in_receipt(body: Mapping[str, Any]) -> Answer:
    """Give the watched part of what a receipt says."""
    return _answer(Guidance[body["guidance"]], body["measures"], body["answer"]["evaluations"] or ())


def answer_of(check: Check) -> Answer:
    """Give the watched part of a check, as its asker may see it."""
    measures = [measure_tree(measure) for measure in check.measures]
    return _answer(check.guidance, measures, [rated_tree(rated) for rated in check.evaluations or ()])


def changed_measures(before: Answer, now: Answer) -> tuple[str, ...]:
    """Give the ids of the measures that appeared, vanished or changed."""
    every = before.measures.keys() | now.measures.keys()
    return tuple(sorted(each for each in every if before.measures.get(each) != now.measures.get(each)))


def _answer(guidance: Guidance, measures: Sequence[Mapping[str, Any]], rated: Sequence[Mapping[str, Any]]) -> Answer:
    return Answer(
        guidance=guidance,
        measures={str(tree["id"]): tuple(tree[name] for name in _OF_A_MEASURE) for tree in measures},
        recognised={
            f"{tree['field']}:{tree['record'] or ''}": tuple(tree[name] for name in _OF_A_RATING) for tree in rated
        },
    )
