"""The store on PostgreSQL: a chain for each process, changes between groups, and nothing two processes undo."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from itertools import permutations
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.exc import DBAPIError

from gateway.receipts.body import Evidence
from gateway.receipts.personal import Personal
from gateway.receipts.verify import verify
from gateway.rights.entries import Standing
from gateway.state import StateFolder
from gateway.statistics.groups import AnswerGroup
from gateway.store.audit import audit
from gateway.store.changer import StoreChanger
from gateway.store.committer import GroupCommitter
from gateway.store.counts import answers_in
from gateway.store.engine import Mode, Store, open_store
from gateway.store.erasure import erase
from gateway.store.errors import NotDurable, Overtaken, StoreError, StoreFault
from gateway.store.migrations.running import settings
from gateway.store.receipts import export_heads, find_evidence, find_receipt
from gateway.store.rights_log import append, read_after
from gateway.store.submission import Committed
from gateway.store.tables import receipt_group, store_info, subject_key
from gateway.store.versions import VERSION
from tests.receipts.making import KEYS, PERSON, UNIT, sealed
from tests.store.making import REF, VAULT, committing, enter, objection, order, soon, submission, writer_of

CANARY = "canary-4711"


@pytest.fixture
def stores(postgresql: str) -> Iterator[tuple[Store, Store]]:
    """One store, as two serving processes open it."""
    opened = open_store(postgresql, Mode.SERVE), open_store(postgresql, Mode.SERVE)
    yield opened
    for each in opened:
        each.close()


@pytest.fixture
async def committers(stores: tuple[Store, Store]) -> AsyncIterator[tuple[GroupCommitter, GroupCommitter]]:
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(committing(store)) for store in stores]
        yield one, other


def chains(store: Store) -> dict[str, int]:
    """Give how many groups each chain has."""
    counted = select(receipt_group.c.writer, func.count()).group_by(receipt_group.c.writer)
    with store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(counted)}


def end_sessions(store: Store) -> None:
    """Let the server throw everybody else out."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with store.engine.connect() as connection:
        connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))


def shown(connection: Connection, *names: str) -> list[str]:
    """Give settings as a session has them."""
    return [connection.execute(text(f"SHOW {name}")).scalar_one() for name in names]


def fault(url: str, mode: Mode = Mode.SERVE) -> StoreError:
    with pytest.raises(StoreError) as refused:
        open_store(url, mode)
    return refused.value


async def test_each_process_commits_on_a_chain_of_its_own_and_the_next_ones_go_on(stores: tuple[Store, Store]) -> None:
    for _ in range(2):
        async with committing(stores[0]) as one, committing(stores[1]) as other:
            for committer in (one, other, one):
                committed = await committer.submit(submission(sealed()), soon())
                assert committed.receipt is not None
                assert verify(committed.receipt.document(), KEYS).ok
    assert sorted(chains(stores[0]).values()) == [2, 4]
    with stores[1].reading() as connection:
        assert audit(connection, KEYS, exported=list(export_heads(connection))) == ()


async def test_a_lost_connection_fails_its_group_and_the_chain_goes_on(
    stores: tuple[Store, Store], committers: tuple[GroupCommitter, GroupCommitter]
) -> None:
    one, other = committers
    for committer in committers:
        await committer.submit(submission(sealed()), soon())
    before = chains(stores[0])
    end_sessions(stores[0])
    for committer in committers:
        with pytest.raises(NotDurable):
            await committer.submit(submission(sealed()), soon())
    for committer in (other, one):
        assert isinstance(await committer.submit(submission(sealed()), soon()), Committed)
    assert chains(stores[0]) == dict.fromkeys(before, 2)
    with stores[0].reading() as connection:
        assert audit(connection, KEYS) == ()


def test_a_chain_a_lost_session_still_holds_is_left_alone(stores: tuple[Store, Store]) -> None:
    lost = stores[0].chain()
    again = stores[0].chain(lost.writer)
    assert again.writer != lost.writer
    lost.close()
    taken = stores[1].chain(lost.writer)
    assert taken.writer == lost.writer
    taken.close()
    again.close()


async def test_a_group_waits_for_a_change_that_has_begun_and_is_overtaken_by_it(
    stores: tuple[Store, Store], committers: tuple[GroupCommitter, GroupCommitter]
) -> None:
    made = sealed()
    with stores[1].writing() as connection:
        entered = append(connection, objection("r1"), frozenset({Standing.ISSUER}))
        waiting = asyncio.create_task(committers[0].submit(submission(made, watch=frozenset({"r1"})), soon()))
        await asyncio.to_thread(until_somebody_waits, stores[1])
        assert not waiting.done()
    with pytest.raises(Overtaken) as overtaken:
        await waiting
    assert overtaken.value.entries == (entered,)
    again = submission(made, watch=frozenset({"r1"}), position=entered.seq)
    assert (await committers[0].submit(again, soon())).receipt is not None


def until_somebody_waits(store: Store) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with store.engine.connect() as connection:
        while not connection.execute(waiting).scalar_one():
            pass


async def test_a_change_waits_for_a_group_and_no_longer_than_told(stores: tuple[Store, Store]) -> None:
    chain = stores[0].chain()
    chain.begin()
    changer = StoreChanger(stores[1])
    with pytest.raises(StoreError) as busy:
        await changer.call(lambda connection: append(connection, objection(), frozenset({Standing.ISSUER})))
    assert busy.value.code is StoreFault.STORE_BUSY
    chain.commit()
    entered = await changer.call(lambda connection: append(connection, objection(), frozenset({Standing.ISSUER})))
    with stores[0].reading() as connection:
        assert read_after(connection, 0) == [entered]
    changer.close()
    chain.close()


async def test_two_writers_of_one_person_share_a_key_and_never_lock_each_other_out(
    stores: tuple[Store, Store], committers: tuple[GroupCommitter, GroupCommitter]
) -> None:
    """Groups of both name the same new persons, evidence and counts, each in another order."""
    ids = []
    for number in range(12):
        refs = [f"PERSON:{number}-{letter}" for letter in "abc"]
        pieces = [Evidence(source=ref, media_type="text/plain", content=ref.encode(), of=ref) for ref in refs]
        made = [
            (sealed(UNIT, answer=[Personal("x", of=ref) for ref in each], evidence=(*pieces[::way],)), way)
            for way, each in zip((1, -1, 1, -1, 1, -1), permutations(refs), strict=True)
        ]
        counted = [AnswerGroup("2026-11", matter, "990000", "STANDARD") for matter in ("a", "b", "c")]
        await asyncio.gather(
            *(
                committers[place % 2].submit(submission(receipt, counted=counted[::way][place % 3]), soon())
                for place, (receipt, way) in enumerate(made)
            )
        )
        ids += [receipt.id for receipt, _ in made]
        with stores[number % 2].reading() as connection:
            for ref, piece in zip(refs, pieces, strict=True):
                assert find_evidence(connection, piece.digest, ref, VAULT) == piece.content
    with stores[0].reading() as connection:
        found = [find_receipt(connection, each, VAULT) for each in ids]
        assert all(receipt is not None and len(receipt.openings) >= 3 for receipt in found)
        assert sum(answers_in(connection, "2026-11").values()) == len(ids)
        assert audit(connection, KEYS) == ()


async def test_an_erasure_leaves_nothing_that_opens_and_says_the_bytes_are_the_servers(
    stores: tuple[Store, Store], committers: tuple[GroupCommitter, GroupCommitter]
) -> None:
    receipt, ref = sealed(PERSON), VAULT.subject_ref(PERSON)
    await committers[0].submit(submission(receipt, ref), soon())
    erased = erase(stores[1], order(ref))
    assert (erased.receipts, erased.key, erased.overwritten) == (1, True, False)
    with stores[0].reading() as connection:
        assert connection.execute(select(subject_key).where(subject_key.c.subject_ref == ref)).all() == []
        found = find_receipt(connection, receipt.id, VAULT)
        assert found is not None
        assert (found.openings, verify(found.document(), KEYS).ok) == ({}, True)


def test_processes_that_start_together_make_one_store(postgresql: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(lambda _: open_store(postgresql, Mode.SERVE), range(4)))
    with opened[0].reading() as connection:
        assert connection.execute(store_info.select()).one().version == VERSION
    for each in opened:
        each.close()


async def test_tables_change_only_when_nobody_serves_on_the_older_ones(
    stores: tuple[Store, Store], postgresql: str
) -> None:
    async with committing(stores[0]) as committer:
        await committer.submit(submission(), soon())
        with stores[1].engine.begin() as connection:
            command.downgrade(settings(connection), str(VERSION - 1))
        assert fault(postgresql).code is StoreFault.STORE_SERVED
        for mode in (Mode.APPEND, Mode.READ):
            assert fault(postgresql, mode).code is StoreFault.STORE_OLDER
        with pytest.raises(StoreError) as refused:
            enter(stores[1], objection())
        assert refused.value.code is StoreFault.STORE_OLDER
    with pytest.raises(StoreError, match="needs version"):
        stores[1].chain()
    open_store(postgresql, Mode.SERVE).close()
    assert enter(stores[1], objection()).seq == 1
    writer_of(stores[1])


def test_reading_makes_nothing_and_cannot_write(postgresql: str) -> None:
    missing = fault(postgresql, Mode.READ)
    assert (missing.code, "store_" in missing.message) == (StoreFault.STORE_MISSING, True)
    open_store(postgresql, Mode.APPEND).close()
    reading = open_store(postgresql, Mode.READ)
    with reading.engine.connect() as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(update(store_info), {"version": 9})
    reading.close()
    serving = open_store(postgresql, Mode.SERVE)
    with pytest.raises(StoreError), serving.reading() as connection:
        connection.execute(update(store_info), {"version": 9})
    serving.close()


def test_commits_are_durable_and_waits_end_whatever_the_server_is_set_to(postgresql: str) -> None:
    store = open_store(postgresql, Mode.APPEND)
    with store.engine.begin() as connection:
        database = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {database} SET synchronous_commit = off"))
        connection.execute(text(f"ALTER DATABASE {database} SET default_transaction_isolation = serializable"))
    store.close()
    serving = open_store(postgresql, Mode.SERVE)
    waits = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    with serving.writing() as connection:
        assert shown(connection, "synchronous_commit", "transaction_isolation") == ["on", "read committed"]
        assert shown(connection, *waits) == ["2s", "0", "5s"]
    with serving.reading() as connection:
        assert shown(connection, "transaction_isolation", *waits) == ["repeatable read", "2s", "5s", "5s"]
    serving.close()


def test_a_folder_without_its_master_key_makes_none_for_a_store_that_is_there(postgresql: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        folders = [StateFolder(tmp_path / "one", postgresql) for _ in range(2)]
        keys = list(threads.map(lambda folder: folder.master_keys()(), folders))
    assert keys[0] == keys[1]
    open_store(postgresql, Mode.SERVE).close()
    other = StateFolder(tmp_path / "other", postgresql)
    with pytest.raises(StoreError, match="restore it from a backup") as refused:
        other.vault()
    assert refused.value.code is StoreFault.MASTER_KEY
    assert not other.path.exists()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (f"postgresql://tally:{CANARY}@127.0.0.1:1/store", StoreFault.STORE_UNREADABLE),
        (f"postgresql://tally:{CANARY}@127.0.0.1:{CANARY}@x/store", StoreFault.STORE_UNSUPPORTED),
        (f"postgresql://tally@127.0.0.1/store?password={CANARY}", StoreFault.STORE_UNSUPPORTED),
        (f"postgresql://tally@127.0.0.1/store?options={CANARY}", StoreFault.STORE_UNSUPPORTED),
    ],
)
def test_no_error_tells_a_password(url: str, code: StoreFault, caplog: pytest.LogCaptureFixture) -> None:
    for mode in Mode:
        refused = fault(url, mode)
        assert refused.code is code
        told: BaseException | None = refused
        while told is not None:
            assert CANARY not in f"{told!r} {told}"
            told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    assert CANARY not in f"{StateFolder(Path('x'), url)!r} {caplog.text}"


def test_the_subject_of_receipts_is_found_by_either_process(stores: tuple[Store, Store]) -> None:
    assert enter(stores[0], objection("r1", REF)).seq == 1
    assert enter(stores[1], objection("r2", REF)).seq == 2
    for store in stores:
        with store.reading() as connection:
            assert [entry.record_id for entry in read_after(connection, 0)] == ["r1", "r2"]


def test_a_connection_given_back_after_its_store_was_closed_is_closed_quietly(postgresql: str) -> None:
    store = open_store(postgresql, Mode.SERVE)
    with store.reading():
        store.close()
    gc.collect()  # a connection that is still open then would warn, and warnings are errors
