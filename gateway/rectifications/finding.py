"""Finds what relied on records found wrong or withdrawn, by whichever way the rights log came to say so (GO-22-e).

Each entry of the log is followed up once: what a killed process left undone is found by the next. It goes on in small
transactions, between which others commit.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from sqlalchemy import Connection

from gateway.office import Office
from gateway.proceedings.changing import by_itself
from gateway.proceedings.days import due_after
from gateway.rectifications.opening import CAUSES, open_all
from gateway.rectifications.reading import Reliance, reliance_of
from gateway.rights.entries import RightsEntry
from gateway.store.reliance import candidates, not_followed, note_followed
from gateway.store.vault import Vault
from schema.dates import legal_day
from schema.measures import Direction

log = logging.getLogger(__name__)
AT_ONCE: Final = 20  # receipts read, and rectifications opened, in one transaction


async def find_rectifications(office: Office) -> None:
    """Follow up every entry that is in effect and was not followed up before, in the order of the log."""
    today = legal_day(office.clock())
    for entry in await office.reader.call(partial(not_followed, kinds=CAUSES, today=today)):
        await _follow(entry, office)


async def follow_news(office: Office) -> None:
    """Do it at once when the rights log has news; what fails is logged, and left to the chore."""
    try:
        await find_rectifications(office)
    except Exception:
        log.exception("what relied on a wrong record could not be found yet")


async def _follow(entry: RightsEntry, office: Office) -> None:
    about = entry.record_id, entry.subject_ref
    ids = await office.reader.call(lambda connection: candidates(connection, *about))
    restrains = _restraints(office)
    for start in range(0, len(ids), AT_ONCE):
        read = partial(_relied, ids[start : start + AT_ONCE], entry.record_id, office.vault, restrains)
        relied = await office.reader.call(read)
        if relied:
            await by_itself(partial(open_all, entry, relied, partial(due_day, office)), office)
        await asyncio.sleep(0)
    await by_itself(lambda turn: note_followed(turn.connection, entry), office)


def _relied(
    ids: tuple[str, ...], record_id: str, vault: Vault, restrains: Callable[[str], bool], connection: Connection
) -> list[Reliance]:
    found = (reliance_of(connection, each, record_id, vault, restrains) for each in ids)
    return [each for each in found if each is not None]


def _restraints(office: Office) -> Callable[[str], bool]:
    """Tell which measures restrain, by the packs in use; one that no pack knows is taken to."""
    known = {name: entry.measure.direction for pack in office.packs.packs for name, entry in pack.catalogue.items()}
    return lambda measure: known.get(measure, Direction.RESTRAINT) is Direction.RESTRAINT


def due_day(office: Office, agency: str, today: date) -> date | None:
    """Give the day the next step is due of an agency, by the pack that governs a day where it is; None if unknown."""
    known = office.agencies.get(agency)
    terms = office.packs.governing(today, known.region if known else None).rectification
    return None if terms is None else due_after(office.calendar, today, terms.working_days)
