"""Ends publications whose record ended or whose time is over: with news of rights at once, the rest by a chore."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from functools import partial

from gateway.office import Office
from gateway.proceedings.changing import by_itself
from gateway.proceedings.turn import Turn
from gateway.publications.steps import end_if_over, ending_of
from gateway.rights.entries import RightsEntry
from gateway.store.publications import standing_publications, standing_publications_on
from schema.dates import legal_day

log = logging.getLogger(__name__)


async def end_with_news(entries: Sequence[RightsEntry], office: Office) -> None:
    """End the publications of records the rights log has news of; what fails is logged, and done by `end_over`."""
    try:
        records = {entry.record_id for entry in entries}
        found = await office.reader.call(lambda connection: standing_publications_on(connection, records))
        await _end(found, office)
    except Exception:
        log.exception("publications could not be ended with their records")


async def end_over(office: Office) -> None:
    """End every publication that is over by today."""
    today, rights = legal_day(office.clock()), office.rights.state()
    standing = await office.reader.call(standing_publications)
    over = [each for each, record, until in standing if ending_of(rights.of(record), until, today) is not None]
    await _end(over, office)


async def _end(ids: Collection[str], office: Office) -> None:
    """End those that are over, each in a transaction of its own, which reads the rest of the rights log itself."""
    for case_id in ids:
        await by_itself(partial(_end_one, case_id), office, office.rights.state())


def _end_one(case_id: str, turn: Turn) -> None:
    end_if_over(turn, case_id)
