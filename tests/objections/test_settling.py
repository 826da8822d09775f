"""What an operator enters of a record takes its objection along, and nothing else does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from gateway.objections.model import Objected
from gateway.objections.settling import follows, settle_missed
from gateway.objections.states import OBJECTIONS
from gateway.office import Office
from gateway.proceedings.model import GATEWAY
from gateway.rights.entries import RightsKind
from gateway.rights.state import RecordRights
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from schema.objections import ObjectionRole as Role
from schema.objections import ObjectionState as State
from tests.joining.invented import NOW
from tests.leaks.gateway import gateway
from tests.objections.making import ISSUER, Objecting

INSTANTS = st.none() | st.just(NOW)


@given(
    st.sampled_from(State),
    st.builds(
        RecordRights,
        verification_since=INSTANTS,
        verified_correct_at=INSTANTS,
        verified_wrong_at=INSTANTS,
        withdrawn_on=st.none() | st.just(NOW.date()),
    ),
)
def test_an_objection_follows_the_log_by_legal_steps_and_comes_to_rest(state: State, rights: RecordRights) -> None:
    passed = [state]
    while (after := follows(passed[-1], rights)) is not None:
        assert after in OBJECTIONS.legal(passed[-1], Role.PROVIDER, Role.ISSUER)
        passed.append(after)
    assert len(passed) <= len(State)
    assert passed[-1] is not State.UNDER_VERIFICATION or rights.under_verification


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with gateway(tmp_path) as asked:
        yield asked.house.office


@pytest.fixture
def objecting(office: Office) -> Objecting:
    return Objecting(office.store, vault=office.vault)


async def _comes_to(objecting: Objecting, found: Objected, state: State) -> Objected:
    async with asyncio.timeout(10):
        while True:
            seen = objecting.read(found)
            if seen.state is state:
                return seen
            await asyncio.sleep(0.02)


async def test_entries_of_an_operator_take_an_open_objection_along(objecting: Objecting) -> None:
    found = objecting.lodge()
    objecting.enter(RightsKind.OBJECTION_ACCEPTED)
    accepted = await _comes_to(objecting, found, State.UNDER_VERIFICATION)
    assert accepted.trail[-1].by == GATEWAY
    assert accepted.trail[-1].details.suspended_since == objecting.rights().verification_since
    objecting.enter(RightsKind.VERIFIED_WRONG)
    wrong = await _comes_to(objecting, found, State.VERIFIED_WRONG)
    assert wrong.trail[-1].details.deadline is not None
    objecting.enter(RightsKind.WITHDRAWN, ISSUER)
    assert len((await _comes_to(objecting, found, State.WITHDRAWN)).trail) == 5


async def test_one_verified_correct_shows_what_else_is_open(objecting: Objecting) -> None:
    found = objecting.lodge(accept=True)
    objecting.enter(RightsKind.VERIFIED_CORRECT)
    assert (await _comes_to(objecting, found, State.VERIFIED_CORRECT)).trail[-1].details.remedies


async def test_what_was_entered_while_nobody_served_is_found_and_found_once(tmp_path: Path) -> None:
    async with gateway(tmp_path) as asked:
        before = Objecting(asked.house.office.store, vault=asked.house.office.vault)
        disputed = before.lodge(accept=True)
        other = Objecting(before.store, record="decision:2", vault=before.vault).lodge()
    store = open_store(StateFolder(tmp_path).database_url, Mode.APPEND)
    Objecting(store, vault=before.vault).enter(RightsKind.VERIFIED_WRONG)
    store.close()
    async with gateway(tmp_path) as asked:
        office = asked.house.office
        after = Objecting(office.store, vault=office.vault)
        await settle_missed(office)
        assert after.read(disputed).state is State.VERIFIED_WRONG
        await settle_missed(office)
        assert len(after.read(disputed).trail) == 4
        assert after.read(other) == other
