"""What follows from news of the log of rights, whichever process or command entered it."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from typing import Any

from gateway.cases.settling import settle_news
from gateway.feedback.settling import settle_feedback_news
from gateway.objections.settling import settle_objections
from gateway.office import Office
from gateway.publications.ending import end_with_news
from gateway.rectifications.finding import follow_news
from gateway.rights.entries import RightsEntry


def consequences(entries: Sequence[RightsEntry], office: Office) -> Iterator[Coroutine[Any, Any, None]]:
    """Empty the caches, for a cached answer may hold a record that was repaired, and give what is to be done beside.

    Joint cases on a record that ended are ended too, and its publication; objections go where the log says their
    record is, feedback is settled, and what relied on a wrong record is found. Who watches hears the bell.
    """
    for desk in office.desks.values():
        desk.forget()
    yield settle_news(entries, office)
    yield settle_objections(entries, office)
    yield settle_feedback_news({entry.record_id for entry in entries}, office)
    yield follow_news(office)
    yield end_with_news(entries, office)
    office.bell.ring()
