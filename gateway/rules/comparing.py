"""What differs between two rule packs: ids that came or went, and facts that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gateway.rules.described import Described, Facts


@dataclass(frozen=True, slots=True)
class Change:
    """One item of a pack that differs; a fact that was not there, or is there no more, is an empty text."""

    part: str
    id: str
    facts: Mapping[str, tuple[str, str]]
    came: bool = False
    went: bool = False


def changes(old: Described, new: Described) -> tuple[Change, ...]:
    """Give every difference, part by part, in the order of the packs."""
    return tuple(change for part in dict.fromkeys((*old, *new)) for change in _of_part(part, old, new))


def _of_part(part: str, old: Described, new: Described) -> Iterator[Change]:
    before, after = old.get(part, {}), new.get(part, {})
    for name in dict.fromkeys((*before, *after)):
        facts = _facts(before.get(name, {}), after.get(name, {}))
        if facts:
            yield Change(part, name, facts, came=name not in before, went=name not in after)


def _facts(before: Facts, after: Facts) -> dict[str, tuple[str, str]]:
    labels = dict.fromkeys((*before, *after))
    pairs = {label: (before.get(label, ""), after.get(label, "")) for label in labels}
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}
