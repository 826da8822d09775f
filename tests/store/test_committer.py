from __future__ import annotations

import asyncio
import threading

import pytest
from sqlalchemy import func, select

from gateway.receipts.verify import verify
from gateway.store.accesses import accesses_of
from gateway.store.audit import audit
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Store
from gateway.store.errors import NotDurable, Overtaken
from gateway.store.groups import Outcome
from gateway.store.receipts import export_heads, find_receipt
from gateway.store.submission import Committed, Submission
from gateway.store.tables import receipt
from tests.receipts.making import KEYS, sealed
from tests.store.making import REF, VAULT, committing, enter, objection, soon, submission, writer_of


class Gate:
    """Stands in for the disk: each group waits until it is let through."""

    def __init__(self) -> None:
        self.groups: list[list[Submission]] = []
        self.begun = threading.Semaphore(0)
        self.open = threading.Semaphore(0)

    def write(self, group: list[Submission]) -> list[Outcome]:
        self.groups.append(group)
        self.begun.release()
        assert self.open.acquire(timeout=10)
        return [Committed() for _ in group]

    def prepare(self) -> None:
        return None

    def close(self) -> None:
        return None


async def started(gate: Gate) -> None:
    assert await asyncio.to_thread(gate.begun.acquire, timeout=5)


async def test_a_committed_receipt_is_in_the_store_and_verifies(store: Store) -> None:
    made = sealed()
    async with committing(store) as committer:
        committed = await committer.submit(submission(made), soon())
    assert committed.receipt is not None
    document = committed.receipt.document()
    verdict = verify(document, KEYS, expect_case=made.case_number)
    assert verdict.ok
    assert verdict.receipt is not None
    assert verdict.receipt.opened["answer"]["officers"][0] == "样例人甲"
    with store.reading() as connection:
        found = find_receipt(connection, made.id, VAULT)
        assert found == committed.receipt
        assert found.document() == document
        assert find_receipt(connection, "none", VAULT) is None


async def test_answers_of_one_turn_share_a_group_and_the_next_waits_for_the_commit() -> None:
    gate = Gate()
    committer = GroupCommitter(gate)
    first = [asyncio.create_task(committer.submit(submission(), soon())) for _ in range(3)]
    await started(gate)
    second = [asyncio.create_task(committer.submit(submission(), soon())) for _ in range(5)]
    await asyncio.sleep(0.02)
    assert [len(group) for group in gate.groups] == [3]
    assert not any(task.done() for task in first)
    gate.open.release(2)
    await asyncio.gather(*first, *second)
    assert [len(group) for group in gate.groups] == [3, 5]
    await committer.aclose()


async def test_a_group_has_a_largest_size() -> None:
    gate = Gate()
    gate.open.release(10)
    committer = GroupCommitter(gate, largest=4)
    await asyncio.gather(*(committer.submit(submission(), soon()) for _ in range(10)))
    assert [len(group) for group in gate.groups] == [4, 4, 2]
    await committer.aclose()


async def test_one_group_is_one_tree_under_one_signature(store: Store) -> None:
    made = [sealed() for _ in range(5)]
    async with committing(store) as committer:
        committed = await asyncio.gather(*(committer.submit(submission(item), soon()) for item in made))
    receipts = [item.receipt for item in committed]
    assert len({item.head for item in receipts if item is not None}) == 1
    assert all(item is not None and verify(item.document(), KEYS).ok for item in receipts)


async def test_an_access_entry_alone_needs_no_head_and_travels_with_receipts(store: Store) -> None:
    async with committing(store) as committer:
        assert (await committer.submit(submission(), soon())).receipt is None
        with store.reading() as connection:
            assert list(export_heads(connection)) == []
        made = sealed()
        await asyncio.gather(committer.submit(submission(made), soon()), committer.submit(submission(), soon()))
    with store.reading() as connection:
        assert len(list(export_heads(connection, writer_of(store)))) == 1
        entries = accesses_of(connection, [REF]).rows
    assert [(entry["operation"], entry["receipt_id"]) for entry in entries] == [
        ("subject", None),
        ("check", made.id),
        ("subject", None),
    ]


async def test_the_chain_goes_on_across_committers(store: Store) -> None:
    for _ in range(3):
        async with committing(store) as committer:
            for _ in range(2):
                await committer.submit(submission(sealed()), soon())
    with store.reading() as connection:
        assert len(list(export_heads(connection))) == 6
        assert audit(connection, KEYS) == ()


async def test_cancelling_one_waiter_leaves_the_others(store: Store) -> None:
    gate = Gate()
    committer = GroupCommitter(gate)
    tasks = [asyncio.create_task(committer.submit(submission(), soon())) for _ in range(3)]
    await started(gate)
    waiting = [asyncio.create_task(committer.submit(submission(), soon())) for _ in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    waiting[1].cancel()
    gate.open.release(2)
    results = await asyncio.gather(*tasks, *waiting, return_exceptions=True)
    assert [isinstance(result, Committed) for result in results] == [True, False, True, True, False, True]
    assert [len(group) for group in gate.groups] == [3, 2]
    await committer.aclose()


async def test_what_is_not_durable_by_its_deadline_fails_alone_and_is_not_written_later() -> None:
    gate = Gate()
    committer = GroupCommitter(gate)
    in_flight = asyncio.create_task(committer.submit(submission(), soon(0.05)))
    await started(gate)
    queued = asyncio.create_task(committer.submit(submission(), soon(0.05)))
    patient = asyncio.create_task(committer.submit(submission(), soon()))
    for task in (in_flight, queued):
        with pytest.raises(NotDurable, match="deadline"):
            await asyncio.wait_for(task, 5)
    gate.open.release(2)
    assert await patient == Committed()
    assert [len(group) for group in gate.groups] == [1, 1]
    await committer.aclose()


async def test_too_many_waiting_are_turned_away_at_once() -> None:
    gate = Gate()
    committer = GroupCommitter(gate, largest=1, most_waiting=2)
    tasks = [asyncio.create_task(committer.submit(submission(), soon())) for _ in range(1)]
    await started(gate)
    tasks += [asyncio.create_task(committer.submit(submission(), soon())) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(NotDurable, match="too many"):
        await committer.submit(submission(), soon())
    gate.open.release(3)
    await asyncio.gather(*tasks)
    await committer.aclose()


async def test_closing_finishes_what_waits_and_takes_no_more(store: Store) -> None:
    async with committing(store) as committer:
        tasks = [asyncio.create_task(committer.submit(submission(sealed()), soon())) for _ in range(3)]
        await asyncio.sleep(0)
    assert all(isinstance(item, Committed) for item in await asyncio.gather(*tasks))
    with pytest.raises(NotDurable, match="closing"):
        await committer.submit(submission(), soon())


async def test_one_bad_entry_does_not_fail_its_group(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    made = sealed()
    async with committing(store) as committer:
        results = await asyncio.gather(
            *(committer.submit(submission(item), soon()) for item in (sealed(), made, made, sealed())),
            return_exceptions=True,
        )
    assert [isinstance(result, Committed) for result in results] == [True, True, False, True]
    assert isinstance(results[2], NotDurable)
    assert "could not be written" in caplog.text
    with store.reading() as connection:
        assert audit(connection, KEYS) == ()


@pytest.mark.go("GO-22-c")
@pytest.mark.parametrize("watched", ["r1", "s1"])
async def test_a_check_overtaken_by_an_objection_is_not_committed(store: Store, watched: str) -> None:
    made, other = sealed(), sealed()
    entered = enter(store, objection("r1", "s1"))
    async with committing(store) as committer:
        results = await asyncio.gather(
            committer.submit(submission(made, watch=frozenset({watched})), soon()),
            committer.submit(submission(other, watch=frozenset({"r2"})), soon()),
            return_exceptions=True,
        )
        assert isinstance(results[0], Overtaken)
        assert results[0].entries == (entered,)
        assert isinstance(results[1], Committed)
        again = submission(made, watch=frozenset({watched}), position=results[0].entries[-1].seq)
        assert (await committer.submit(again, soon())).receipt is not None
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(receipt)).scalar() == 2
        assert len(accesses_of(connection, [REF]).rows) == 2
        assert audit(connection, KEYS) == ()


async def test_a_group_that_is_overtaken_altogether_writes_nothing(store: Store) -> None:
    enter(store, objection("r1"))
    enter(store, objection("r9", "s9"))
    async with committing(store) as committer:
        with pytest.raises(Overtaken) as overtaken:
            await committer.submit(submission(sealed(), watch=frozenset({"r1"})), soon())
    assert [entry.seq for entry in overtaken.value.entries] == [1, 2]
    with store.reading() as connection:
        assert list(export_heads(connection)) == []
        assert accesses_of(connection, [REF]).rows == []
