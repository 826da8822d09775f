"""The CSV drop of integrity models: its manifest, its files, and what is believed of them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from connectors.core.charset import decode_text
from connectors.core.dates import read_instant
from connectors.core.faults import ContractBroken, Malformed, Truncated, Unreachable
from connectors.core.own import identifier
from connectors.exchange.folder import read_bounded
from schema.identifiers import Identifier, Scheme

Row = Mapping[str, str]

_MANIFEST = "MANIFEST.csv"
_MANIFEST_COLUMNS = ("file", "rows", "sha256", "generated")
_FILE_NAME = re.compile(r"(frHon|zrrHon)_\d{8}\.csv")
_SCHEMES = {"frHon": Scheme.CREDIT_CODE, "zrrHon": Scheme.RESIDENT_IDENTITY}
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


@dataclass(frozen=True, slots=True)
class Drop:
    """A whole drop: its rows by the identifier they carry, and when the oldest of its files was generated (UTC).

    Rows whose own code is masked or malformed belong to nobody and are left out.
    """

    generated: datetime
    rows: Mapping[Identifier, tuple[Row, ...]]
    schemes: frozenset[Scheme]


@dataclass(frozen=True, slots=True)
class _Listed:
    """One line of the manifest."""

    file: str
    scheme: Scheme
    rows: int
    digest: str
    generated: datetime


def load_drop(folder: Path, *, limit: int) -> Drop:
    """Read a drop of files of at most `limit` bytes each.

    Raises `Unreachable` if a file is missing, `Malformed` if one is no CSV of the declared columns or differs
    from its digest, `Truncated` if one is shorter than the manifest says.
    """
    listed = [_listed(line) for line in _table(_read(folder / _MANIFEST, limit), _MANIFEST_COLUMNS)]
    if not listed:
        raise Truncated("the source's manifest lists no files")
    rows: dict[Identifier, list[Row]] = {}
    for item in listed:
        for row in _rows_of(folder, item, limit):
            own = identifier(item.scheme, row["CODE"])
            if own is not None:
                rows.setdefault(own, []).append(row)
    return Drop(
        generated=min(item.generated for item in listed),
        rows={own: tuple(found) for own, found in rows.items()},
        schemes=frozenset(item.scheme for item in listed),
    )


def _rows_of(folder: Path, item: _Listed, limit: int) -> list[Row]:
    body = _read(folder / item.file, limit)
    rows = _table(body, COLUMNS)
    if len(rows) < item.rows:
        raise Truncated
    if len(rows) > item.rows or hashlib.sha256(body).hexdigest() != item.digest:
        raise Malformed("the source's file is not the one its manifest describes")
    return rows


def _listed(line: Row) -> _Listed:
    name = _FILE_NAME.fullmatch(line["file"])
    if name is None or not (line["rows"].isascii() and line["rows"].isdigit()):
        raise ContractBroken("the source's manifest lists a file it may not, or without a number of rows")
    return _Listed(
        file=line["file"],
        scheme=_SCHEMES[name[1]],
        rows=int(line["rows"]),
        digest=line["sha256"].strip().lower(),
        generated=read_instant(line["generated"]),
    )


def _table(body: bytes, columns: tuple[str, ...]) -> list[Row]:
    reader = csv.DictReader(io.StringIO(decode_text(body), newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != columns:
            raise Malformed("the source's file does not begin with the declared columns")
        rows: list[Row] = list(reader)
    except csv.Error:
        raise Malformed("the source's file is not CSV") from None
    if any(len(row) != len(columns) or None in row.values() for row in rows):
        raise Malformed("the source's file has a row of another width than its columns")
    return rows


def _read(path: Path, limit: int) -> bytes:
    try:
        return read_bounded(path, limit)
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None
