"""Adoptions decided here: what the rules make of them at any instant, and how a process learns of them (GO-20-c)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from gateway.adopting.kept import KeptAdoptions, read_rules
from gateway.adopting.model import ADOPTIONS, AdoptionContent, AdoptionDetails, AdoptionDocket, Role
from gateway.adopting.rules import in_force, rules_of
from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Event, Proceeding
from gateway.rules.adoptions import AdoptionRule, made_by
from gateway.store.engine import Store
from schema.adoptions import AdoptionState
from schema.dates import period
from tests.proceedings.making import NOW, turn
from tests.store.making import VAULT

T = TypeVar("T")
DAY = date(2026, 11, 1)
HOURS = st.integers(0, 200).map(lambda hours: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=hours))
DAYS = st.integers(-20, 20).map(lambda days: DAY + timedelta(days=days))
CONFIGURED = (AdoptionRule(agency="tax", document="d", in_force=period(DAY), lines=frozenset({"x"})),)


def content(known_from: datetime, starts_on: date = DAY) -> AdoptionContent:
    return AdoptionContent(
        region="990000",
        measures=(),
        lines=("line",),
        matters=("m",),
        document="办法",
        memorandum=None,
        starts_on=starts_on,
        known_from=known_from,
    )


def adoption(
    known_from: datetime, starts_on: date, withdrawal: AdoptionDetails | None
) -> Proceeding[AdoptionContent, AdoptionDetails, AdoptionState, Role]:
    said = [(AdoptionState.ADOPTED, AdoptionDetails())]
    if withdrawal is not None:
        said.append((AdoptionState.WITHDRAWN, withdrawal))
    trail = tuple(
        Event(sequence=place, at=NOW, by="finance", kind=state.value, state=state, due_on=None, details=details)
        for place, (state, details) in enumerate(said)
    )
    return Proceeding(
        id="a",
        opened_at=NOW,
        opened_by="finance",
        subject_ref=None,
        record_id=None,
        content=content(known_from, starts_on),
        trail=trail,
        parties={},
    )


@given(HOURS, DAYS, st.none() | st.tuples(HOURS, DAYS), HOURS, DAYS)
def test_an_answer_reckons_with_what_was_known_at_its_instant_and_in_force_on_its_day(
    adopted: datetime, starts_on: date, withdrawn: tuple[datetime, date] | None, instant: datetime, as_of: date
) -> None:
    details = None
    if withdrawn is not None:
        details = AdoptionDetails(ends_before=withdrawn[1], known_from=max(adopted, withdrawn[0]), document="w")
    found = adoption(adopted, starts_on, details)
    made = made_by(rules_of(found), "finance", "m", as_of, instant)
    assert len(made) <= 1
    left = in_force(found)
    if details is None or details.known_from is None or instant < details.known_from:
        assert bool(made) is (adopted <= instant and starts_on <= as_of)
    else:
        assert bool(made) is (left is not None and left.holds_on(as_of))
    assert made_by(rules_of(found), "tax", "m", as_of, instant) == ()
    assert made_by(rules_of(found), "finance", "other", as_of, instant) == ()


@given(HOURS, HOURS, DAYS, HOURS, DAYS)
def test_a_withdrawal_changes_no_answer_from_before_it(
    adopted: datetime, withdrawn: datetime, ends_before: date, instant: datetime, as_of: date
) -> None:
    details = AdoptionDetails(ends_before=ends_before, known_from=withdrawn, document="w")
    before = made_by(rules_of(adoption(adopted, DAY, None)), "finance", "m", as_of, instant)
    after = made_by(rules_of(adoption(adopted, DAY, details)), "finance", "m", as_of, instant)
    if instant < withdrawn:
        assert bool(after) is bool(before)


class Reader:
    """Reads a store at once, and counts how often."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reads = 0

    async def call(self, read: Callable[[Connection], T]) -> T:
        """Give what `read` gives."""
        self.reads += 1
        with self._store.reading() as connection:
            return read(connection)


def adopt(store: Store) -> str:
    with turn(store, "finance") as theirs:
        docket: AdoptionDocket = Docket(ADOPTIONS, theirs)
        return docket.open(AdoptionState.ADOPTED, content(NOW), parties={"finance": [Role.ADOPTER]}).case_id


async def test_every_process_learns_of_what_another_took_down(store: Store) -> None:
    mine, theirs = KeptAdoptions(), KeptAdoptions()
    reader = Reader(store)
    await mine.learn(reader, VAULT)
    assert mine.beside(CONFIGURED) == CONFIGURED
    case_id = adopt(store)
    for each in (mine, theirs):
        await each.learn(reader, VAULT)
        joined = each.beside(CONFIGURED)
        assert [rule.document for rule in joined] == ["d", "办法"]
        assert each.beside(CONFIGURED) is joined  # a check joins nothing
    with turn(store, "finance") as finance:
        docket: AdoptionDocket = Docket(ADOPTIONS, finance)
        details = AdoptionDetails(ends_before=DAY, known_from=NOW, document="w")
        docket.step(docket.find(case_id), AdoptionState.WITHDRAWN, details=details)
    assert len(mine.beside(CONFIGURED)) == 2
    await mine.learn(reader, VAULT)
    assert [rule.known_until for rule in mine.beside(CONFIGURED)] == [None, NOW]
    with store.reading() as connection:
        assert (*CONFIGURED, *read_rules(connection, VAULT)) == mine.beside(CONFIGURED)
    assert mine.beside(()) == mine.beside(CONFIGURED)[1:]
