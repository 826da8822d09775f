"""What every kind of proceeding shows alike: its trail, and the latest of words said round by round."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.proceedings.model import C, D, Proceeding, R, S
from schema.proceedings import ProceedingEvent


def trail_of(found: Proceeding[C, D, S, R]) -> tuple[ProceedingEvent, ...]:
    """Show the trail of a proceeding."""
    return tuple(
        ProceedingEvent(
            sequence=each.sequence, at=each.at, by=each.by, kind=each.kind, state=each.state.value, due_on=each.due_on
        )
        for each in found.trail
    )


def last_of(words: Mapping[str, str], prefix: str) -> str | None:
    """Give the words of the last round there are any of; they are named by a prefix and the number of the round."""
    rounds = [int(name.removeprefix(prefix)) for name in words if name.startswith(prefix)]
    return words[f"{prefix}{max(rounds)}"] if rounds else None
