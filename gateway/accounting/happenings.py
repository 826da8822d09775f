"""What happened, as accounting reads it from the log: an event, what was said and known before it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from schema.dates import legal_day
from schema.proceedings import ProceedingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event of the log: who did what when, the state it led to, what is due from then on, and what it says."""

    sequence: int
    at: datetime
    kind: str
    by: str
    state: str
    due_on: date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """Legal day."""
        return legal_day(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event with the proceeding as it was before: `before` are its earlier events, `parties` agencies by role."""

    kind: ProceedingKind
    case_id: str
    entry: Entry
    before: tuple[Entry, ...]
    content: Mapping[str, Any]
    parties: Mapping[str, tuple[str, ...]]

    @property
    def began_on(self) -> date:
        """Legal day it was opened."""
        return self.before[0].day if self.before else self.entry.day

    @property
    def moved(self) -> bool:
        """Tell whether the event changed state or due day."""
        if not self.before:
            return True
        last = self.before[-1]
        return (last.state, last.due_on) != (self.entry.state, self.entry.due_on)
