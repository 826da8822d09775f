"""Cases that are over are ended where they are next shown, or at once with news of their record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from gateway.cases.ledger import Ledger
from gateway.cases.settling import settle_news, settle_of
from gateway.news import Bell
from gateway.rights.entries import RightsEntry, RightsKind
from gateway.rights.state import RightsState
from gateway.store.changer import StoreChanger
from gateway.store.engine import Store
from gateway.store.events import events_of
from gateway.store.reader import StoreReader
from schema.joint_cases import JointCaseEnding
from tests.cases.making import INITIATOR, NOW, TODAY, file_of, invited, sealed_of
from tests.joining.invented import UNIT
from tests.store.making import VAULT

SHORT = file_of(UNIT, "decision:short", last_day=TODAY)
LONG = file_of(UNIT, "decision:long")


@pytest.fixture
def office(store: Store) -> Iterator[Any]:
    """An office a day later, as far as settling needs one, with a case that has a last day and one without."""
    for file in (SHORT, LONG):
        with store.writing() as connection:
            ledger = Ledger(connection, VAULT, RightsState(), agency=INITIATOR, at=NOW, today=TODAY)
            ledger.open(file, sealed_of(UNIT), (invited("tax"),))
    reader, changer = StoreReader(store), StoreChanger(store)
    yield SimpleNamespace(
        reader=reader, changer=changer, vault=VAULT, clock=lambda: NOW + timedelta(days=1), bell=Bell()
    )
    reader.close()
    changer.close()


def endings(store: Store) -> dict[str, JointCaseEnding | None]:
    with store.reading() as connection:
        return {file.id: events_of(connection, file.id)[-1].details.ending for file in (SHORT, LONG)}


@pytest.mark.go("GO-21-c")
async def test_who_takes_part_ends_what_is_over_by_asking_and_nobody_else_does(store: Store, office: Any) -> None:
    await settle_of("finance", RightsState(), office)
    assert endings(store) == {SHORT.id: None, LONG.id: None}
    for _ in range(2):
        await settle_of("tax", RightsState(), office)
        assert endings(store) == {SHORT.id: JointCaseEnding.PERIOD_OVER, LONG.id: None}


@pytest.mark.go("GO-21-c")
async def test_news_of_a_record_ends_the_case_on_it_and_no_other(store: Store, office: Any) -> None:
    news = RightsEntry(
        seq=1,
        at=NOW,
        kind=RightsKind.LIST_EXIT,
        record_id="decision:long",
        subject_ref="s",
        by=INITIATOR,
        effective_on=TODAY,
    )
    await settle_news([news], office)
    assert endings(store) == {SHORT.id: None, LONG.id: JointCaseEnding.LIST_EXIT}


async def test_news_that_cannot_be_taken_in_is_logged(
    store: Store, office: Any, caplog: pytest.LogCaptureFixture
) -> None:
    store.close()
    office.reader = SimpleNamespace(call=None)
    await settle_news([], office)
    assert "could not be ended" in caplog.text
