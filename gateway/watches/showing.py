"""A watch as its agency sees it; guidance and measures are shown to the client that asked alone."""

from __future__ import annotations

from collections.abc import Mapping

import strawberry

from connectors.core.connector import Descriptor
from gateway.proceedings.model import Event
from gateway.watches.model import KeptWatch, WatchDetails
from gateway.watches.seeing import seen_by, unseen_by
from schema.agencies import Matter
from schema.watches import Watch, WatchEvent, WatchState


def shown(watch: KeptWatch, client: str, matters: Mapping[str, Matter], sources: Mapping[str, Descriptor]) -> Watch:
    """Show a watch, with what is seen of its matter's sources as they declare it now."""
    content, matter = watch.content, matters.get(watch.content.matter)
    mine = client == content.client
    return Watch(
        id=strawberry.ID(watch.id),
        state=watch.state,
        receipt=strawberry.ID(content.receipt),
        matter=content.matter,
        purpose=content.purpose,
        opened_at=watch.opened_at,
        until=content.until,
        seen=seen_by(matter, sources),
        unseen=unseen_by(matter, sources),
        ending=watch.trail[-1].details.ending,
        trail=tuple(_event(each, mine=mine) for each in watch.trail),
    )


def _event(event: Event[WatchDetails, WatchState], *, mine: bool) -> WatchEvent:
    told = event.details if mine else WatchDetails()
    return WatchEvent(
        sequence=event.sequence,
        at=event.at,
        by=event.by,
        kind=event.kind,
        state=event.state,
        before=told.before,
        guidance=told.guidance,
        measures=tuple(map(strawberry.ID, told.measures)),
    )
