"""Which sources of a matter a watch sees news of, how, and how often; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import strawberry

from connectors.core.connector import Descriptor
from schema.agencies import Matter
from schema.dates import SHANGHAI
from schema.watches import NewsMeans, WatchedSource


def seen_by(matter: Matter | None, sources: Mapping[str, Descriptor]) -> tuple[WatchedSource, ...]:
    """Give the sources of a matter that declare how their news is learnt, once for each way."""
    found: list[WatchedSource] = []
    for slug in _of(matter, sources):
        spec, name = sources[slug], strawberry.ID(slug)
        if spec.feed:
            found.append(WatchedSource(source=name, means=NewsMeans.FEED))
        if spec.poll_seconds is not None:
            found.append(WatchedSource(source=name, means=NewsMeans.POLL, every_seconds=round(spec.poll_seconds)))
    return tuple(found)


def unseen_by(matter: Matter | None, sources: Mapping[str, Descriptor]) -> tuple[str, ...]:
    """Give the sources of a matter that declare nothing of the kind, and so are not seen but when something else is."""
    seen = {each.source for each in seen_by(matter, sources)}
    return tuple(slug for slug in _of(matter, sources) if slug not in seen)


def next_look(now: datetime, until: date, seen: tuple[WatchedSource, ...], retry_seconds: float | None) -> datetime:
    """Give the instant the answer is made again without news: the earliest poll, a retry, or the end of the watch."""
    polls = (each.every_seconds for each in seen)
    waits = [wait for wait in (*polls, retry_seconds) if wait is not None]
    soonest = [now + timedelta(seconds=wait) for wait in waits]
    return min([*soonest, end_of(until)])


def end_of(until: date) -> datetime:
    """Give the instant a last day is over."""
    return datetime.combine(until + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)


def _of(matter: Matter | None, sources: Mapping[str, Descriptor]) -> tuple[str, ...]:
    named = () if matter is None else (*matter.required, *matter.optional)
    return tuple(slug for slug in dict.fromkeys(named) if slug in sources)
