"""Whether a workbook may be unpacked: its size, and the grid its cells span, which the reader makes whole in memory."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache, reduce
from typing import NoReturn
from xml.parsers import expat

from connectors.core.faults import Malformed, TooLarge

MOST_CELLS = 5_000_000  # of one sheet, empty ones within its corners included
_NOT_XLSX = ("content.xml", "workbook.bin")  # what ODS and XLSB have, which are read too and can be vast in few bytes
_NO_WORKBOOK = "the source's file is no workbook"
_ROWS_AND_CELLS = frozenset({"row", "c"})
_LETTERS = re.compile(r"[A-Z]{1,3}")  # a place is AB12 (ECMA-376, 18.18.62)


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
    except (zipfile.BadZipFile, expat.ExpatError, ValueError, OSError, RuntimeError, EOFError):
        raise Malformed(_NO_WORKBOOK) from None


def _check_sheet(xml: bytes) -> None:
    if b"sheetData" not in xml:
        return
    grid = _Grid()
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = grid.element
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    if grid.width * grid.height > MOST_CELLS:
        raise TooLarge(f"the source's workbook spans more than {MOST_CELLS:,} cells")


class _Grid:
    """The last row and column of the cells of a sheet; what does not say where it is comes behind the one before."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self._row = self._column = 0

    def element(self, name: str, attributes: list[str]) -> None:
        """Take note of the start of a row or a cell; this is called for every element of a sheet."""
        if name not in _ROWS_AND_CELLS and name.rpartition(":")[2] not in _ROWS_AND_CELLS:
            return
        place = attributes[attributes.index("r") + 1] if "r" in attributes[::2] else None
        if name.endswith("row"):
            self._row, self._column = (self._row + 1 if place is None else _number(place)), 0
        elif place is None:
            self._column += 1
        else:
            letters = place.rstrip("0123456789")
            self._column, self._row = _column(letters), _number(place[len(letters) :])
        self.width = max(self.width, self._column)
        self.height = max(self.height, self._row)


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) < 8):
        raise Malformed(_NO_WORKBOOK)
    return int(digits)


@cache
def _column(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise Malformed(_NO_WORKBOOK)
    return reduce(lambda found, letter: found * 26 + ord(letter) - 64, letters, 0)


def _refuse(*_: object) -> NoReturn:
    raise Malformed("the source's workbook holds a DOCTYPE, which is refused")
