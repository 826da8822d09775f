"""The civility office's integrity models; CSV files and a manifest in a drop folder, rewritten by faults."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_date, written_number
from connectors.sandbox.faults import WELL, Fault, Mode
from connectors.sandbox.model import Designation
from connectors.sandbox.words import MODEL_SOURCE, STATUS
from connectors.sandbox.world import World

COLUMNS = [
    "ID",
    "NAME",
    "CODE",
    "DATA_SOURCE",
    "CATEGORY",
    "COMMENT_YEAR",
    "IDENTIFICATION_NO",
    "IDENTIFICATION_DATE",
    "IDENTIFICATION_DEPT",
    "IDENTIFICATION_DEPT_CODE",
    "FILE_NAME",
    "EXPIRATION_DATE",
    "STATE",
    "STATE_DATE",
]
STALE_DAYS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    name: str
    rows: int
    content: bytes


class Models:
    """`frHon_*.csv` (units), `zrrHon_*.csv` (persons) and `MANIFEST.csv` in `models` under the state folder."""

    slug = "models"

    def __init__(self, world: World, state: Path) -> None:
        self.fault: Fault = WELL
        self.path = state / "models"
        self._away = state / "models.away"
        self._world = world
        self._files = _files(world)
        self._clear()
        self._drop(self._files)

    def take(self, fault: Fault) -> None:
        """Put the folder into the state of a fault, always from its sound state."""
        if self._away.exists():
            self._away.rename(self.path)
        self.fault = fault
        self._drop(self._files, age_days=STALE_DAYS if fault.mode is Mode.HANG else 0)
        match fault.mode:
            case Mode.DOWN:
                self.path.rename(self._away)
            case Mode.GARBAGE:
                for file in self._files:
                    _replace(self.path / file.name, chance("models", file.name).randbytes(len(file.content)))
            case Mode.TRUNCATED:
                for file in self._files:
                    _replace(self.path / file.name, _without_last_row(file.content))

    def close(self) -> None:
        """Leave the folder in its sound state."""
        self.take(WELL)

    def _clear(self) -> None:
        for folder in (self.path, self._away):
            shutil.rmtree(folder, ignore_errors=True)
        self.path.mkdir(parents=True)

    def _drop(self, files: Iterable[_File], *, age_days: int = 0) -> None:
        for file in files:
            _replace(self.path / file.name, file.content)
        generated = f"{self._world.day - timedelta(days=1 + age_days)} 22:00:00"
        lines = [[file.name, file.rows, hashlib.sha256(file.content).hexdigest(), generated] for file in files]
        _replace(self.path / "MANIFEST.csv", _csv(("file", "rows", "sha256", "generated"), lines).encode())


def _files(world: World) -> tuple[_File, ...]:
    seed, stamp = world.seed, f"{world.day - timedelta(days=1):%Y%m%d}"
    units = [
        _row(subject.unit.name, subject.code, item, seed) for subject in world.subjects for item in subject.designations
    ]
    people = [
        _row(natural.person.name, natural.person.number, item, seed)
        for natural in world.people
        for item in natural.designations
    ]
    return (
        _File(name=f"frHon_{stamp}.csv", rows=len(units), content=_csv(COLUMNS, units).encode("gb18030")),
        _File(name=f"zrrHon_{stamp}.csv", rows=len(people), content=_csv(COLUMNS, people).encode("utf-8-sig")),
    )


def _row(name: str, code: str, item: Designation, seed: int) -> list[object]:
    clerk = chance(seed, "models", item.id)
    office = AGENCIES["civility-office"]
    return [
        f"HON-{item.id}",
        name,
        code,
        "样例省信用平台",
        MODEL_SOURCE[item.source],
        item.decided.year,
        written_number(item.number, clerk),
        written_date(item.decided, clerk),
        office.name_zh,
        office.code,
        item.title,
        written_date(item.until, clerk),
        STATUS[item.standing.status],
        written_date(item.standing.since, clerk),
    ]


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(columns)
    writer.writerows(rows)
    return sheet.getvalue()


def _without_last_row(content: bytes) -> bytes:
    return content[: content.rstrip(b"\r\n").rfind(b"\n") + 1]


def _replace(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(path)
