"""Whether a workbook may be unpacked: its size, and the grid its cells span, which the reader makes whole in memory."""

from __future__ import annotations

import io
import re
import zipfile
from functools import reduce

from connectors.core.faults import Malformed, TooLarge

MOST_CELLS = 5_000_000  # of one sheet, empty ones within its corners included
_NOT_XLSX = ("content.xml", "workbook.bin")  # what ODS and XLSB have, which are read too and can be vast in few bytes
_NO_WORKBOOK = "the source's file is no workbook"
_AT = rb"\sr\s*=\s*[\"']"  # the attribute that says where a cell or a row is (ECMA-376, 18.3.1.4)
_ODD = re.compile(_AT + rb"(?![A-Z]{0,3}[0-9]{1,7}[\"'])")
_COLUMN = re.compile(_AT + rb"([A-Z]+)")
_ROW = re.compile(_AT + rb"[A-Z]*([0-9]+)")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_NEW_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")


def check_workbook(body: bytes, limit: int) -> None:
    """Raise `Malformed` if a file is no XLSX, `TooLarge` if it unpacks to more than `limit` bytes or too many cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            items = packed.infolist()
            if any(item.filename.lower().endswith(_NOT_XLSX) for item in items):
                raise Malformed(_NO_WORKBOOK)
            if sum(item.file_size for item in items) > limit:
                raise TooLarge
            for item in items:
                _check_sheet(packed.read(item))
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError):
        raise Malformed(_NO_WORKBOOK) from None


def _check_sheet(xml: bytes) -> None:
    """Bound the product of the last row and the last column; what says nowhere where it is counts one by one."""
    if b"sheetData" not in xml:
        return
    if b"\0" in xml or _ODD.search(xml):
        raise Malformed(_NO_WORKBOOK)
    columns, rows = _COLUMN.findall(xml), _ROW.findall(xml)
    width = max(map(_number, set(columns)), default=0)
    height = max(map(int, set(rows)), default=0)
    parts = _NEW_ROW.split(xml)
    if len(_CELL.findall(xml)) > len(columns):
        width += max(len(_CELL.findall(part)) for part in parts)
    if len(parts) - 1 > len(rows) - len(columns):
        height += len(parts)
    if width * height > MOST_CELLS:
        raise TooLarge(f"the source's workbook spans more than {MOST_CELLS:,} cells")


def _number(letters: bytes) -> int:
    return reduce(lambda found, letter: found * 26 + letter - 64, letters, 0)
