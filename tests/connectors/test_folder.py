"""Drop folders: read again only when they changed, and believed only when whole."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from pathlib import Path

import pytest

from connectors.agencies.models.drop import COLUMNS, load_drop
from connectors.core.faults import ContractBroken, Fault, Malformed, TooLarge, Truncated, Unreachable
from connectors.exchange.folder import WatchedFolder
from schema.identifiers import Scheme
from tests.connectors.acting import UNIT

HEAD = ",".join(COLUMNS)
ROW = f"H-1,样例,{UNIT.value},x,信用分级分类监管,2025,号,2025-05-20,厅,,模范,2030-01-01,1,"


def put(folder: Path, *, rows: int = 1, body: str | None = None, digest: str | None = None, head: str = "") -> None:
    content = (body if body is not None else f"{HEAD}\r\n{ROW}\r\n").encode("gb18030")
    digest = digest or hashlib.sha256(content).hexdigest()
    (folder / "frHon_20261122.csv").write_bytes(content)
    line = f"frHon_20261122.csv,{rows},{digest},2026-11-22 22:00:00"
    (folder / "MANIFEST.csv").write_text(f"{head or 'file,rows,sha256,generated'}\r\n{line}\r\n", encoding="utf-8")


def test_a_whole_drop(tmp_path: Path) -> None:
    put(tmp_path)
    drop = load_drop(tmp_path, limit=10_000)
    assert [row["NAME"] for row in drop.rows[UNIT]] == ["样例"]
    assert drop.schemes == {Scheme.CREDIT_CODE}
    assert drop.generated.isoformat() == "2026-11-22T14:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"rows": 2}, Truncated),
        ({"rows": 0}, Malformed),
        ({"digest": "0" * 64}, Malformed),
        ({"body": "junk"}, Malformed),
        ({"body": f"{HEAD}\r\nH-1,too,short\r\n"}, Malformed),
        ({"body": f"{HEAD}\r\n{ROW},too,long\r\n"}, Malformed),
        ({"body": f'{HEAD}\r\n"never closed'}, Malformed),
        ({"head": "a,b"}, Malformed),
        ({"head": "file,rows,sha256,generated\r\n../secret.csv,1,0,2026-11-22 22:00:00"}, ContractBroken),
        ({"head": "file,rows,sha256,generated\r\nfrHon_20261122.csv,x,0,2026-11-22 22:00:00"}, ContractBroken),
    ],
)
def test_drops_that_are_not_believed(tmp_path: Path, change: dict[str, object], fault: type[Fault]) -> None:
    put(tmp_path, **change)  # type: ignore[arg-type]  # one of the keywords
    with pytest.raises(fault):
        load_drop(tmp_path, limit=10_000)


def test_a_file_that_is_missing_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        load_drop(tmp_path, limit=10_000)
    put(tmp_path)
    with pytest.raises(TooLarge):
        load_drop(tmp_path, limit=50)
    (tmp_path / "frHon_20261122.csv").unlink()
    with pytest.raises(Unreachable):
        load_drop(tmp_path, limit=10_000)


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
