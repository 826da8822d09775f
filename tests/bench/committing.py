"""What an access entry costs until it is on disk, beside a bare SQLite insert that is as durable."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from pathlib import Path

from gateway.store.engine import Mode, open_store
from tests.bench.store_cost import committer, submission
from tests.bench.timing import Line, compared


async def measure(group: int) -> Line:
    """Compare for so many answers at once: the bare way is one transaction an answer."""
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT)")
        store = open_store(f"sqlite:///{Path(folder) / 'store.db'}", Mode.SERVE)
        commits = committer(store)

        async def insert() -> None:
            for _ in range(group):
                bare.execute("INSERT INTO entry (text) VALUES (?)", ("x" * 200,))

        async def commit() -> None:
            await asyncio.gather(*(commits.submit(submission(None), loop.time() + 5) for _ in range(group)))

        cheap, ours = await compared(insert, commit, rounds=60)
        await commits.aclose()
        store.close()
        bare.close()
    return Line(f"make {group} access entr{'y' if group == 1 else 'ies'} durable", "bare SQLite", cheap, "store", ours)
