"""Whether a record still stands on a day: repair, withdrawal, exit, end of its own period (GO-21-c)."""

from __future__ import annotations

from datetime import date

import msgspec

from schema.codes import RecordKind, RecordStatus
from schema.records import Record, SeriousDishonestyEntry

_LASTING = frozenset(
    {
        RecordKind.LICENCE,
        RecordKind.RED_LIST_ENTRY,
        RecordKind.SERIOUS_DISHONESTY_ENTRY,
        RecordKind.ENFORCEMENT_ENTRY,
        RecordKind.EVALUATION,
    }
)
_ENTRIES = frozenset({RecordKind.SERIOUS_DISHONESTY_ENTRY, RecordKind.ENFORCEMENT_ENTRY})
_REASONS = {
    RecordStatus.REPAIRED: "the credit repair took effect",
    RecordStatus.WITHDRAWN: "its issuer withdrew the record",
    RecordStatus.ENDED: "its issuer ended it",
}


class Ending(msgspec.Struct, frozen=True):
    """When and why a record stops to count; `on` is the first day, None if the source does not say."""

    on: date | None
    why: str


def endings(record: Record) -> list[Ending]:
    """Give every ending a record states, past or coming."""
    found: list[Ending] = []
    if record.status is not RecordStatus.CURRENT:
        found.append(Ending(record.status_since, _REASONS[record.status]))
    if isinstance(record, SeriousDishonestyEntry) and record.exit_on is not None:
        found.append(Ending(record.exit_on, "it left the list"))
    if record.period is not None and record.period.ends_before is not None and record.kind in _LASTING:
        found.append(Ending(record.period.ends_before, "its own period is over"))
    return found


def ended(record: Record, as_of: date) -> Ending | None:
    """Give the earliest ending that has come by a day, or None if the record stands."""
    first: Ending | None = None
    for ending in endings(record):
        if ending.on is not None and ending.on > as_of:
            continue
        if first is None or (ending.on or date.max) < (first.on or date.max):
            first = ending
    return first


def stands(record: Record, as_of: date) -> bool:
    """Tell whether a record that has begun stands on a day; one for reference never does (GO-19-b)."""
    return not record.reference_only and ended(record, as_of) is None


def begun(record: Record, as_of: date) -> bool:
    """Tell whether a record was made, and its own period begun, by a day; one without dates was."""
    if record.decided_on is not None and record.decided_on > as_of:
        return False
    starts_later = record.period is not None and record.period.starts_on > as_of and record.kind in _LASTING
    return not starts_later


def cleared(record: Record, as_of: date) -> bool:
    """Tell whether a record no longer counts at all: withdrawn, or repaired (GO-04-b)."""
    if record.status not in {RecordStatus.REPAIRED, RecordStatus.WITHDRAWN}:
        return False
    return record.status_since is None or record.status_since <= as_of


def entry_in_force(record: Record, as_of: date) -> bool:
    """Tell whether a list or enforcement entry is in force on a day."""
    return record.kind in _ENTRIES and begun(record, as_of) and ended(record, as_of) is None
