"""Faults of the court's database and of the models' drop folder, seen by readers old and new."""

import csv
import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from connectors.sandbox import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


COUNT = "SELECT COUNT(*) FROM sxbzxr_unit"


def court_file(town: Town) -> Path:
    return Path(str(town.sources["court"].url).removeprefix("sqlite:///"))


def folder(town: Town) -> Path:
    return Path(str(town.sources["models"].path))


@pytest.fixture
def reader(town: Town) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(court_file(town), timeout=0.1)) as connection:
        assert connection.execute(COUNT).fetchone()[0] > 0
        yield connection


async def test_court_down_fails_open_and_new_connections(town: Town, reader: sqlite3.Connection) -> None:
    rows = reader.execute(COUNT).fetchone()
    await town.fault("court", "down")
    with pytest.raises(sqlite3.Error):
        reader.execute(COUNT)
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(court_file(town))
    await town.fault("court", "off")
    assert reader.execute(COUNT).fetchone() == rows


async def test_court_hang_blocks_readers(town: Town, reader: sqlite3.Connection) -> None:
    await town.fault("court", "hang")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        reader.execute(COUNT)
    await town.fault("court", "off")
    assert reader.execute(COUNT).fetchone()[0] > 0


@pytest.mark.parametrize("mode", ["garbage", "error"])
async def test_court_file_is_broken_and_mended(town: Town, reader: sqlite3.Connection, mode: str) -> None:
    sound = court_file(town).read_bytes()
    await town.fault("court", mode)
    with pytest.raises(sqlite3.DatabaseError, match="no such table" if mode == "error" else "not a database"):
        reader.execute(COUNT)
    await town.fault("court", "off")
    assert court_file(town).read_bytes() == sound
    assert reader.execute(COUNT).fetchone()[0] > 0


async def test_court_truncated_has_fewer_rows_than_the_control_row(town: Town, reader: sqlite3.Connection) -> None:
    await town.fault("court", "truncated")
    (promised,) = reader.execute("SELECT row_count FROM exchange_control WHERE table_name = 'sxbzxr_unit'").fetchone()
    assert promised > reader.execute(COUNT).fetchone()[0]


async def test_court_goes_from_fault_to_fault(town: Town, reader: sqlite3.Connection) -> None:
    for mode in ("hang", "down", "garbage", "error", "truncated", "hang", "off"):
        await town.fault("court", mode)
    assert reader.execute(COUNT).fetchone()[0] > 0


async def test_a_town_starts_over_what_a_killed_one_left(tmp_path: Path) -> None:
    for name in ("court", "court.away", "models", "models.away"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "left.csv").write_text("junk")
    async with Town.running(tmp_path, day=date(2026, 11, 23)) as town:
        for source in ("court", "models"):
            await town.fault(source, "down")
            await town.fault(source, "off")
        with closing(sqlite3.connect(court_file(town))) as connection:
            assert connection.execute(COUNT).fetchone()[0] > 0
        assert not (folder(town) / "left.csv").exists()


async def test_models_down_has_no_folder(town: Town) -> None:
    await town.fault("models", "down")
    assert not folder(town).exists()
    await town.fault("models", "off")
    assert (folder(town) / "MANIFEST.csv").exists()


async def test_models_hang_is_a_stale_manifest(town: Town) -> None:
    await town.fault("models", "hang")
    assert {line["generated"] for line in _manifest(town)} == {"2026-10-13 22:00:00"}
    await town.fault("models", "off")
    assert {line["generated"] for line in _manifest(town)} == {"2026-11-22 22:00:00"}


async def test_models_garbage_is_no_text_of_either_charset(town: Town) -> None:
    await town.fault("models", "garbage")
    for line in _manifest(town):
        for charset in ("utf-8", "gb18030"):
            with pytest.raises(UnicodeDecodeError):
                (folder(town) / line["file"]).read_text(encoding=charset)


async def test_models_truncated_has_fewer_rows_than_the_manifest(town: Town) -> None:
    await town.fault("models", "truncated")
    for line, charset in zip(_manifest(town), ("gb18030", "utf-8-sig"), strict=True):
        content = (folder(town) / line["file"]).read_bytes()
        rows = list(csv.DictReader(io.StringIO(content.decode(charset))))
        assert len(rows) == int(line["rows"]) - 1
        assert hashlib.sha256(content).hexdigest() != line["sha256"]


def _manifest(town: Town) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder(town) / "MANIFEST.csv").read_text(encoding="utf-8"))))
