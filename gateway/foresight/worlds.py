"""The facts as they would be after an event; everything else stays as it is known today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from gateway.foresight.events import Event
from gateway.rules.model import PublicityRegime
from gateway.rules.publicity import may_be_disclosed
from gateway.stages.dossier import Dossier
from schema.codes import RecordStatus
from schema.declare import revised
from schema.prospects import ChangeKind
from schema.records import Record


def after(event: Event, dossier: Dossier, regimes: tuple[PublicityRegime, ...], as_of: date) -> Dossier:
    """Give the dossier after an event, of the subject and of the units it is linked to.

    When time passes, records whose publicity is then over are gone: no approval may see them any more.
    """

    def changed(record: Record) -> Record | None:
        if event.on is not None:
            return record if may_be_disclosed(record, event.on, regimes) else None
        return _changed(record, event.kind, as_of) if record.id == event.record else record

    return _with(dossier, changed)


def _with(dossier: Dossier, changed: Callable[[Record], Record | None]) -> Dossier:
    linked = tuple(replace(unit, records=_kept(unit.records, changed)) for unit in dossier.linked)
    return replace(dossier, records=_kept(dossier.records, changed), linked=linked)


def _kept(records: Iterable[Record], changed: Callable[[Record], Record | None]) -> tuple[Record, ...]:
    return tuple(kept for record in records if (kept := changed(record)) is not None)


def _changed(record: Record, kind: ChangeKind, as_of: date) -> Record | None:
    match kind:
        case ChangeKind.RECORD_CLEARED:
            return None
        case ChangeKind.ENTRY_ENDED:
            return revised(record, status=RecordStatus.ENDED, status_since=as_of)
        case ChangeKind.VERIFIED_CORRECT:
            return revised(record, verification_since=None)
        case ChangeKind.NAME_CONFIRMED:
            return revised(record, name_differs=False)
        case ChangeKind.TIME_PASSES:
            return record
