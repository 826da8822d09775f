"""Rows of tables made into cases: they run, hold the same values but for identities, and prove themselves whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connectors.authoring.invented import Invented
from connectors.authoring.tables import TableRows, file_of, manifest_of, sql_script
from connectors.declared.agency_file import TableRequest
from connectors.declared.agency_reading import read_agency_file
from connectors.declared.files_spec import FileFormat, FileSet, Manifest
from schema.identifiers import Scheme, fault_of
from tests.connectors.acting import OTHER, UNIT

LOADED = datetime(2026, 11, 22, 14, tzinfo=UTC)
SQL = """
kind = "sql"
title = "Licences"
keyed_by = ["CREDIT_CODE"]
history = "FULL"
batch = 5
[[request]]
table = "exchange.licences"
key = "code"
where = { deleted = ["0"] }
[request.control]
table = "exchange.control"
where = { table_name = "licences" }
rows = "row_count"
loaded_at = "loaded_at"
[[request.record]]
kind = "LICENCE"
id = "id"
identifiers = "key"
subject_name = "name"
issuer = { name = "authority" }
decided_on = "decided_on"
document_number = 'the "number"'
"""


def request_of(folder: Path) -> TableRequest:
    file = folder / "agency.toml"
    file.write_text(SQL, encoding="utf-8")
    (request,) = read_agency_file(file).tables
    return request


def kept(request: TableRequest, *rows: dict[str, Any]) -> TableRows:
    columns = ("id", "name", "authority", "decided_on", 'the "number"')
    filled = [(row["key"], tuple(row.get(column) for column in columns)) for row in rows]
    return TableRows(request.mapped, columns, filled)


QUOTES = "O'Hara'); DROP TABLE x--"
ROWS: tuple[dict[str, Any], ...] = (
    {"key": UNIT, "id": 7, "name": "样例甲公司", "decided_on": date(2026, 1, 5), 'the "number"': QUOTES},
    {"key": UNIT, "id": Decimal("8.50"), "name": "样例甲公司", 'the "number"': f"号 {UNIT.value.lower()} 样例甲公司"},
    {
        "key": OTHER,
        "id": 9.25,
        "name": None,
        "decided_on": datetime(2026, 1, 5, 1, 2, 3, tzinfo=UTC),
        'the "number"': "",
    },
)


def test_the_script_of_a_case_runs_and_holds_the_rows_with_identities_invented(tmp_path: Path) -> None:
    request = request_of(tmp_path)
    rows = kept(request, *ROWS)
    invented = Invented({"样例单位": [name for _, name in rows.names()]})
    script = sql_script([(request, rows)], invented, LOADED)
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(script)
        found = database.execute(
            'SELECT code, deleted, id, name, authority, decided_on, "the ""number""" FROM licences'
        )
        told = found.fetchall()
        control = database.execute("SELECT table_name, row_count, loaded_at FROM control").fetchall()
    unit, other = invented.value(UNIT.scheme, UNIT.value), invented.value(OTHER.scheme, OTHER.value)
    assert control == [("licences", 3, LOADED.isoformat())]
    name = told[0][3]
    assert name.startswith("样例单位")
    assert told == [
        (unit, "0", 7, name, None, "2026-01-05", QUOTES),
        (unit, "0", 8.5, name, None, None, f"号 {unit} {name}"),
        (other, "0", 9.25, None, None, "2026-01-05T01:02:03+00:00", ""),
    ]
    assert fault_of(Scheme.CREDIT_CODE, unit) is None
    for real in (UNIT.value, OTHER.value, UNIT.value.lower(), "样例甲公司"):
        assert real not in script


def test_two_tables_of_one_control_table_share_it(tmp_path: Path) -> None:
    request = request_of(tmp_path)
    script = sql_script([(request, kept(request, ROWS[0])), (request, kept(request))], Invented(), LOADED)
    assert script.count('CREATE TABLE "control"') == 1
    assert script.count('INSERT INTO "control"') == 2


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_file_of_a_case_holds_the_rows_and_its_manifest_proves_it(charset: str, tmp_path: Path) -> None:
    manifest = Manifest(file="manifest.csv", name="file", rows="rows", sha256="sha256", generated="made")
    spec = FileSet(
        files="licences.csv",
        least=0,
        most=9,
        format=FileFormat.CSV,
        charset=charset,
        delimiter="|",
        key="code",
        manifest=manifest,
    )
    rows = kept(request_of(tmp_path), *({**row, "authority": '含 | 和 "引号"'} for row in ROWS))
    body = file_of(spec, rows, Invented())
    read = list(csv.DictReader(io.StringIO(body.decode(charset), newline=""), delimiter="|"))
    assert [row["id"] for row in read] == ["7", "8.50", "9.25"]
    assert {row["authority"] for row in read} == {'含 | 和 "引号"'}
    assert UNIT.value not in body.decode(charset)
    (line,) = csv.DictReader(io.StringIO(manifest_of(spec, {"licences.csv": (body, 3)}, LOADED).decode()))
    assert line == {
        "file": "licences.csv",
        "rows": "3",
        "sha256": hashlib.sha256(body).hexdigest(),
        "made": LOADED.isoformat(),
    }


def test_lines_of_json_are_written_and_a_workbook_is_not(tmp_path: Path) -> None:
    rows = kept(request_of(tmp_path), ROWS[2])
    lines = FileSet(files="x.jsonl", least=0, most=9, format=FileFormat.JSON_LINES, key="code")
    assert json.loads(file_of(lines, rows, Invented()))["decided_on"] == "2026-01-05T01:02:03Z"
    with pytest.raises(ValueError, match="workbook"):
        file_of(FileSet(files="x.xlsx", least=0, most=9, format=FileFormat.XLSX, key="code"), rows, Invented())
