"""On PostgreSQL several processes count one log while others write to it, and everything is counted once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from gateway.store.engine import Mode, open_store
from gateway.store.errors import StoreError
from tests.accounting.making import Step, at, awaited, count, counted, feedback, ids, write

DONE = Step(day=5, kind="APPLIED", by="tax")


@pytest.mark.go("GO-23-a", "GO-23-c")
def test_two_processes_count_what_two_others_write(postgresql: str) -> None:
    histories = ids(feedback(awaited(), DONE) for _ in range(24))
    names = sorted(histories)

    def writing(part: list[str]) -> None:
        store = open_store(postgresql, Mode.SERVE)
        for name in part:
            write(store, {name: histories[name]})
        store.close()

    def counting(_: int) -> None:
        store = open_store(postgresql, Mode.SERVE)
        for _ in range(8):
            with suppress(StoreError):  # another holds it for too long; it counts
                count(store, at(31), 3)
        store.close()

    open_store(postgresql, Mode.SERVE).close()
    with ThreadPoolExecutor(4) as threads:
        work = [threads.submit(writing, names[half::2]) for half in range(2)]
        work += [threads.submit(counting, number) for number in range(2)]
        for each in work:
            each.result()
    store = open_store(postgresql, Mode.SERVE)
    count(store, at(31))
    assert sum(counted(store).values()) == len(histories)
    store.close()
