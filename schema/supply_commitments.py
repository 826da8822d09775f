"""Acceptance with material missing, upon a written commitment to supply it (容缺受理; GO-04-c, GO-04-d, GO-04-e)."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier
from schema.proceedings import ProceedingEvent


@code_list
class SupplyState(CodeList):
    """Where a commitment to supply missing material stands."""

    ACCEPTED = "ACCEPTED", "The application was accepted; items are still missing (已容缺受理)."
    FULFILLED = "FULFILLED", "Every item that was missing was supplied (已补正)."
    LAPSED = "LAPSED", "The department ended it, for the application was withdrawn, refused or closed (已终止)."


@fact
class MissingItem:
    """Item that was missing when an application was accepted."""

    material: str = about("Id of the material; see `matters { materials }`.")
    supplied_on: date | None = about("Legal day it was supplied; null while it is missing.", default=None)


@fact
class SupplyCommitment:
    """Written commitment to supply, within a time limit, what was missing when an application was accepted.

    That it is overdue is fed back to the department; it makes no bad record by itself, for which a law is needed.
    """

    id: strawberry.ID = about("Id of the commitment.")
    state: SupplyState = about("Where it stands.")
    agency: str = about("Slug of the department that accepted the application; see `agencies`.")
    region: str = about("Division code of its region, or `CN`.")
    matter: str = about("Id of the matter; see `matters`.")
    case_number: str = about("Case number of the application, as the check has it.")
    subject: Identifier | None = about("Who applied; null for a natural person, whom the case number tells.")
    receipt: strawberry.ID = about("Receipt of the check that offered it (INC-04).")
    present: tuple[str, ...] = about("Ids of the materials that were there; every one a law requires is among them.")
    missing: tuple[MissingItem, ...] = about("What was missing, and what of it was supplied since.")
    document: str | None = about(
        "Written commitment; null once the values kept of the subject were erased.", default=None
    )
    signed_on: date = about("Legal day the commitment was signed.")
    deadline: date = about("Last legal day for what is missing.")
    accepted_at: datetime = about("Instant the acceptance was entered (UTC).")
    fulfilled_on: date | None = about("Legal day the last missing item was supplied.", default=None)
    overdue: bool = about("The time limit has passed, and items are missing.")
    end_reason: str | None = about("Why the department ended it.", default=None)
    next_steps: tuple[SupplyState, ...] = about("States the department may take it to.", default=())
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class SupplyCommitmentChange:
    """What a mutation did to a commitment; sent again with the same key, it answers the same and does nothing."""

    commitment: SupplyCommitment = about("The commitment as this change left it.")
    sequence: int = about("Number of the last event of this change.")
