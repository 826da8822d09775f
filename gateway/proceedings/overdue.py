"""Finds the proceedings that are overdue, each once, so that lists, events and counts show it."""

from __future__ import annotations

from functools import partial

from gateway.office import Office
from gateway.proceedings.changing import by_itself
from gateway.proceedings.turn import Turn
from gateway.store.overdue import note_overdue, overdue_ids
from schema.dates import legal_day


async def find_overdue(office: Office) -> None:
    """Note every proceeding whose next step was due before today, each in a transaction of its own."""
    found = await office.reader.call(partial(overdue_ids, today=legal_day(office.clock())))
    for case_id in found:
        await by_itself(partial(_note, case_id), office)


def _note(case_id: str, turn: Turn) -> None:
    note_overdue(turn.connection, case_id, turn.today, turn.at)
