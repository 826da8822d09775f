"""Adoptions that departments decide here: which recommended measures they take (GO-20-c)."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.dates import Period
from schema.declare import CodeList, about, code_list, fact
from schema.proceedings import ProceedingEvent


@code_list
class AdoptionState(CodeList):
    """Where an adoption stands."""

    ADOPTED = "ADOPTED", "The department adopted it; it holds from its first day on (已采纳)."
    WITHDRAWN = "WITHDRAWN", "The department withdrew it; it holds until the day before that it said (已撤销)."


@fact
class MeasureAdoption:
    """Decision of a department to take recommended measures, for some matters or for all."""

    id: strawberry.ID = about("Id of the adoption.")
    state: AdoptionState = about("Where it stands.")
    agency: str = about("Slug of the adopting agency; see `agencies`.")
    region: str = about("Division code of its region, or `CN`.")
    measures: tuple[str, ...] = about("Catalogue measures it adopted with all their recommended lines.")
    lines: tuple[str, ...] = about("Single operative lines it adopted.")
    matters: tuple[str, ...] = about("Matters it holds for; empty means every matter.")
    document: str = about("Document by which it was adopted.")
    memorandum: str | None = about("Memorandum of cooperation it rests on; see `memoranda`.", default=None)
    in_force: Period | None = about("When it is in force; null if it was withdrawn before its first day.", default=None)
    counts_from: datetime = about("Instant (UTC) from which checks reckon with it as it stands.")
    withdrawn_by: str | None = about("Document by which it was withdrawn.", default=None)
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class AdoptionChange:
    """What a mutation did to an adoption; sent again with the same key, it answers the same and does nothing."""

    adoption: MeasureAdoption = about("The adoption as this change left it.")
    sequence: int = about("Number of the last event of this change.")
