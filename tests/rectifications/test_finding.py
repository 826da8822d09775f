"""Finding what relied on a wrong record: all of it, once, after a kill, of erased subjects, with feedback (GO-22-e)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

import msgspec
import pytest

from gateway.office import Office
from gateway.proceedings.changing import by_itself
from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure
from gateway.proceedings.turn import Turn
from gateway.rectifications.finding import find_rectifications
from gateway.rectifications.model import Case
from gateway.rectifications.opening import CAUSES, open_all
from gateway.rectifications.reading import reliance_of
from gateway.rights.entries import RightsKind
from gateway.state import StateFolder
from gateway.statistics.service import service_of
from gateway.store.engine import Mode, open_store
from gateway.store.erasure import erase
from gateway.store.reliance import not_followed
from gateway.workflow.machine import Machine
from schema.errors import ErrorCode, Refusal
from schema.graph.rectifications import RectificationAnswerInput
from schema.proceedings import ProceedingKind
from schema.rectifications import RectificationAct, RectificationState
from tests.leaks.gateway import configured, gateway
from tests.rectifications.making import ASKERS, RECORD, REF, TODAY, cases, checked, end, patiently, tell, visit
from tests.store.making import order


@asynccontextmanager
async def opened(state: Path) -> AsyncIterator[Office]:
    async with gateway(state, tell) as asked:
        yield asked.house.office


async def settled(office: Office, count: int) -> list[Case]:
    """Give the rectifications once every entry is followed up."""
    async with asyncio.timeout(20):
        while True:
            with office.store.reading() as connection:
                if not not_followed(connection, CAUSES, TODAY):
                    break
            await asyncio.sleep(0.02)
    found = cases(office.store, office.vault)
    assert len(found) == count
    return found


@pytest.mark.go("GO-22-e")
async def test_what_a_killed_process_left_undone_is_done_by_the_next_each_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        receipts = {(await checked(office, agency)).id: agency for agency in ASKERS}
    store = open_store(StateFolder(configured(tmp_path).settings.state).database_url, Mode.APPEND)
    end(store)
    store.close()
    async with opened(tmp_path) as office:
        found = await settled(office, 2)
        assert {each.content.receipt: each.content.rectifier for each in found} == receipts
        assert {each.content.confirmer for each in found} == {"market-regulation"}
        assert all(each.due_on is not None and each.due_on > TODAY for each in found)
        (restraint,) = found[0].content.measures
        assert restraint.restrained
        end(office.store, RightsKind.VERIFIED_WRONG)
        await asyncio.gather(*(find_rectifications(office) for _ in range(4)))
        assert cases(office.store, office.vault) == found


async def test_one_killed_between_two_receipts_opens_the_rest_and_none_twice(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        first = await checked(office, "ecology")
        await checked(office, "market-regulation")
        future = TODAY + timedelta(days=1)
        end(office.store, effective_on=future)
        await find_rectifications(office)
        assert cases(office.store, office.vault) == []
        with office.store.reading() as connection:
            (entry,) = not_followed(connection, CAUSES, future)
            relied = reliance_of(connection, first.id, RECORD, office.vault, lambda _: True)
        assert relied is not None

        def half(turn: Turn) -> None:
            assert open_all(entry, [relied], lambda _agency, _day: None, turn) == 1
            raise RuntimeError("killed")

        with pytest.raises(RuntimeError):
            await by_itself(half, office)
        assert cases(office.store, office.vault) == []
        await by_itself(partial(open_all, entry, [relied], lambda _agency, _day: None), office)
        end(office.store)
        assert {each.content.rectifier for each in await settled(office, 2)} == set(ASKERS)


@pytest.mark.go("GO-22-e")
async def test_a_check_that_knew_the_record_gone_relied_on_nothing_of_it_whatever_is_said_of_it_later(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as office:
        first = await checked(office, "ecology")
        end(office.store, RightsKind.VERIFIED_WRONG)
        await settled(office, 1)
        knowing = await checked(office, "ecology")
        assert (len(first.measures), knowing.measures) == (1, ())
        end(office.store)
        (case,) = await settled(office, 1)
        assert case.content.receipt == first.id


async def test_of_an_erased_subject_what_was_signed_still_leads_to_every_measure(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        check = await checked(office, "ecology")
        erase(office.store, order(REF))
        end(office.store)
        (case,) = await settled(office, 1)
        assert case.content.receipt == check.id
        desk = service_of(visit("ecology"), office)
        answer = RectificationAnswerInput(done=[RectificationAct.DECISION_REVIEWED], words="已复核")
        change = await patiently(lambda: desk.answer_rectification(case.id, answer, "k-1"))
        assert (change.rectification.state, change.rectification.words) == (RectificationState.ANSWERED, "已复核")


class _State(StrEnum):
    APPLIED = "APPLIED"


class _Role(StrEnum):
    IMPLEMENTER = "IMPLEMENTER"


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    receipt: str
    records: tuple[str, ...]
    hidden: tuple[str, ...] = ()


class _Details(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing more."""


FEEDBACK = Procedure(
    kind=ProceedingKind.FEEDBACK,
    content=_Content,
    details=_Details,
    states=_State,
    roles=_Role,
    machine=Machine[_State, _Role](()),
)


@pytest.mark.go("GO-22-e")
@pytest.mark.parametrize("shown", [True, False])
async def test_feedback_that_relied_on_it_is_named_and_nobody_says_that_nothing_was_applied(
    tmp_path: Path, *, shown: bool
) -> None:
    async with opened(tmp_path) as office:
        check = await checked(office, "ecology")

        def fed(turn: Turn) -> list[str]:
            docket = Docket(FEEDBACK, turn)
            contents = ((check.id, RECORD), (check.id, "another"), ("another", RECORD))
            return [
                docket.open(
                    _State.APPLIED,
                    _Content(receipt=receipt, records=(record,) if shown else (), hidden=() if shown else (record,)),
                    parties={"ecology": [_Role.IMPLEMENTER]},
                    subject_ref=REF,
                ).case_id
                for receipt, record in contents
            ]

        feedback = await by_itself(fed, office)
        end(office.store)
        (case,) = await settled(office, 1)
        assert case.content.feedback == (feedback[0],)
        desk = service_of(visit("ecology"), office)
        with pytest.raises(Refusal, match="fed back that it applied") as refused:
            await patiently(
                lambda: desk.answer_rectification(
                    case.id, RectificationAnswerInput(done=[RectificationAct.NOTHING_APPLIED]), "k-1"
                )
            )
        assert refused.value.code is ErrorCode.INVALID_PROCEEDING
