"""Takes acceptances with material missing down, and what is supplied since, within a turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gateway.commitments.accepting import read_acceptance
from gateway.commitments.model import COMMITMENTS, DOCUMENT, REASON, Role, SupplyDetails, SupplyDocket, supplied
from gateway.grants import Grant
from gateway.office import Office
from gateway.proceedings.docket import Docket
from gateway.proceedings.reading import LONGEST_DOCUMENT, read_matter
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid, read_words
from gateway.receipts.signed import read_signed
from gateway.store.proceeding_lists import ProceedingsWanted, ids_of
from gateway.store.receipts import find_issued
from gateway.workflow.requests import Outcome
from schema.errors import ErrorCode, Refusal
from schema.graph.supply_commitments import AcceptanceInput
from schema.suggest import did_you_mean
from schema.supply_commitments import SupplyState

_RECEIPT = "input.receipt"


def accept(order: AcceptanceInput, grant: Grant, office: Office, turn: Turn) -> Outcome:
    """Accept an application with material missing; raises `Refusal` where it may not be."""
    document = read_words(order.commitment.document, "input.commitment.document", LONGEST_DOCUMENT)
    stored = find_issued(turn.connection, order.receipt, turn.agency)
    if stored is None:
        raise Refusal(
            ErrorCode.UNKNOWN_RECEIPT,
            "no receipt of that id was issued to your agency",
            where=_RECEIPT,
            hint="write the id of the check that offers it",
        )
    check = read_signed(stored.body)
    matter = read_matter(check.matter, grant, office, _RECEIPT)
    region = office.agencies[turn.agency].region
    content = read_acceptance(order, check, matter, region=region, now=turn.at, calendar=office.calendar)
    if ids_of(turn.connection, ProceedingsWanted(kind=COMMITMENTS.kind, record_id=check.id)):
        raise invalid("a commitment was accepted upon this check before", _RECEIPT, "carry that one on")
    docket: SupplyDocket = Docket(COMMITMENTS, turn)
    return docket.open(
        SupplyState.ACCEPTED,
        content,
        parties={turn.agency: [Role.ACCEPTER]},
        subject_ref=stored.subject_ref,
        record_id=check.id,
        due_on=content.deadline,
        words={DOCUMENT: document},
    )


def supply(case_id: str, items: Sequence[str], supplied_on: date, turn: Turn) -> Outcome:
    """Take down that items were supplied; with the last of them the commitment is fulfilled."""
    docket: SupplyDocket = Docket(COMMITMENTS, turn)
    found = docket.find(case_id, where="commitment")
    missing = [item for item in found.content.missing if item not in supplied(found)]
    given = tuple(dict.fromkeys(str(item) for item in items))
    if not given:
        raise invalid("no item is named", "items", f"name those supplied; missing are: {', '.join(missing)}")
    if found.state is SupplyState.ACCEPTED:
        for item in given:
            if item not in missing:
                raise invalid(f"{item[:100]!r} is not missing", "items", did_you_mean(item, missing))
    if supplied_on > turn.today:
        raise invalid(f"{supplied_on} lies in the future", "suppliedOn", "say so once they are supplied")
    rest = set(missing) - set(given)
    after = SupplyState.ACCEPTED if rest else SupplyState.FULFILLED
    details = SupplyDetails(items=given, supplied_on=supplied_on)
    due_on = found.content.deadline if rest else None
    return docket.step(found, after, details=details, due_on=due_on, where="commitment")


def end(case_id: str, reason: str, turn: Turn) -> Outcome:
    """End a commitment with its application."""
    docket: SupplyDocket = Docket(COMMITMENTS, turn)
    found = docket.find(case_id, where="commitment")
    return docket.step(found, SupplyState.LAPSED, words={REASON: reason}, where="commitment")
