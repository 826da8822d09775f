"""A set of files as read: rows by the identifier they carry, and what was read when."""

from __future__ import annotations

import fnmatch
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.core.dates import read_instant
from connectors.core.faults import ContractBroken, Malformed, Truncated, Unreachable
from connectors.core.own import identifier
from connectors.declared.files_spec import FileFormat, FileSet, Generated, Manifest
from connectors.files.tables import TOO_MANY_ROWS, Row, rows_of
from connectors.mapping.compiling.readers import identifier_text
from schema.dates import SHANGHAI
from schema.identifiers import Identifier, Scheme

_MOST_FILES = 10_000  # one manifest may list
Read = Callable[[str], tuple[bytes, datetime]]  # content of a name, and when it was changed (UTC); raises a `Fault`


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a set: its name, its rows, and when its data are of (UTC)."""

    name: str
    rows: int
    generated: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """A whole set: rows by key, the files they came from, and the rows that belong to nobody."""

    rows: Mapping[Identifier, Sequence[Row]]
    files: tuple[FileRead, ...]
    nobodys: int

    @property
    def generated(self) -> datetime:
        """When the oldest of its data are of (UTC)."""
        return min(file.generated for file in self.files)


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    rows: int | None = None
    digest: str | None = None
    generated: datetime | None = None


def read_content(
    spec: FileSet, schemes: frozenset[Scheme], columns: Sequence[str], names: Sequence[str], read: Read, *, limit: int
) -> Content:
    """Read a set from the names there are.

    Raises `Unreachable` if a file is missing, `Malformed` if one is not what is declared, `Truncated` for fewer rows
    than the manifest or the declared range says, `ContractBroken` for more.
    """
    found: dict[Identifier, list[Row]] = {}
    files: list[FileRead] = []
    nobodys = 0
    for listed in _listed(spec, names, read, limit):
        body, changed = read(listed.name)
        rows = rows_of(body, spec, (spec.key, *columns), limit=limit)
        _check_listed(listed, body, len(rows))
        files.append(FileRead(listed.name, len(rows), _generated(spec, listed, changed)))
        for row in rows:
            owner = _owner(schemes, row[0])
            if owner is None:
                nobodys += 1
            else:
                found.setdefault(owner, []).append(row[1:])
    _check_range(spec, sum(file.rows for file in files))
    return Content({key: tuple(rows) for key, rows in found.items()}, tuple(files), nobodys)


def _owner(schemes: frozenset[Scheme], value: object) -> Identifier | None:
    text = identifier_text(value)
    return next((own for scheme in schemes if (own := identifier(scheme, text)) is not None), None)


def _listed(spec: FileSet, names: Sequence[str], read: Read, limit: int) -> list[_Listed]:
    if spec.manifest is not None:
        wanted = [item for item in _manifest(spec.manifest, read, limit) if fnmatch.fnmatchcase(item.name, spec.files)]
    else:
        wanted = [_Listed(name) for name in sorted(fnmatch.filter(names, spec.files))]
    if not wanted:
        raise Unreachable("the source's folder holds none of the declared files")
    return [max(wanted, key=lambda item: item.name)] if spec.latest else wanted


def _manifest(manifest: Manifest, read: Read, limit: int) -> list[_Listed]:
    columns = [manifest.name, manifest.rows]
    columns += [name for name in (manifest.sha256, manifest.generated) if name is not None]
    form = FileSet(files=manifest.file, format=FileFormat.CSV, key="", least=0, most=_MOST_FILES, charset="utf-8-sig")
    body, _ = read(manifest.file)
    return [_line(manifest, dict(zip(columns, row, strict=True))) for row in rows_of(body, form, columns, limit=limit)]


def _line(manifest: Manifest, line: Mapping[str, str]) -> _Listed:
    name, rows = line[manifest.name].strip(), line[manifest.rows].strip()
    if "/" in name or "\\" in name or not (rows.isascii() and rows.isdigit() and len(rows) < 10):
        raise ContractBroken("the source's manifest lists a file it may not, or without a number of rows")
    return _Listed(
        name=name,
        rows=int(rows),
        digest=line[manifest.sha256].strip().lower() if manifest.sha256 else None,
        generated=read_instant(line[manifest.generated]) if manifest.generated else None,
    )


def _check_listed(listed: _Listed, body: bytes, rows: int) -> None:
    if listed.rows is not None and rows < listed.rows:
        raise Truncated
    wrong = listed.digest is not None and hashlib.sha256(body).hexdigest() != listed.digest
    if wrong or (listed.rows is not None and rows > listed.rows):
        raise Malformed("the source's file is not the one its manifest describes")


def _check_range(spec: FileSet, rows: int) -> None:
    if rows < spec.least:
        raise Truncated("the source's files hold fewer rows than its agency file expects")
    if rows > spec.most:
        raise ContractBroken(TOO_MANY_ROWS)


def _generated(spec: FileSet, listed: _Listed, changed: datetime) -> datetime:
    if listed.generated is not None:
        return listed.generated
    if spec.generated is not Generated.NAME or spec.name_date is None:
        return changed
    try:
        return datetime.strptime(listed.name, spec.name_date).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise ContractBroken("the source's file has no readable day in its name") from None
