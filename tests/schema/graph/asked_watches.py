"""Watches of a service that notes what it was asked; every watch is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import strawberry

from schema.codes import Purpose
from schema.graph.connections import Window
from schema.graph.inputs import IdentifierInput
from schema.graph.watches import WatchesQuestion
from schema.watches import AnnouncedChange, Watch, WatchChange, WatchState

WATCH = Watch(
    id=strawberry.ID("watch-1"),
    state=WatchState.WATCHED,
    receipt=strawberry.ID("receipt-1"),
    matter="public-tender",
    purpose=Purpose.PUBLIC_RESOURCE_TRADING,
    opened_at=datetime(2026, 11, 24, 4, tzinfo=UTC),
    until=date(2026, 12, 24),
    seen=(),
    unseen=("tax",),
    trail=(),
)


@dataclass
class NotingWatches:
    """Implements `schema.graph.watches.Watches`."""

    watched: list[tuple[Any, ...]] = field(default_factory=list)

    async def watch_receipt(self, receipt_id: str, until: date, key: str) -> WatchChange:
        """Note it."""
        self.watched.append((receipt_id, until, key))
        return WatchChange(watch=WATCH, sequence=1)

    async def end_watch(self, watch_id: str, key: str) -> WatchChange:
        """Note it."""
        self.watched.append((watch_id, key))
        return WatchChange(watch=WATCH, sequence=2)

    async def announce_change(self, source: str, subject: IdentifierInput, key: str) -> AnnouncedChange:
        """Note it."""
        self.watched.append((source, subject.value, key))
        return AnnouncedChange(source=strawberry.ID(source), at=WATCH.opened_at)

    async def watch(self, watch_id: str) -> Watch:
        """Note it."""
        self.watched.append((watch_id,))
        return WATCH

    async def watches(self, question: WatchesQuestion) -> Window[Watch]:
        """Note it."""
        self.watched.append((question,))
        return Window(nodes=(WATCH,), more=False, total=1)
