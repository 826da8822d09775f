"""Drop folders: read in a thread, and again only when they changed."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest

from connectors.core.faults import Malformed, Unreachable
from connectors.exchange.folder import WatchedFolder


async def test_a_folder_is_read_in_a_thread_and_only_when_it_changed(tmp_path: Path) -> None:
    threads: list[int] = []

    def load(folder: Path) -> str:
        threads.append(threading.get_ident())
        return (folder / "a").read_text(encoding="utf-8")

    (tmp_path / "a").write_text("one", encoding="utf-8")
    watched = WatchedFolder(tmp_path, load)
    assert await asyncio.gather(*(watched.current() for _ in range(5))) == ["one"] * 5
    assert await watched.current() == "one"
    (tmp_path / "b").write_text("two", encoding="utf-8")
    (tmp_path / "b").replace(tmp_path / "a")
    assert await watched.current() == "two"
    assert len(threads) == 2
    assert threading.get_ident() not in threads
    await watched.close()


async def test_a_load_outlives_who_asked_for_it_and_a_failed_one_is_told_to_all(tmp_path: Path) -> None:
    def load(folder: Path) -> str:
        time.sleep(0.1)
        raise Malformed

    watched = WatchedFolder(tmp_path, load)
    first = asyncio.create_task(watched.current())
    await asyncio.sleep(0.02)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    for _ in range(2):
        with pytest.raises(Malformed):
            await watched.current()
    await watched.close()


async def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        await WatchedFolder(tmp_path / "none", str).current()
