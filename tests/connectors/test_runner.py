"""The runner: one answer a key whatever happens, in time, and believed only after the checks."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from datetime import date, timedelta

import pytest

from connectors.core.answers import Answer
from connectors.core.connector import Dated, History
from connectors.core.faults import Malformed, Overloaded, Rejected, Unreachable, UpstreamError
from connectors.core.runner import Runner
from connectors.core.settings import Limits
from schema.codes import FailureKind, RecordKind
from schema.dates import legal_day
from schema.declare import revised
from schema.identifiers import Identifier, Scheme, organisation_code_of
from schema.outcomes import Alias, Failed, Found, NotApplicable, NotFound, Outcome
from tests.connectors.acting import (
    NOW,
    OTHER,
    PERSON,
    UNIT,
    Act,
    Acting,
    answers,
    call,
    evaluation,
    now,
    raises,
    sleeps,
)

NOTHING = NotFound(evidence="total 0")


def runner(connector: Acting) -> Runner:
    return Runner(connector, clock=now, rng=random.Random(1))


async def one(connector: Acting, *, seconds: float = 5.0) -> Answer:
    return (await runner(connector).ask(call(seconds=seconds)))[UNIT]


def failure(answer: Answer) -> FailureKind:
    assert isinstance(answer.outcome, Failed), answer
    return answer.outcome.failure


async def test_an_answer_says_when_and_how_it_was_had() -> None:
    data_of = NOW - timedelta(hours=3)

    async def dated(asked: object) -> Dated:
        return Dated({UNIT: NOTHING}, data_of)

    answer = await one(Acting(dated))
    assert (answer.outcome, answer.attempts, answer.retrieved_at, answer.data_as_of) == (NOTHING, 1, NOW, data_of)
    assert 0 <= answer.latency_ms < 1000


async def test_a_key_left_out_is_unaccounted() -> None:
    async def leaves_out(asked: object) -> dict[Identifier, Outcome]:
        return {OTHER: NOTHING}

    connector = Acting(leaves_out, batch_size=5)
    found = await runner(connector).ask(call(UNIT, OTHER))
    assert failure(found[UNIT]) is FailureKind.UNACCOUNTED
    assert found[OTHER].outcome == NOTHING


@pytest.mark.parametrize(
    ("identifiers", "expected"),
    [
        ((OTHER,), FailureKind.WRONG_SUBJECT),
        ((organisation_code_of(OTHER),), FailureKind.WRONG_SUBJECT),
        ((Identifier(scheme=Scheme.TAXPAYER_NUMBER, value="990100TA01LY006"),), FailureKind.WRONG_SUBJECT),
    ],
)
async def test_a_record_of_another_subject_spoils_the_answer(
    identifiers: tuple[Identifier, ...], expected: FailureKind
) -> None:
    mixed = Found(records=(evaluation(UNIT), evaluation(*identifiers)))
    assert failure(await one(Acting(answers(mixed)))) is expected


async def test_equal_codes_decide_before_what_follows_from_them() -> None:
    found = Found(records=(evaluation(UNIT, organisation_code_of(OTHER)),))
    assert (await one(Acting(answers(found)))).outcome is found


@pytest.mark.parametrize("value", ["9199****TC21LY007J", "91990100TC21LY0079", ""])
async def test_masked_and_malformed_identifiers_never_match(value: str) -> None:
    spoilt = evaluation(Identifier(scheme=Scheme.CREDIT_CODE, value=value))
    answer = await one(Acting(answers(Found(records=(spoilt, evaluation(UNIT)), rejected=1))))
    assert answer.outcome == Found(records=(evaluation(UNIT),), rejected=2)


async def test_records_that_carry_nothing_usable_are_left_out_if_the_source_declares_to_carry_something() -> None:
    bare = Found(records=(evaluation(),))
    masked = Found(records=(evaluation(Identifier(scheme=Scheme.ORGANISATION_CODE, value="TC2*****7")),))
    assert (await one(Acting(answers(bare)))).outcome is bare
    for found in (bare, masked):
        answer = await one(Acting(answers(found), carries=frozenset({Scheme.CREDIT_CODE})))
        assert answer.outcome == Found(rejected=1)


async def test_an_alias_that_is_no_code_is_left_out_and_a_foreign_one_spoils_the_answer() -> None:
    bad = Alias(identifier=Identifier(scheme=Scheme.CUSTOMS_CODE, value="12"))
    good = Alias(identifier=Identifier(scheme=Scheme.CUSTOMS_CODE, value="9901960001"))
    answer = await one(Acting(answers(Found(aliases=(bad, good)))))
    assert answer.outcome == Found(aliases=(good,), rejected=1)
    assert failure(await one(Acting(answers(Found(aliases=(Alias(identifier=OTHER),)))))) is FailureKind.WRONG_SUBJECT


async def test_a_source_that_masks_a_scheme_cannot_prove_absence_by_it() -> None:
    connector = Acting(answers(NOTHING), masked=frozenset({Scheme.RESIDENT_IDENTITY}), batch_size=2)
    found = await runner(connector).ask(call(UNIT, PERSON))
    assert found[UNIT].outcome == NOTHING
    assert failure(found[PERSON]) is FailureKind.MASKED_KEY


async def test_a_kind_of_record_that_is_not_declared_breaks_the_contract() -> None:
    connector = Acting(answers(Found(records=(evaluation(UNIT),))), kinds=frozenset({RecordKind.PENALTY}))
    assert failure(await one(connector)) is FailureKind.CONTRACT_BROKEN


async def test_a_key_of_another_scheme_is_not_asked() -> None:
    key = Identifier(scheme=Scheme.CUSTOMS_CODE, value="9901960001")
    connector = Acting(answers(NOTHING))
    answer = (await runner(connector).ask(call(key)))[key]
    assert isinstance(answer.outcome, NotApplicable)
    assert (answer.attempts, connector.calls) == (0, [])


@pytest.mark.parametrize(("days", "asked"), [(-1, False), (0, True)])
async def test_a_source_without_history_is_not_asked_about_the_past(days: int, asked: bool) -> None:
    connector = Acting(answers(NOTHING), history=History.CURRENT)
    as_of: date = legal_day(NOW) + timedelta(days=days)
    answer = (await runner(connector).ask(call(UNIT, as_of=as_of)))[UNIT]
    assert bool(connector.calls) is asked
    assert answer.outcome == NOTHING if asked else failure(answer) is FailureKind.NO_HISTORY


async def test_more_keys_than_a_batch_holds_go_out_in_several() -> None:
    connector = Acting(answers(NOTHING), batch_size=2)
    keys = [Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=f"{serial:018}") for serial in range(5)]
    assert list(await runner(connector).ask(call(*keys))) == keys
    assert sorted(len(asked.keys) for asked in connector.calls) == [1, 2, 2]


async def test_a_failing_batch_does_not_touch_the_others() -> None:
    async def hates_other(asked: object) -> dict[Identifier, Outcome]:
        if OTHER in connector.calls[-1].keys:
            raise Rejected
        return {UNIT: NOTHING}

    connector = Acting(hates_other)
    found = await runner(connector).ask(call(UNIT, OTHER))
    assert found[UNIT].outcome == NOTHING
    assert failure(found[OTHER]) is FailureKind.REJECTED


@pytest.mark.parametrize("fault", [Unreachable(), UpstreamError(), Overloaded(retry_after=0.01)])
async def test_retriable_trouble_is_tried_again(fault: Exception) -> None:
    connector = Acting(raises(fault), answers(NOTHING))
    answer = await one(connector)
    assert (answer.outcome, answer.attempts, len(connector.calls)) == (NOTHING, 2, 2)


@pytest.mark.parametrize(
    ("fault", "declared"),
    [
        (Malformed(), {}),
        (Rejected(), {}),
        (Overloaded(retry_after=60.0), {}),
        (Unreachable(), {"idempotent": False}),
        (Unreachable(), {"limits": Limits(attempts=1)}),
    ],
)
async def test_other_trouble_is_not(fault: Exception, declared: dict[str, object]) -> None:
    connector = Acting(raises(fault), answers(NOTHING), **declared)
    answer = await one(connector)
    assert isinstance(answer.outcome, Failed)
    assert (answer.attempts, len(connector.calls)) == (1, 1)


async def test_the_attempt_budget_is_kept_and_the_last_fault_is_told() -> None:
    connector = Acting(raises(Unreachable()), raises(UpstreamError()), limits=Limits(attempts=3))
    answer = await one(connector)
    assert failure(answer) is FailureKind.UPSTREAM_ERROR
    assert (answer.attempts, len(connector.calls)) == (3, 3)


async def test_a_breaker_that_opens_between_attempts_does_not_hide_what_the_source_did() -> None:
    connector = Acting(raises(Unreachable()), limits=Limits(attempts=3, breaker_failures=2))
    answer = await one(connector)
    assert failure(answer) is FailureKind.UNREACHABLE
    assert (answer.attempts, len(connector.calls)) == (2, 2)


@pytest.mark.parametrize(("seconds", "budget"), [(0.1, 5.0), (5.0, 0.1)])
async def test_the_sooner_of_deadline_and_time_budget_cuts_a_source_off(seconds: float, budget: float) -> None:
    started = time.monotonic()
    answer = await one(Acting(sleeps(30, NOTHING), limits=Limits(time_budget_seconds=budget)), seconds=seconds)
    assert failure(answer) is FailureKind.TIMEOUT
    assert time.monotonic() - started < 1


async def test_retries_do_not_outlive_the_deadline() -> None:
    connector = Acting(raises(Unreachable()), limits=Limits(attempts=50))
    started = time.monotonic()
    assert failure(await one(connector, seconds=0.3)) is FailureKind.UNREACHABLE
    assert time.monotonic() - started < 0.6
    assert len(connector.calls) > 1


async def test_waiting_for_our_own_limit_ends_at_the_deadline_as_overload() -> None:
    connector = Acting(sleeps(0.4, NOTHING), limits=Limits(concurrency=1))
    asked = runner(connector)
    first, second = await asyncio.gather(asked.ask(call(UNIT)), asked.ask(call(OTHER, seconds=0.1)))
    assert first[UNIT].outcome == NOTHING
    assert failure(second[OTHER]) is FailureKind.OVERLOADED
    assert (second[OTHER].attempts, len(connector.calls)) == (0, 1)


async def test_calls_beyond_the_rate_wait() -> None:
    connector = Acting(answers(NOTHING), limits=Limits(concurrency=1, rate_per_second=20))
    asked = runner(connector)
    started = time.monotonic()
    for _ in range(4):
        await asked.ask(call())
    assert 0.12 < time.monotonic() - started < 1


async def test_the_breaker_opens_probes_once_and_closes() -> None:
    acts: list[Act] = [raises(UpstreamError()) for _ in range(2)]
    connector = Acting(
        *acts,
        sleeps(0.05, NOTHING),
        limits=Limits(attempts=1, breaker_failures=2, breaker_rest_seconds=0.1),
    )
    asked = runner(connector)
    for _ in range(2):
        assert failure((await asked.ask(call()))[UNIT]) is FailureKind.UPSTREAM_ERROR
    refused = (await asked.ask(call()))[UNIT]
    assert failure(refused) is FailureKind.BREAKER_OPEN
    assert (refused.attempts, len(connector.calls)) == (0, 2)
    await asyncio.sleep(0.12)
    probe, other = await asyncio.gather(asked.ask(call()), asked.ask(call()))
    assert probe[UNIT].outcome == NOTHING
    assert failure(other[UNIT]) is FailureKind.BREAKER_OPEN
    assert (await asked.ask(call()))[UNIT].outcome == NOTHING


@pytest.mark.parametrize(("patience", "expected"), [(0.01, FailureKind.BREAKER_OPEN), (1.0, FailureKind.TIMEOUT)])
async def test_an_impatient_asker_does_not_open_the_breaker(patience: float, expected: FailureKind) -> None:
    limits = Limits(attempts=1, breaker_failures=1, breaker_patience_seconds=patience)
    asked = runner(Acting(sleeps(30, NOTHING), limits=limits))
    await asked.ask(call(seconds=0.05))
    assert failure((await asked.ask(call(seconds=0.05)))[UNIT]) is expected


async def test_a_cancelled_probe_leaves_room_for_the_next() -> None:
    limits = Limits(attempts=1, breaker_failures=1, breaker_rest_seconds=0.01)
    asked = runner(Acting(raises(UpstreamError()), sleeps(30, NOTHING), answers(NOTHING), limits=limits))
    await asked.ask(call())
    await asyncio.sleep(0.02)
    probe = asyncio.create_task(asked.ask(call()))
    await asyncio.sleep(0.02)
    probe.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probe
    assert (await asked.ask(call()))[UNIT].outcome == NOTHING


async def test_a_defect_is_contained_and_logged_without_values(caplog: pytest.LogCaptureFixture) -> None:
    secret = f"{PERSON.value} sandbox-registry"
    with caplog.at_level(logging.DEBUG):
        answer = await one(Acting(raises(KeyError(secret))))
    assert failure(answer) is FailureKind.INTERNAL
    assert "req-1" in caplog.text
    assert "KeyError" in caplog.text
    assert PERSON.value not in caplog.text + repr(answer)
    assert "sandbox-registry" not in caplog.text + repr(answer)


async def test_an_outcome_that_is_none_of_the_five_is_a_defect() -> None:
    connector = Acting(answers("nothing"))  # type: ignore[arg-type]  # an untyped author's mistake
    assert failure(await one(connector)) is FailureKind.INTERNAL


async def test_nothing_is_logged_for_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await one(Acting(answers(NOTHING)))
    assert caplog.records == []


async def test_a_row_delivered_twice_counts_once() -> None:
    row = evaluation(UNIT)
    found = (await runner(Acting(answers(Found(records=(row, row))))).ask(call(UNIT)))[UNIT].outcome
    assert found == Found(records=(row,))


async def test_two_different_rows_under_one_key_are_not_believed() -> None:
    rows = (evaluation(UNIT), revised(evaluation(UNIT), grade="D"))
    answer = (await runner(Acting(answers(Found(records=rows)))).ask(call(UNIT)))[UNIT]
    assert failure(answer) is FailureKind.CONTRACT_BROKEN


@pytest.mark.parametrize("value", ["../admin", "9199************00", "", "91990100tc21ly007j", "9" * 19])
async def test_a_masked_or_malformed_key_is_never_sent(value: str) -> None:
    connector = Acting(answers(NOTHING))
    key = Identifier(scheme=Scheme.CREDIT_CODE, value=value)
    assert isinstance((await runner(connector).ask(call(key)))[key].outcome, Failed)
    assert connector.calls == []
