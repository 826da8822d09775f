"""The rights log about the records of a measure, as a turn finds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gateway.proceedings.turn import Turn
from gateway.rights.entries import RightsEntry
from gateway.rights.state import NOTHING
from gateway.store.rights_log import read_about


def history_of(turn: Turn, records: Iterable[str]) -> Sequence[RightsEntry]:
    """Give the entries about some records, in order; the log is read only if it says anything of them."""
    told = [record for record in records if turn.rights.of(record) is not NOTHING]
    return read_about(turn.connection, told) if told else ()
