from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import pytest

from gateway.rights.entries import RightsFault, RightsKind, Standing
from gateway.rights.tail import RightsTail
from gateway.store.engine import Store
from gateway.store.errors import Overtaken
from gateway.store.reader import StoreReader
from gateway.store.rights_log import append, read_after
from schema.repairs import RepairEvidence
from tests.receipts.making import sealed
from tests.store.making import committing, enter, objection, soon, submission

APPENDS = """
import sys
from gateway.store.engine import Mode, open_store
from tests.store.making import enter, objection
store = open_store(sys.argv[1], Mode.APPEND)
enter(store, objection(sys.argv[2]))
store.close()
"""


def append_elsewhere(url: str, record_id: str) -> None:
    subprocess.run([sys.executable, "-c", APPENDS, url, record_id], check=True, timeout=30)


def test_entries_are_numbered_and_read_back_as_entered(store: Store) -> None:
    repaired = replace(
        objection(),
        kind=RightsKind.REPAIRED,
        effective_on=date(2026, 11, 6),
        document="样例〔2026〕1号",
        evidence=(RepairEvidence.CORRECTION, RepairEvidence.TRAINING),
    )
    with_evidence = replace(objection(), new_evidence=True)
    entered = [enter(store, change) for change in (objection(), repaired, with_evidence)]
    assert [entry.seq for entry in entered] == [1, 2, 3]
    with store.reading() as connection:
        assert read_after(connection, 0) == entered
        assert read_after(connection, 2) == entered[2:]
        assert read_after(connection, 3) == []


def test_a_refused_entry_leaves_no_trace_and_no_gap(store: Store) -> None:
    withdrawal = replace(objection(), kind=RightsKind.WITHDRAWN, effective_on=date(2026, 11, 6))
    with pytest.raises(RightsFault), store.writing() as connection:
        append(connection, withdrawal, frozenset({Standing.PROVIDER}))
    assert enter(store, objection()).seq == 1


async def test_what_another_process_enters_is_seen_within_a_second(store: Store, url: str) -> None:
    reader = StoreReader(store)
    tail = RightsTail(reader.rights_after, clock=time.monotonic)
    await tail.start()
    await asyncio.to_thread(append_elsewhere, url, "r7")
    await asyncio.sleep(0.9)
    assert tail.state().of("r7").under_verification
    await tail.aclose()
    reader.close()


@pytest.mark.go("GO-22-c")
async def test_a_commit_sees_what_another_process_entered_before_any_tail_does(store: Store, url: str) -> None:
    async with committing(store) as committer:
        await committer.submit(submission(sealed()), soon())
        await asyncio.to_thread(append_elsewhere, url, "r7")
        with pytest.raises(Overtaken) as overtaken:
            await committer.submit(submission(sealed(), watch=frozenset({"r7"})), soon())
    assert overtaken.value.entries[-1].record_id == "r7"


async def test_an_unreadable_store_is_raised_to_the_reader(store: Store) -> None:
    reader = StoreReader(store)
    with pytest.raises(ZeroDivisionError):
        await reader.call(lambda _: 1 // 0)
    assert await reader.rights_after(0) == []
    reader.close()
