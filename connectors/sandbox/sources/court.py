"""The court's exchange table of dishonest persons subject to enforcement; a SQLite file, rewritten by faults."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.faults import WELL, Fault, Mode
from connectors.sandbox.model import Enforcement, NaturalPerson, Subject
from connectors.sandbox.world import World

_COLUMNS = (
    "row_id, casecode, iname, {key}, gistid, gistunit, duty, performance, disrupttypename, able_refuses, courtname, "
    "courtcode, regdate, publishdate, expdate, state, exitdate"
)
_SCHEMA = """
CREATE TABLE {table} (
  row_id INTEGER PRIMARY KEY, casecode TEXT, iname TEXT, {key} TEXT, gistid TEXT, gistunit TEXT, duty TEXT,
  performance TEXT, disrupttypename TEXT, able_refuses TEXT, courtname TEXT, courtcode TEXT, regdate TEXT,
  publishdate TEXT, expdate TEXT, state TEXT, exitdate TEXT);
CREATE INDEX {table}_key ON {table} (UPPER(REPLACE({key}, '-', '')));
"""
_CONTROL = """
CREATE TABLE exchange_control (table_name TEXT PRIMARY KEY, batch_id TEXT, row_count INTEGER, loaded_at TEXT);
"""
_MALFORMED = ("TB90010-1", "TB900A!B1", "12345678", "ＴＢ９０１", "91990200TB90222")
_CONDUCT = {
    True: "有履行能力而拒不履行生效法律文书确定义务",
    False: "其他有履行义务而未履行的",
    None: "违反财产报告制度",
}

Row = tuple[object, ...]


class Court:
    """`sxbzxr_unit`, `sxbzxr_person` and `exchange_control` in `court/exchange.sqlite` under the state folder."""

    slug = "court"

    def __init__(self, world: World, state: Path) -> None:
        self.fault: Fault = WELL
        self._folder = state / "court"
        self._away = state / "court.away"
        for folder in (self._folder, self._away):
            shutil.rmtree(folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self.path = self._folder / "exchange.sqlite"
        _write(self.path, world)
        self._bytes = self.path.read_bytes()
        self._lock: sqlite3.Connection | None = None

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the table."""
        return f"sqlite:///{self.path}"

    def take(self, fault: Fault) -> None:
        """Put the file into the state of a fault, always from its sound state."""
        self._mend()
        self.fault = fault
        match fault.mode:
            case Mode.DOWN:
                self._overwrite(self._junk())  # for connections that are open already
                self._folder.rename(self._away)
            case Mode.HANG:
                self._lock = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
                self._lock.execute("BEGIN EXCLUSIVE")
            case Mode.GARBAGE:
                self._overwrite(self._junk())
            case Mode.ERROR:
                self._change("ALTER TABLE sxbzxr_unit RENAME TO sxbzxr_unit_bak")
                self._change("ALTER TABLE sxbzxr_person RENAME TO sxbzxr_person_bak")
            case Mode.TRUNCATED:
                self._change("UPDATE exchange_control SET row_count = row_count + 7")

    def close(self) -> None:
        """Let go of the file, in its sound state."""
        self.take(WELL)

    def _junk(self) -> bytes:
        return chance("court", "garbage").randbytes(len(self._bytes))

    def _mend(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if self._away.exists():
            self._away.rename(self._folder)
        if self.fault.mode not in {Mode.OFF, Mode.HANG}:
            self._overwrite(self._bytes)

    def _change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.path)) as database, database:
            database.execute(statement)

    def _overwrite(self, content: bytes) -> None:
        """Write in place, so that connections already open see the change too."""
        with self.path.open("r+b") as file:
            file.truncate(0)
            file.write(content)


def _write(path: Path, world: World) -> None:
    units = list(_unit_rows(world.subjects, world.seed))
    people = list(_person_rows(world.people))
    with closing(sqlite3.connect(path)) as database:
        for table, key, rows in (("sxbzxr_unit", "zzjgdm", units), ("sxbzxr_person", "sfzhm", people)):
            database.executescript(_SCHEMA.format(table=table, key=key))
            columns = _COLUMNS.format(key=key)
            marks = ", ".join("?" * len(columns.split(",")))
            database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - names from above
        database.executescript(_CONTROL)
        database.executemany(
            "INSERT INTO exchange_control VALUES (?, ?, ?, ?)",
            [
                (table, f"{world.day:%Y%m%d}-01", len(rows), world.local_data_time)
                for table, rows in (("sxbzxr_unit", units), ("sxbzxr_person", people))
            ],
        )
        database.commit()


def _unit_rows(subjects: Iterable[Subject], seed: int) -> Iterable[Row]:
    sound: list[Row] = []
    for subject in subjects:
        code = subject.unit.codes.organisation
        hyphenated = f"{code[:8]}-{code[8]}"
        clerk = chance(seed, "court", code)
        for entry in subject.enforcements:
            written = hyphenated if entry.id < 1000 else clerk.choice((hyphenated, code, hyphenated.lower()))
            sound.append(_row(entry, subject.unit.name, written))
    yield from sound
    for number, malformed in enumerate(_MALFORMED):
        yield (9000 + number, f"（2025）样02执{number}号", "样例县某经营部", malformed, *sound[0][4:])


def _person_rows(people: Iterable[NaturalPerson]) -> Iterable[Row]:
    for natural in people:
        number = natural.person.number
        written = f"{number[:4]}{'*' * 12}{number[-2:]}" if natural.masked_at_court else number
        for entry in natural.enforcements:
            yield _row(entry, natural.person.name, written)


def _row(entry: Enforcement, name: str, key: str) -> Row:
    court = AGENCIES["court"]
    return (
        entry.id,
        entry.case_number,
        name,
        key,
        entry.case_number.replace("执", "民初"),
        "样例市中级人民法院",
        "给付货款",
        "全部未履行",
        _CONDUCT[entry.able_and_refuses],
        None if entry.able_and_refuses is None else str(int(entry.able_and_refuses)),
        court.name_zh,
        court.code,
        entry.filed.isoformat(),
        f"{entry.decided:%Y年%m月%d日}" if entry.id % 2 else entry.decided.isoformat(),
        entry.until.isoformat() if entry.until else "",
        "4" if entry.removed_on else "1",
        entry.removed_on.isoformat() if entry.removed_on else None,
    )
