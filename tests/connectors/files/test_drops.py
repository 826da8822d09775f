"""Drops of CSV files with a manifest: believed only when whole."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest

from connectors.catalogue import connector_kind
from connectors.core.faults import ContractBroken, Fault, Malformed, TooLarge, Truncated, Unreachable
from connectors.declared.files_spec import FileSet
from connectors.declared.load import DeclaredKind
from connectors.files.content import Content
from connectors.files.places import FolderPlace, Wanted
from connectors.mapping.compiling.tables import TableMapping
from tests.connectors.acting import UNIT

COLUMNS = (
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
)
HEAD = ",".join(COLUMNS)
ROW = f"H-1,样例,{UNIT.value},x,信用分级分类监管,2025,号,2025-05-20,厅,,模范,2030-01-01,1,"


def wanted() -> Wanted:
    kind = connector_kind("models")
    assert isinstance(kind, DeclaredKind)
    request = kind.file.tables[0]
    assert isinstance(request.table, FileSet)
    return Wanted(spec=request.table, schemes=request.schemes, columns=TableMapping(request.mapped).columns)


def drop_columns() -> tuple[str, ...]:
    return wanted().columns


def load(folder: Path, *, limit: int = 10_000) -> Content:
    (content,) = asyncio.run(FolderPlace(folder, [wanted()], limit=limit).current())
    if isinstance(content, Fault):
        raise content
    return content


def put(folder: Path, *, rows: int = 1, body: str | None = None, digest: str | None = None, head: str = "") -> None:
    content = (body if body is not None else f"{HEAD}\r\n{ROW}\r\n").encode("gb18030")
    digest = digest or hashlib.sha256(content).hexdigest()
    (folder / "frHon_20261122.csv").write_bytes(content)
    line = f"frHon_20261122.csv,{rows},{digest},2026-11-22 22:00:00"
    (folder / "MANIFEST.csv").write_text(f"{head or 'file,rows,sha256,generated'}\r\n{line}\r\n", encoding="utf-8")


def test_a_whole_drop(tmp_path: Path) -> None:
    put(tmp_path)
    drop = load(tmp_path)
    assert [row[drop_columns().index("NAME")] for row in drop.rows[UNIT]] == ["样例"]
    assert drop.nobodys == 0
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
        load(tmp_path)


def test_a_file_that_is_missing_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        load(tmp_path)
    put(tmp_path)
    with pytest.raises(TooLarge):
        load(tmp_path, limit=50)
    (tmp_path / "frHon_20261122.csv").unlink()
    with pytest.raises(Unreachable):
        load(tmp_path)
