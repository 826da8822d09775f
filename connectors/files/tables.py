"""Bytes of one file as rows: of each row the wanted columns only, in the order they are wanted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from connectors.core.faults import ContractBroken, Malformed
from connectors.declared.files_spec import FileFormat, FileSet
from connectors.files.workbooks import check_workbook

Row = tuple[Any, ...]

_BLANKS = " \t\ufeff\u3000"
TOO_MANY_ROWS = "the source's files hold more rows than its agency file expects"
_NOT_TEXT = "the source's file is not text in its declared charset"
_NO_LINE = "the source's file has a line that is no JSON object with plain values in the declared columns"
_PLAIN = str | int | float | bool | None
_COLUMNS = "the source's file lacks a declared column, or has one twice"
_WIDTH = "the source's file has a row of another width than its columns"


def rows_of(body: bytes, spec: FileSet, columns: Sequence[str], *, limit: int) -> list[Row]:
    """Read a file.

    Raises `Malformed` if it is not what is declared, `TooLarge` if it unpacks to more than `limit`, `ContractBroken`
    for more rows than its agency file expects.
    """
    found = list(islice(_rows(body, spec, columns, limit), spec.most + 1))
    if len(found) > spec.most:
        raise ContractBroken(TOO_MANY_ROWS)
    return found


def _rows(body: bytes, spec: FileSet, columns: Sequence[str], limit: int) -> Iterator[Row]:
    match spec.format:
        case FileFormat.CSV:
            return _csv(body, spec, columns)
        case FileFormat.XLSX:
            return _xlsx(body, spec, columns, limit)
        case FileFormat.JSON_LINES:
            return _json_lines(body, spec, columns)


def _csv(body: bytes, spec: FileSet, columns: Sequence[str]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(_text(body, spec), newline=""), delimiter=spec.delimiter, strict=True)
    try:
        yield from _picked(reader, spec.header_row, columns)
    except csv.Error:
        raise Malformed("the source's file is not CSV") from None


def _xlsx(body: bytes, spec: FileSet, columns: Sequence[str], limit: int) -> Iterator[Row]:
    check_workbook(body, limit)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        sheet = book.get_sheet_by_name(spec.sheet) if spec.sheet else book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError):
        raise Malformed("the source's file is no workbook with the declared sheet") from None
    while rows and not any(cell not in ("", None) for cell in rows[-1]):
        rows.pop()
    yield from _picked(([_cell(cell) for cell in row] for row in rows), spec.header_row, columns)


def _json_lines(body: bytes, spec: FileSet, columns: Sequence[str]) -> Iterator[Row]:
    names = {f"c{place}": name for place, name in enumerate(dict.fromkeys(columns))}
    places = [list(names.values()).index(name) for name in columns]
    kind = msgspec.defstruct("Line", [(name, _PLAIN, None) for name in names], rename=names, gc=False)
    decode = msgspec.json.Decoder(kind).decode
    for line in _text(body, spec).split("\n"):
        if not line.strip():
            continue
        try:
            values = msgspec.structs.astuple(decode(line))
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise Malformed(_NO_LINE) from None
        yield tuple(values[place] for place in places)


def _picked(rows: Iterable[Sequence[Any]], header_row: int, columns: Sequence[str]) -> Iterator[Row]:
    every = iter(rows)
    header: list[str] | None = None
    for _ in range(header_row):
        found = next(every, None)
        header = None if found is None else [str(name).strip(_BLANKS) for name in found]
    if header is None or any(header.count(name) != 1 for name in columns):
        raise Malformed(_COLUMNS)
    places = [header.index(name) for name in columns]
    for row in every:
        if len(row) != len(header):
            raise Malformed(_WIDTH)
        yield tuple(row[place] for place in places)


def _text(body: bytes, spec: FileSet) -> str:
    try:
        return body.decode(spec.charset).replace("\0", "")
    except UnicodeDecodeError:
        raise Malformed(_NOT_TEXT) from None


def _cell(value: Any) -> Any:
    """Give a cell as a person sees it: whole numbers without a fraction, days as days."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return value if value is None or isinstance(value, (str, int, float, bool, date)) else str(value)
