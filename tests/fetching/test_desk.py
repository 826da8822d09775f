"""The desk: cache, single flight and coalescing, shared by requests that come, go and lose patience."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import cast

import pytest

from connectors.core.answers import Answer
from connectors.core.connector import Call
from connectors.core.runner import Runner
from connectors.core.settings import Limits
from gateway.fetching import Desk, Request
from schema.codes import FailureKind, Purpose
from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, Outcome, Withheld
from tests.fetching.departments import (
    NOTHING,
    answered_within,
    broken,
    department,
    desk,
    hanging,
    request,
    saying,
)
from tests.joining.invented import NOW, PUBLICITY, SERIOUS_LISTS, UNIT, credit

HURRIED = Limits(attempts=1)


async def outcome_of(at: Desk, asked: Request) -> Outcome:
    answer = (await at.ask(asked)).answer
    assert answer is not None
    return answer.outcome


async def test_a_thousand_concurrent_requests_for_one_key_are_one_call() -> None:
    source = department(PUBLICITY, saying(NOTHING, after=0.01))
    at = desk(source)
    told = await asyncio.gather(*(at.ask(request(UNIT)) for _ in range(1000)))
    assert len(source.calls) == 1
    assert all(item.answer is told[0].answer and not item.cached for item in told)


async def test_requests_after_the_landing_fly_again() -> None:
    source = department(PUBLICITY, saying(NOTHING))
    at = desk(source)
    await at.ask(request(UNIT))
    await at.ask(request(UNIT))
    assert len(source.calls) == 2


async def test_keys_of_one_turn_share_calls_of_the_size_the_source_takes() -> None:
    source = department(SERIOUS_LISTS, saying(NOTHING), batch_size=50)
    at = desk(source)
    keys = [credit(serial) for serial in range(120)]
    await asyncio.gather(*(at.ask(request(key)) for key in keys))
    assert sorted(len(call.keys) for call in source.calls) == [20, 50, 50]
    assert {key for call in source.calls for key in call.keys} == set(keys)


async def test_keys_that_come_while_a_call_is_under_way_gather_until_it_lands() -> None:
    landing = asyncio.Event()

    async def behave(_: Identifier) -> Outcome:
        await landing.wait()
        return NOTHING

    source = department(SERIOUS_LISTS, behave, batch_size=50, gather_seconds=60.0)
    at = desk(source)
    asking = []
    for serial in range(11):
        asking.append(asyncio.create_task(at.ask(request(credit(serial)))))
        await asyncio.sleep(0.001)
    landing.set()
    async with answered_within(1.0):
        await asyncio.gather(*asking)
    assert [len(call.keys) for call in source.calls] == [1, 10]


async def test_keys_gather_no_longer_than_the_source_says_and_a_full_call_leaves_at_once() -> None:
    source = department(SERIOUS_LISTS, hanging, batch_size=3, gather_seconds=0.02)
    at = desk(source)
    asking = [asyncio.create_task(at.ask(request(credit(0), within=0.4)))]
    await asyncio.sleep(0.001)
    asking += [asyncio.create_task(at.ask(request(credit(serial), within=0.4))) for serial in range(1, 5)]
    await asyncio.sleep(0.005)
    assert [len(call.keys) for call in source.calls] == [1, 3]
    await asyncio.sleep(0.05)
    assert [len(call.keys) for call in source.calls] == [1, 3, 1]
    await asyncio.gather(*asking)


@pytest.mark.parametrize(("batch_size", "gather"), [(50, 0.0), (1, 5.0)])
async def test_nothing_gathers_where_the_source_takes_one_key_or_says_not_to(batch_size: int, gather: float) -> None:
    source = department(SERIOUS_LISTS, saying(NOTHING, after=0.05), batch_size=batch_size, gather_seconds=gather)
    at = desk(source)
    asking = [asyncio.create_task(at.ask(request(credit(0))))]
    await asyncio.sleep(0.001)
    asking.append(asyncio.create_task(at.ask(request(credit(1)))))
    await asyncio.sleep(0.002)
    assert len(source.calls) == 2
    await asyncio.gather(*asking)


async def test_a_source_that_takes_one_key_gets_one_a_call() -> None:
    source = department(PUBLICITY, saying(NOTHING), batch_size=1)
    at = desk(source)
    await asyncio.gather(*(at.ask(request(credit(serial))) for serial in range(5)))
    assert [len(call.keys) for call in source.calls] == [1] * 5


async def test_questions_of_other_dates_or_purposes_are_not_put_into_one_call() -> None:
    source = department(SERIOUS_LISTS, saying(NOTHING))
    at = desk(source)
    await asyncio.gather(
        at.ask(request(credit(1))),
        at.ask(request(credit(2), as_of=date(2025, 1, 1))),
        at.ask(request(credit(3), purpose=Purpose.FISCAL_FUND)),
    )
    assert {(call.as_of, call.purpose) for call in source.calls} == {
        (None, Purpose.SUPERVISION),
        (date(2025, 1, 1), Purpose.SUPERVISION),
        (None, Purpose.FISCAL_FUND),
    }


async def test_a_cached_answer_is_used_only_where_asked_for_and_fresh_enough() -> None:
    source = department(PUBLICITY, saying(NOTHING))
    at = desk(source)
    assert not (await at.ask(request(UNIT, max_age=60))).cached
    assert (await at.ask(request(UNIT, max_age=60))).cached
    assert not (await at.ask(request(UNIT, max_age=0))).cached
    await asyncio.sleep(1.05)
    assert not (await at.ask(request(UNIT, max_age=1))).cached
    assert len(source.calls) == 3


async def test_the_source_says_how_long_its_answers_may_be_reused() -> None:
    source = department(PUBLICITY, saying(NOTHING), freshness_seconds=0.05)
    at = desk(source)
    await at.ask(request(UNIT, max_age=60))
    await asyncio.sleep(0.06)
    assert not (await at.ask(request(UNIT, max_age=60))).cached


async def test_that_there_is_nothing_is_kept_for_a_shorter_while() -> None:
    for outcome, kept in ((NOTHING, False), (Found(), True)):
        at = desk(department(PUBLICITY, saying(outcome), freshness_seconds=60.0, absence_freshness_seconds=0.05))
        await at.ask(request(UNIT, max_age=60))
        await asyncio.sleep(0.06)
        assert (await at.ask(request(UNIT, max_age=60))).cached == kept


async def test_the_cache_keeps_dates_apart_and_purposes_where_answers_differ_by_them() -> None:
    source = department(PUBLICITY, saying(NOTHING))
    at = desk(source)
    await at.ask(request(UNIT, max_age=60))
    assert not (await at.ask(request(UNIT, max_age=60, as_of=date(2025, 1, 1)))).cached
    assert (await at.ask(request(UNIT, max_age=60, purpose=Purpose.FISCAL_FUND))).cached

    particular = desk(department(PUBLICITY, saying(NOTHING), answers_by_purpose=True))
    await particular.ask(request(UNIT, max_age=60))
    assert not (await particular.ask(request(UNIT, max_age=60, purpose=Purpose.FISCAL_FUND))).cached
    assert (await particular.ask(request(UNIT, max_age=60))).cached


@pytest.mark.parametrize(
    "outcome", [Failed(failure=FailureKind.MOVED, message="gone"), Withheld(basis="a law")], ids=["failed", "withheld"]
)
async def test_failures_and_refusals_are_never_cached(outcome: Outcome) -> None:
    source = department(PUBLICITY, saying(outcome), limits=HURRIED)
    at = desk(source)
    await at.ask(request(UNIT, max_age=60))
    assert not (await at.ask(request(UNIT, max_age=60))).cached
    assert len(source.calls) == 2


@pytest.mark.go("GO-22-d")
async def test_forgetting_also_covers_the_answer_on_its_way() -> None:
    source = department(PUBLICITY, saying(Found(), after=0.02))
    at = desk(source)
    asking = asyncio.create_task(at.ask(request(UNIT)))
    await asyncio.sleep(0.005)
    at.forget()
    await asking
    assert not (await at.ask(request(UNIT, max_age=60))).cached
    assert (await at.ask(request(UNIT, max_age=60))).cached
    at.forget()
    assert not (await at.ask(request(UNIT, max_age=60))).cached


async def test_cancelling_one_request_leaves_the_shared_flight_to_the_others() -> None:
    source = department(PUBLICITY, saying(NOTHING, after=0.05))
    at = desk(source)
    first = asyncio.create_task(at.ask(request(UNIT)))
    second = asyncio.create_task(at.ask(request(UNIT)))
    await asyncio.sleep(0.01)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (await second).answer is not None
    assert len(source.calls) == 1


async def test_a_flight_cut_short_by_another_requests_deadline_does_not_spoil_a_longer_one() -> None:
    source = department(PUBLICITY, saying(NOTHING, after=0.2), limits=HURRIED)
    at = desk(source)
    short = asyncio.create_task(outcome_of(at, request(UNIT, within=0.1)))
    await asyncio.sleep(0.01)
    longer = [asyncio.create_task(outcome_of(at, request(UNIT, within=2.0))) for _ in range(20)]
    failed = await short
    assert isinstance(failed, Failed)
    assert failed.failure is FailureKind.TIMEOUT
    async with answered_within(1.0):
        assert await asyncio.gather(*longer) == [NOTHING] * 20
    assert len(source.calls) == 2


async def test_a_hanging_source_is_not_asked_again_for_the_last_moments_of_each_request() -> None:
    source = department(PUBLICITY, hanging, limits=HURRIED)
    at = desk(source)
    async with answered_within(0.4):
        told = await asyncio.gather(*(outcome_of(at, request(UNIT, within=0.2 + place / 1000)) for place in range(30)))
    assert all(isinstance(outcome, Failed) for outcome in told)
    assert len(source.calls) == 1


async def test_a_source_slower_than_its_own_budget_is_not_asked_again_within_one_request() -> None:
    source = department(PUBLICITY, hanging, limits=Limits(attempts=1, time_budget_seconds=0.05))
    at = desk(source)
    told = await asyncio.gather(*(outcome_of(at, request(UNIT, within=2 + place)) for place in range(5)))
    assert all(isinstance(outcome, Failed) for outcome in told)
    assert len(source.calls) == 1


async def test_a_connectors_defect_is_a_failure_that_says_nothing_of_its_cause() -> None:
    outcome = await outcome_of(desk(department(PUBLICITY, broken)), request(UNIT))
    assert isinstance(outcome, Failed)
    assert outcome.failure is FailureKind.INTERNAL
    assert "secret" not in outcome.message


class _Careless:
    """Breaks the runner's promise: raises, or leaves keys out."""

    descriptor = SERIOUS_LISTS

    def __init__(self, left_out: Identifier | None) -> None:
        self._left_out = left_out

    async def ask(self, call: Call) -> Mapping[Identifier, Answer]:
        """Raise, or answer all but one key."""
        if self._left_out is None:
            raise RuntimeError("the runner itself failed")
        return {key: _ANSWER for key in call.keys if key != self._left_out}


_ANSWER = Answer(NOTHING, 1.0, 1, NOW)


async def test_a_runner_that_breaks_its_promise_harms_only_the_keys_it_left_out() -> None:
    careless = cast("Runner", _Careless(credit(1)))
    at = Desk(careless)
    async with answered_within(0.5):
        left_out, answered = await asyncio.gather(at.ask(request(credit(1))), at.ask(request(credit(2))))
        assert left_out.answer is None
        assert answered.answer is _ANSWER
        assert (await at.ask(request(credit(1)))).answer is None


async def test_a_runner_that_raises_leaves_the_desk_in_order(caplog: pytest.LogCaptureFixture) -> None:
    careless = cast("Runner", _Careless(None))
    at = Desk(careless)
    for _ in range(2):
        assert (await at.ask(request(UNIT))).answer is None
    assert caplog.messages == ["source=serious-lists request=r-1 the runner failed"] * 2
    assert UNIT.value not in caplog.text
