"""Rows of CSV, XLSX and JSON lines: what was written comes back, and what is not as declared is refused."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.faults import Fault, Malformed, TooLarge
from connectors.declared.files_spec import FileFormat, FileSet
from connectors.files.tables import rows_of

LIMIT = 1_000_000
COLUMNS = ("CODE", "名称", "DAY")
CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and not text.startswith(("=", "'", "_x"))
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8)


def spec(form: FileFormat, **changes: object) -> FileSet:
    plain = FileSet(files="*", format=form, key="CODE", least=0, most=100, charset="utf-8-sig")
    return replace(plain, **changes)  # type: ignore[arg-type]  # any field may be changed by a test


def as_csv(rows: Sequence[Sequence[object]], *, charset: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([("MORE", *COLUMNS), *(("x", *row) for row in rows)])
    return text.getvalue().encode(charset)


def as_xlsx(rows: Sequence[Sequence[object]], *, sheet: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in [("MORE", *COLUMNS), *(("x", *row) for row in rows)]:
        page.append(list(row))
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def as_json_lines(rows: Sequence[Sequence[object]]) -> bytes:
    lines = [json.dumps({"MORE": {"x": 1}, **dict(zip(COLUMNS, row, strict=True))}, default=str) for row in rows]
    return "\n".join(lines).encode()


WRITE: Mapping[FileFormat, Callable[[Sequence[Sequence[object]]], bytes]] = {
    FileFormat.CSV: as_csv,
    FileFormat.XLSX: as_xlsx,
    FileFormat.JSON_LINES: as_json_lines,
}


@pytest.mark.parametrize("form", list(FileFormat))
@given(rows=ROWS)
def test_rows_come_back_as_they_were_written(form: FileFormat, rows: list[tuple[str, str, str]]) -> None:
    assert rows_of(WRITE[form](rows), spec(form), COLUMNS, limit=LIMIT) == rows


def test_whole_numbers_and_days_of_a_workbook_are_such() -> None:
    body = as_xlsx([(91990100, "样", date(2026, 5, 1))])
    assert rows_of(body, spec(FileFormat.XLSX), COLUMNS, limit=LIMIT) == [(91990100, "样", date(2026, 5, 1))]


def test_a_named_sheet_and_a_header_further_down() -> None:
    body = as_xlsx([("a", "b", "c")], sheet="数据")
    named = spec(FileFormat.XLSX, sheet="数据")
    assert rows_of(body, named, COLUMNS, limit=LIMIT) == [("a", "b", "c")]
    with pytest.raises(Malformed):
        rows_of(body, spec(FileFormat.XLSX, sheet="other"), COLUMNS, limit=LIMIT)
    titled = "某某厅,,,\r\n".encode() + as_csv([("a", "b", "c")])
    assert rows_of(titled, spec(FileFormat.CSV, header_row=2), COLUMNS, limit=LIMIT) == [("a", "b", "c")]


def test_characters_of_four_bytes_in_gb18030() -> None:
    rows = [("a", "𠮷㐀", "c")]
    body = as_csv(rows, charset="gb18030", delimiter="|")
    assert rows_of(body, spec(FileFormat.CSV, charset="gb18030", delimiter="|"), COLUMNS, limit=LIMIT) == rows


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (FileFormat.CSV, b""),
        (FileFormat.CSV, b"CODE,DAY\r\n"),
        (FileFormat.CSV, "CODE,名称,DAY,CODE\r\n".encode()),
        (FileFormat.CSV, "CODE,名称,DAY\r\na,b\r\n".encode()),
        (FileFormat.CSV, 'CODE,名称,DAY\r\n"never closed'.encode()),
        (FileFormat.CSV, b"\xff\xfe"),
        (FileFormat.XLSX, b"no workbook"),
        (FileFormat.XLSX, b""),
        (FileFormat.JSON_LINES, b"[1]"),
        (FileFormat.JSON_LINES, b'{"CODE": "a"'),
        (FileFormat.JSON_LINES, b'{"CODE": {"nested": 1}}'),
        (FileFormat.JSON_LINES, b"[" * 100_000),
    ],
)
def test_files_that_are_not_as_declared(form: FileFormat, body: bytes) -> None:
    with pytest.raises(Malformed):
        rows_of(body, spec(form), COLUMNS, limit=LIMIT)


def test_a_workbook_that_unpacks_to_too_much() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (LIMIT + 1))
    with pytest.raises(TooLarge):
        rows_of(packed.getvalue(), spec(FileFormat.XLSX), COLUMNS, limit=LIMIT)


@given(st.binary(max_size=200), st.sampled_from(list(FileFormat)))
def test_any_bytes_give_rows_or_a_fault(body: bytes, form: FileFormat) -> None:
    try:
        rows = rows_of(body, spec(form), COLUMNS, limit=LIMIT)
    except Fault:
        return
    assert all(len(row) == len(COLUMNS) for row in rows)
