"""Opens rectifications, one for each agency and check that relied on a record, within one exclusive transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.rectifications.model import RECTIFICATIONS, Content, Rectifying
from gateway.rectifications.reading import Reliance
from gateway.rectifications.reliance import to_do
from gateway.rectifications.states import Role
from gateway.rights.entries import RightsEntry, RightsKind
from gateway.store.proceeding_lists import ProceedingsWanted, contents_of
from schema.rectifications import RectificationCause, RectificationState

CAUSES: Final = {
    RightsKind.VERIFIED_WRONG: RectificationCause.VERIFIED_WRONG,
    RightsKind.WITHDRAWN: RectificationCause.WITHDRAWN,
}
Due = Callable[[str, date], date | None]


def open_all(entry: RightsEntry, relied: Iterable[Reliance], due: Due, turn: Turn) -> int:
    """Open what is not open yet, or was before, for the record an entry is about; gives how many.

    `due` gives the legal day by which an agency is to answer what it is told on a day.
    """
    docket: Rectifying = Docket(RECTIFICATIONS, turn)
    wanted = ProceedingsWanted(kind=RECTIFICATIONS.kind, record_id=entry.record_id)
    kept = contents_of(turn.connection, wanted, RECTIFICATIONS.content)
    known = {(content.rectifier, content.receipt) for _, content in kept}
    new = [each for each in relied if (each.agency, each.receipt) not in known]
    for each in new:
        _open(docket, entry, each, due(each.agency, turn.today))
    return len(new)


def _open(docket: Rectifying, entry: RightsEntry, relied: Reliance, due_on: date | None) -> None:
    parties: dict[str, list[Role]] = {relied.agency: [Role.RECTIFIER]}
    parties.setdefault(entry.by, []).append(Role.CONFIRMER)
    docket.open(
        RectificationState.OPEN,
        Content(
            cause=CAUSES[entry.kind],
            rights_entry=entry.seq,
            receipt=relied.receipt,
            rectifier=relied.agency,
            confirmer=entry.by,
            matter=relied.matter,
            case_number=relied.case_number,
            measures=relied.measures,
            feedback=relied.feedback,
            through_unit=relied.through_unit,
            to_do=to_do(relied.measures, applied=relied.applied),
        ),
        parties=parties,
        subject_ref=relied.subject_ref,
        record_id=entry.record_id,
        due_on=due_on,
    )
