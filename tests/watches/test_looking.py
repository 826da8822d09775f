"""Looking at a watch: told when the answer is another and not else, ended when it is over, never told too much."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from gateway.rights.entries import RightsEntry, RightsKind
from gateway.rights.erasure import Erasure, ErasureGround
from gateway.rights.tail import RightsTail
from gateway.store.erasure import erase
from gateway.watches.limits import WatchSettings
from gateway.watches.looking import look_at
from gateway.watches.rechecking import Rechecked, recheck
from gateway.watches.watchman import Watchman
from schema.errors import ErrorCode, Refusal
from schema.measures import Guidance, MeasureStatus
from schema.watches import WatchEnding, WatchState
from tests.joining.invented import NOW, PERSON, UNIT
from tests.watches.watched import NOTHING, SILENT, UNTIL, World, world

BEGIN = datetime.fromtimestamp(0, UTC)


@pytest_asyncio.fixture
async def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """A world in which nobody goes round by himself."""

    async def stay(_: Watchman, __: object) -> None:
        return

    monkeypatch.setattr("gateway.house.Watchman.go_round", stay)
    async with world(tmp_path) as made:
        yield made


async def test_an_answer_that_is_the_same_is_no_news_and_leaves_an_access_entry(here: World) -> None:
    watch = await here.watch()
    await look_at(watch.id, here.office)
    await look_at(watch.id, here.office)
    assert (await here.trail(watch.id), here.rechecks()) == ([], 2)
    shortest = min(each.every_seconds for each in watch.seen if each.every_seconds is not None)
    assert here.due() == {watch.id: NOW + timedelta(seconds=shortest)}


async def test_another_answer_is_told_once_with_what_changed(here: World) -> None:
    check = await here.check()
    watch = await here.watch()
    here.says["serious-lists"] = NOTHING
    for _ in range(2):
        await look_at(watch.id, here.office)
    trail = (await here.service().watch(watch.id)).trail
    assert [each.kind for each in trail] == ["WATCHED", "ANSWER_CHANGED"]
    again = await here.check()
    gone = {each.id for each in check.measures} - {each.id for each in again.measures}
    assert gone
    assert (trail[1].before, trail[1].guidance) == (check.guidance, again.guidance)
    assert set(trail[1].measures) >= gone
    assert here.due()[watch.id] > NOW


async def test_what_cannot_be_told_is_said_once_tried_again_soon_and_said_when_it_can(here: World) -> None:
    watch = await here.watch()
    here.says["court"] = SILENT
    for _ in range(3):
        await look_at(watch.id, here.office)
    assert await here.trail(watch.id) == ["INCOMPLETE"]
    assert here.due()[watch.id] == NOW + timedelta(seconds=here.office.watching.retry_seconds)
    del here.says["court"]
    await look_at(watch.id, here.office)
    await look_at(watch.id, here.office)
    assert await here.trail(watch.id) == ["INCOMPLETE", "COMPLETE"]


async def test_a_receipt_that_was_incomplete_is_told_when_it_is_complete(here: World) -> None:
    here.says["court"] = SILENT
    watch = await here.watch()
    await look_at(watch.id, here.office)
    assert await here.trail(watch.id) == []
    del here.says["court"]
    await look_at(watch.id, here.office)
    trail = (await here.service().watch(watch.id)).trail
    assert (trail[1].kind, trail[1].before) == ("ANSWER_CHANGED", Guidance.INCOMPLETE)


async def test_who_lost_the_grant_is_told_that_it_ended_and_nothing_more(here: World) -> None:
    grant = here.office.grants["sandbox-market-regulation"]
    for lost in ({}, {grant.client: replace(grant, matters=frozenset())}, {grant.client: replace(grant, agency="tax")}):
        watch = await here.watch()
        here.says["serious-lists"] = NOTHING
        await look_at(watch.id, replace(here.office, grants=lost))
        ended = await here.service().watch(watch.id)
        assert (ended.state, ended.ending) == (WatchState.ENDED, WatchEnding.GRANT_LOST)
        assert [each.kind for each in ended.trail] == ["WATCHED", "ENDED"]
        assert ended.trail[-1].guidance is None
        here.says.clear()
    assert (here.rechecks(), here.due()) == (0, {})


async def test_after_its_last_day_it_ends(here: World) -> None:
    watch = await here.watch()
    await look_at(watch.id, replace(here.office, clock=lambda: NOW + timedelta(days=31)))
    ended = await here.service().watch(watch.id)
    assert (ended.ending, here.rechecks(), here.due()) == (WatchEnding.UNTIL_PASSED, 0, {})


@pytest.mark.parametrize("who", [UNIT, PERSON], ids=["unit", "person"])
async def test_a_subject_that_is_erased_is_watched_no_more(here: World, who: object) -> None:
    subject = UNIT if who is UNIT else PERSON
    watch = await here.watch(subject)
    ref = here.office.vault.subject_ref(subject)
    erase(here.office.store, Erasure(at=NOW, subject_ref=ref, by="court", ground=ErasureGround.PURPOSE_ENDED))
    assert here.due() == {watch.id: BEGIN}
    await look_at(watch.id, here.office)
    ended = await here.service().watch(watch.id)
    assert (ended.ending, here.rechecks(), here.due()) == (WatchEnding.ERASED, 0, {})


async def test_another_client_of_the_agency_sees_that_it_is_watched_and_not_what_was_answered(here: World) -> None:
    watch = await here.watch()
    other = replace(here.office.grants["sandbox-market-regulation"], client="other")
    office = replace(here.office, grants={**here.office.grants, "other": other})
    seen = await World(office).service("other").watch(watch.id)
    assert (seen.receipt, seen.trail[0].guidance) == (watch.receipt, None)
    assert watch.trail[0].guidance is not None


async def test_news_of_the_rights_log_that_comes_while_an_answer_is_made_is_looked_at_next(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = await here.watch()
    check = await here.check()
    record = next(each.records[0].id for each in check.measures if each.status is not MeasureStatus.FOR_REFERENCE)

    async def overtaken(*given: object) -> Rechecked:
        told = await recheck(*given)  # type: ignore[arg-type]
        here.enter(RightsKind.OBJECTION_ACCEPTED, record, "CREDIT_CODE:x")
        return told

    monkeypatch.setattr("gateway.watches.looking.recheck", overtaken)
    await look_at(watch.id, here.office)
    assert (await here.trail(watch.id), here.due()) == ([], {watch.id: BEGIN})
    monkeypatch.undo()
    await here.office.rights.refresh()
    await look_at(watch.id, here.office)
    assert await here.trail(watch.id) == ["ANSWER_CHANGED"]


async def test_a_watch_that_ends_while_its_answer_is_made_stays_ended(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = await here.watch()

    async def ended_meanwhile(*given: object) -> Rechecked:
        told = await recheck(*given)  # type: ignore[arg-type]
        await here.service().end_watch(watch.id, "end")
        return told

    here.says["serious-lists"] = NOTHING
    monkeypatch.setattr("gateway.watches.looking.recheck", ended_meanwhile)
    await look_at(watch.id, here.office)
    assert await here.trail(watch.id) == ["ENDED"]


async def test_of_a_race_to_watch_one_receipt_one_wins(here: World) -> None:
    check = await here.check()
    assert check.receipt is not None
    first = await here.service().watch_receipt(check.receipt.id, UNTIL, "one")
    assert (await here.service().watch_receipt(check.receipt.id, UNTIL, "one")) == first
    with pytest.raises(Refusal) as second:
        await here.service().watch_receipt(check.receipt.id, UNTIL, "two")
    assert second.value.code is ErrorCode.INVALID_PROCEEDING
    with pytest.raises(Refusal) as unknown:
        await here.service("sandbox-ecology").watch_receipt(check.receipt.id, UNTIL, "three")
    assert unknown.value.code is ErrorCode.UNKNOWN_RECEIPT


async def test_the_round_keeps_a_pace_and_looks_at_those_with_news_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = Watchman.go_round

    async def stay(_: Watchman, __: object) -> None:
        return

    monkeypatch.setattr("gateway.house.Watchman.go_round", stay)
    async with world(tmp_path) as here:
        watches = [await here.watch(who) for who in (PERSON, UNIT, UNIT)]
        slow = replace(here.office, watching=WatchSettings(at_once=1, per_minute=2))
        watchman = Watchman()
        monkeypatch.undo()
        subject_ref = here.office.vault.subject_ref(UNIT)
        here.enter(RightsKind.OBJECTION_ACCEPTED, "some-record", subject_ref)
        await rounds(watchman, slow)
        assert here.rechecks() == 2
        assert [each.id for each in watches if here.due()[each.id] <= NOW] == [watches[0].id]
        await rounds(watchman, slow)
        assert here.rechecks() == 2
        await rounds(Watchman(), here.office)
        await rounds(Watchman(), here.office)
        assert here.rechecks() == 3


async def test_without_the_rights_log_nothing_is_told_and_it_is_looked_at_again_soon(
    here: World,
) -> None:
    watch = await here.watch()
    here.says["serious-lists"] = NOTHING

    async def unread(_: int) -> list[RightsEntry]:
        raise OSError

    lost = replace(here.office, rights=RightsTail(unread, clock=lambda: 0.0))
    await look_at(watch.id, lost)
    assert (await here.trail(watch.id), here.due()) == ([], {watch.id: NOW + timedelta(seconds=5)})
