"""Stage 10: durable before the answer leaves, and made again where the rights log moved on meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date

import pytest

from gateway.rights.entries import RightsEntry, RightsKind
from gateway.rights.state import RightsState
from gateway.rights.tail import RightsTail
from gateway.stages.record import MOST_ROUNDS, record
from gateway.store.committer import GroupCommitter
from gateway.store.errors import NotDurable, Overtaken
from gateway.store.groups import Outcome
from gateway.store.submission import AccessEntry, Committed, Submission
from schema.errors import ErrorCode, Refusal
from tests.joining.invented import NOW


class Disk:
    """Writes of a committer: an outcome for every submission, by the position it was made at."""

    def __init__(self, outcome: Callable[[Submission], Outcome]) -> None:
        self.written: list[Submission] = []
        self._outcome = outcome

    def write(self, group: list[Submission]) -> list[Outcome]:
        """Answer a group."""
        self.written += group
        return [self._outcome(item) for item in group]

    def prepare(self) -> None:
        """Need nothing."""

    def close(self) -> None:
        """Hold nothing."""


def entry(seq: int) -> RightsEntry:
    return RightsEntry(
        seq=seq,
        at=NOW,
        kind=RightsKind.REPAIRED,
        record_id="decision:1",
        subject_ref="CREDIT_CODE:x",
        by="ecology",
        effective_on=date(2026, 11, 1),
    )


@asynccontextmanager
async def committer(disk: Disk) -> AsyncIterator[GroupCommitter]:
    made = GroupCommitter(disk)
    try:
        yield made
    finally:
        await made.aclose()


async def tail(*, leased: bool = True) -> RightsTail:
    async def read(_: int) -> Sequence[RightsEntry]:
        return ()

    made = RightsTail(read, clock=lambda: 0.0)
    if leased:
        await made.refresh()
    return made


def answer(state: RightsState) -> tuple[RightsState, Submission]:
    access = AccessEntry(at=NOW, operation="check", agency="tax", client="c", subject_ref="CREDIT_CODE:x")
    return state, Submission(access=access, position=state.position, watch=frozenset({"decision:1"}))


def soon(seconds: float = 1.0) -> float:
    return asyncio.get_running_loop().time() + seconds


async def test_an_answer_is_given_with_what_was_committed() -> None:
    disk = Disk(lambda _: Committed())
    async with committer(disk) as made:
        given, committed = await record(answer, rights=await tail(), committer=made, deadline=soon())
    assert (given.position, committed) == (0, Committed())
    assert len(disk.written) == 1


@pytest.mark.go("GO-22-c")
async def test_an_answer_overtaken_by_the_rights_log_is_made_again_from_the_newer_state() -> None:
    disk = Disk(lambda item: Committed() if item.position == 2 else Overtaken([entry(item.position + 1)]))
    async with committer(disk) as made:
        given, _ = await record(answer, rights=await tail(), committer=made, deadline=soon())
    assert given.position == 2
    assert given.of("decision:1").repaired_on == date(2026, 11, 1)
    assert [item.position for item in disk.written] == [0, 1, 2]


async def test_an_answer_overtaken_again_and_again_is_given_up() -> None:
    disk = Disk(lambda item: Overtaken([entry(item.position + 1)]))
    async with committer(disk) as made:
        with pytest.raises(Refusal) as refused:
            await record(answer, rights=await tail(), committer=made, deadline=soon())
    assert refused.value.code is ErrorCode.RECEIPT_UNAVAILABLE
    assert len(disk.written) == MOST_ROUNDS


async def test_without_a_lease_there_is_no_guidance_and_nothing_is_written() -> None:
    disk = Disk(lambda _: Committed())
    async with committer(disk) as made:
        with pytest.raises(Refusal) as refused:
            await record(answer, rights=await tail(leased=False), committer=made, deadline=soon())
    assert refused.value.code is ErrorCode.RIGHTS_UNAVAILABLE
    assert disk.written == []


async def test_a_failing_disk_is_a_refusal_that_says_nothing_of_its_cause() -> None:
    async with committer(Disk(lambda _: NotDurable("/secret/place is full"))) as made:
        with pytest.raises(Refusal) as refused:
            await record(answer, rights=await tail(), committer=made, deadline=soon())
    assert refused.value.code is ErrorCode.RECEIPT_UNAVAILABLE
    assert "secret" not in f"{refused.value} {refused.value.extensions()}"


async def test_a_late_disk_is_a_refusal_soon_after_the_deadline() -> None:
    def late(_: Submission) -> Outcome:
        time.sleep(0.4)
        return Committed()

    async with committer(Disk(late)) as made:
        started = asyncio.get_running_loop().time()
        with pytest.raises(Refusal) as refused:
            await record(answer, rights=await tail(), committer=made, deadline=soon(0.05))
        took = asyncio.get_running_loop().time() - started
    assert refused.value.code is ErrorCode.RECEIPT_UNAVAILABLE
    assert took < 0.2


async def test_a_defect_of_the_rules_is_not_hidden_as_a_refusal() -> None:
    def defective(_: RightsState) -> tuple[RightsState, Submission]:
        raise ZeroDivisionError

    async with committer(Disk(lambda _: Committed())) as made:
        with pytest.raises(ZeroDivisionError):
            await record(defective, rights=await tail(), committer=made, deadline=soon())
