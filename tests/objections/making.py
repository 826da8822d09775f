"""Makes objections to invented records at a store, and takes the steps of the agencies that take part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from gateway.objections.handling import Handling
from gateway.objections.lodging import Lodging
from gateway.objections.model import OBJECTION, Objected
from gateway.objections.reading import Lodgement
from gateway.objections.terms import Terms
from gateway.proceedings.records import LocatedRecord
from gateway.proceedings.turn import Turn
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.rights.state import RecordRights, RightsState
from gateway.rules.calendar import WorkingCalendar, load_calendars
from gateway.rules.packs import RulePacks
from gateway.store.engine import Store
from gateway.store.proceedings import find_proceeding
from gateway.store.rights_log import read_after
from gateway.store.vault import Vault
from gateway.workflow.requests import Outcome
from schema.declare import revised
from schema.objections import ObjectionTrigger
from tests.joining.invented import AGENCIES, UNIT, penalty
from tests.proceedings.making import NOW, turn
from tests.rules.making import CONFIG, pack
from tests.store.making import VAULT

ISSUER, PROVIDER, LODGER, STRANGER = "ecology", "credit-centre", "court", "customs"
REF = f"CREDIT_CODE:{UNIT.value}"


@cache
def calendar() -> WorkingCalendar:
    """Give the shipped calendar."""
    return load_calendars(CONFIG / "calendars")


@dataclass
class Objecting:
    """Agencies that object to one record of one store; `days` are the working days that are known."""

    store: Store
    record: str = "decision:1"
    at: datetime = NOW
    days: WorkingCalendar | None = None
    vault: Vault = VAULT

    def lodge(self, agency: str = LODGER, *, kind: str | None = None, **written: object) -> Objected:
        """Lodge an objection; `kind` is the kind of body the agency is."""
        lodgement = Lodgement(
            **{
                "subject": UNIT,
                "record_id": self.record,
                "trigger": ObjectionTrigger.OBJECTION,
                "grounds": "查无此事",
                "evidence": None,
                "new_evidence": False,
                "accept": False,
                **written,
            }  # type: ignore[arg-type]
        )
        lodger = AGENCIES[agency] if kind is None else revised(AGENCIES[agency], kind=kind)
        lodging = Lodging(lodgement, self.located(), lodger, AGENCIES)
        return self._done(agency, lodging.lodge)

    def located(self) -> LocatedRecord:
        """Give the record as the departments have it."""
        record = penalty("publicity", id=self.record)
        return LocatedRecord(
            record=record, subject_ref=REF, issuer=ISSUER, providers=(PROVIDER,), sources=("publicity",)
        )

    def take(self, agency: str, found: Objected, step: Callable[[Handling, Objected], Outcome]) -> Objected:
        """Take a step as an agency."""
        return self._done(agency, lambda _, handling: step(handling, handling.docket.find(found.id)))

    def read(self, found: Objected) -> Objected:
        """Read an objection back."""
        with self.store.reading() as connection:
            again = find_proceeding(connection, OBJECTION, found.id, self.vault)
        assert again is not None
        return again

    def rights(self) -> RecordRights:
        """Give what the rights log says of the record."""
        with self.store.reading() as connection:
            return RightsState().advanced(read_after(connection, 0)).of(self.record)

    def enter(self, kind: RightsKind, by: str = PROVIDER) -> None:
        """Enter into the rights log what an operator would, as the issuer or, by default, the provider."""
        with self._turn(by) as mine:
            dated = self.at.date() if kind is RightsKind.WITHDRAWN else None
            change = RightsChange(
                at=self.at, kind=kind, record_id=self.record, subject_ref=REF, by=by, effective_on=dated
            )
            mine.enter(change, Standing.ISSUER if by == ISSUER else Standing.PROVIDER)

    def _done(self, agency: str, do: Callable[[Turn, Handling], Outcome]) -> Objected:
        with self._turn(agency) as mine:
            terms = Terms(RulePacks([pack()]), self.days or calendar(), mine.today, "990000")
            outcome = do(mine, Handling(mine, terms))
            found = find_proceeding(mine.connection, OBJECTION, outcome.case_id, self.vault)
        assert found is not None
        return found

    @contextmanager
    def _turn(self, agency: str) -> Iterator[Turn]:
        with self.store.reading() as connection:
            known = RightsState().advanced(read_after(connection, 0))
        with turn(self.store, agency, self.at, known, self.vault) as mine:
            yield mine
