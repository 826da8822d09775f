"""Databases: a table that is short, unproven, stale, gone or broken; each cell null or an unknown word."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from connectors.contract.bench import bench, fill_database
from connectors.contract.cases import Case
from connectors.contract.checks.check import Check, believed, crashed
from connectors.contract.contract import Contract
from connectors.contract.mutations import UNKNOWN_WORD
from schema.identifiers import normalise
from schema.outcomes import Found, NotFound

_YEARS = timedelta(days=3_650)


def _tables(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in names}
    finally:
        connection.close()


async def _asked(contract: Contract, case: Case, folder: Path, changes: Sequence[str]) -> dict[str, list[str]]:
    """Ask the case of a changed database; by change, what was believed or crashed."""
    found: dict[str, list[str]] = {}
    for number, change in enumerate(changes):
        own = folder / str(number)
        own.mkdir()
        async with bench(contract, case, own) as made:
            assert made.place is not None
            await asyncio.to_thread(_run, made.place, change)
            outcomes = await made.outcomes()
            found[change] = [*believed(outcomes, change), *crashed(outcomes, change), *made.problems]
    return found


def _run(path: Path, change: str) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(change)
    finally:
        connection.close()


async def _whole(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    """Take the proof away: no table may be believed that lost a row, its control row or itself."""
    holding, telling = _serving(contract, case, folder)
    changes = [f'DROP TABLE "{name}"' for name in sorted(holding | telling)]
    changes += [f'DELETE FROM "{name}"' for name in sorted(holding | telling)]
    changes += [f'DELETE FROM "{name}" WHERE rowid = (SELECT max(rowid) FROM "{name}")' for name in sorted(holding)]
    told = await _asked(contract, case, folder, changes)
    return [line for change in changes for line in told[change]]


def _serving(contract: Contract, case: Case, folder: Path) -> tuple[set[str], set[str]]:
    """Give the tables that hold keys of the schemes asked, in whatever case, and those that tell how long these are.

    A table without a row has none to lose.
    """
    cells = _rows(fill_database(case.database or "", folder / "shape.db"))
    schemes = {key.scheme for key in case.keys}
    holding: set[str] = set()
    for number, other in enumerate(item for item in contract.cases if item.database is not None):
        keys = {key.value for key in other.keys if key.scheme in schemes}
        for name, rows in _rows(fill_database(other.database or "", folder / f"shape{number}.db")).items():
            if any(normalise(str(cell)) in keys for row in rows for cell in row):
                holding.add(name)
    telling = {name for name, rows in cells.items() for row in rows for held in holding if _tells(row, held, cells)}
    return {name for name in holding & cells.keys() if cells[name]}, telling - holding


def _tells(row: Sequence[object], held: str, cells: Mapping[str, Sequence[Sequence[object]]]) -> bool:
    return len(cells.get(held, ())) in row and (held in row or len(cells) == 2)


def _rows(path: Path) -> dict[str, list[Sequence[object]]]:
    connection = sqlite3.connect(path)
    try:
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in _tables(path)}
    finally:
        connection.close()


async def _stale(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    async with bench(replace(contract, now=contract.now + _YEARS), case, folder) as made:
        outcomes = await made.outcomes()
        return [*believed(outcomes, "tables loaded ten years ago"), *made.problems]


async def _cells(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    """Make each cell null or an unknown word: no record may vanish, none appear, nothing crash."""
    shape = fill_database(case.database or "", folder / "shape.db")
    found: list[str] = []
    async with bench(contract, case, folder) as made:
        assert made.place is not None
        for change, undo in _cell_changes(shape, case):
            await asyncio.to_thread(_run, made.place, change)
            outcomes = await made.outcomes()
            await asyncio.to_thread(_run, made.place, undo)
            found += crashed(outcomes, change)
            for key, outcome in outcomes.items():
                was = case.expect[f"{key.scheme.value}:{key.value}"]["outcome"]
                turned = (isinstance(outcome, NotFound) and was == "FOUND") or (
                    isinstance(outcome, Found) and was != "FOUND"
                )
                if turned:
                    found.append(f"{change}: {was} became {outcome.kind.value}")
        found += made.problems
    return found


def _cell_changes(shape: Path, case: Case) -> Iterator[tuple[str, str]]:
    connection = sqlite3.connect(shape)
    keys = {key.value for key in case.keys}
    try:
        for table, columns in _tables(shape).items():
            for column in columns:
                values = [row[0] for row in connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')]
                if column == columns[0] or any(normalise(str(value)) in keys for value in values):
                    continue
                undo = f'DELETE FROM "{table}";' + _inserts(connection, table)
                for value in ("NULL", f"'{UNKNOWN_WORD}'", "x'ff00'"):
                    yield f'UPDATE OR IGNORE "{table}" SET "{column}" = {value}', undo
    finally:
        connection.close()


def _inserts(connection: sqlite3.Connection, table: str) -> str:
    rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
    return "".join(f'INSERT INTO "{table}" VALUES ({", ".join(map(_literal, row))});' for row in rows)


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, (int, float)) else "'" + str(value).replace("'", "''") + "'"


async def _garbage(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    async with bench(contract, case, folder) as made:
        assert made.place is not None
        made.place.write_bytes(b"junk" * 1000)
        outcomes = await made.outcomes()
        found = [*believed(outcomes, "a file of junk"), *crashed(outcomes, "a file of junk")]
        made.place.unlink()
        outcomes = await made.outcomes()
        return [*found, *believed(outcomes, "no file"), *crashed(outcomes, "no file"), *made.problems]


def _database(contract: Contract, case: Case) -> bool:  # noqa: ARG001 - a check's signature
    return case.database is not None


DATABASES = (
    Check("database-not-whole", _database, _whole),
    Check("database-cells", _database, _cells),
    Check("database-stale", _database, _stale),
    Check("database-garbage", _database, _garbage),
)
