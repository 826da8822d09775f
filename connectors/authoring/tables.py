"""Rows of databases and files made into a case: their mapped columns, invented, and what proves them whole."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from connectors.authoring.invented import Invented
from connectors.authoring.pointing import pointers_of
from connectors.core.delivery import Delivery
from connectors.declared.agency_file import TableRequest
from connectors.declared.files_spec import FileFormat, FileSet
from connectors.declared.sql_spec import ControlTable, SqlTable
from connectors.mapping.compiling.tables import TableMapping
from connectors.mapping.spec import Mapped
from schema.identifiers import Identifier
from schema.outcomes import Found

_NAMES = frozenset({"subject_name", "issuer.name"})


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of one table as the connector read them: the mapped columns, and the key each row is about."""

    mapped: Mapped
    columns: tuple[str, ...]
    rows: list[tuple[Identifier, tuple[Any, ...]]]

    def names(self) -> Iterator[tuple[str, str]]:
        """Give the names of units in the rows, each with what an invented one begins with."""
        columns = {
            item.pointer for record in self.mapped.records for item in pointers_of(record) if item.field in _NAMES
        }
        for _, row in self.rows:
            for column, value in zip(self.columns, row, strict=True):
                if column in columns and isinstance(value, str) and value.strip():
                    yield "样例单位", value.strip()


class KeepingMapping(TableMapping):
    """Maps as its base does, and keeps the rows it was given."""

    def __init__(self, mapped: Mapped, kept: Callable[[TableRows], None]) -> None:
        super().__init__(mapped)
        self._kept = TableRows(mapped, self.columns, [])
        kept(self._kept)

    def found(self, delivery: Delivery, key: Identifier, rows: Sequence[Sequence[Any]]) -> Found:
        """Keep the rows, and map them."""
        self._kept.rows.extend((key, tuple(row)) for row in rows)
        return super().found(delivery, key, rows)


def sql_script(tables: Sequence[tuple[TableRequest, TableRows]], invented: Invented, loaded: datetime) -> str:
    """Give a script that fills a SQLite file with the rows, and with control rows that declare as many."""
    written: list[str] = []
    made: set[str] = set()
    for request, kept in tables:
        if not isinstance(request.table, SqlTable):
            raise TypeError("a table of a database is wanted")
        spec = request.table
        columns = tuple(dict.fromkeys((spec.key, *spec.where, *kept.columns)))
        fixed = {name: values[0] for name, values in spec.where.items()}
        written.append(f"CREATE TABLE {_table(spec.table)} ({', '.join(map(_quoted, columns))});")
        for key, row in kept.rows:
            own = {spec.key: invented.value(key.scheme, key.value)}
            held = {name: _invented(value, invented) for name, value in zip(kept.columns, row, strict=True)}
            values = {**fixed, **held, **own}
            written.append(
                f"INSERT INTO {_table(spec.table)} VALUES ({', '.join(_literal(values[name]) for name in columns)});"
            )
        if spec.control is not None:
            written += _control(spec.control, len(kept.rows), loaded, made)
    return "\n".join(written) + "\n"


def file_of(spec: FileSet, kept: TableRows, invented: Invented) -> bytes:
    """Give one CSV or JSON lines file with the rows; raises `ValueError` for a workbook."""
    columns = tuple(dict.fromkeys((spec.key, *kept.columns)))
    rows = []
    for key, row in kept.rows:
        held = {name: _invented(value, invented) for name, value in zip(kept.columns, row, strict=True)}
        rows.append({**held, spec.key: invented.value(key.scheme, key.value)})
    if spec.format is FileFormat.JSON_LINES:
        return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    if spec.format is FileFormat.XLSX:
        raise ValueError("a workbook is not written; save one with a few invented rows by hand")
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=spec.delimiter, lineterminator="\r\n")
    for _ in range(spec.header_row):
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(spec.charset)


def manifest_of(spec: FileSet, files: Mapping[str, tuple[bytes, int]], generated: datetime) -> bytes:
    """Give the manifest that describes files by name: content and number of rows."""
    manifest = spec.manifest
    if manifest is None:
        raise TypeError("a set without a manifest has none")
    text = io.StringIO(newline="")
    columns = [manifest.name, manifest.rows, *filter(None, (manifest.sha256, manifest.generated))]
    writer = csv.DictWriter(text, columns, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for name, (body, rows) in files.items():
        line = {manifest.name: name, manifest.rows: rows}
        line |= {manifest.sha256: hashlib.sha256(body).hexdigest()} if manifest.sha256 else {}
        line |= {manifest.generated: generated.isoformat()} if manifest.generated else {}
        writer.writerow(line)
    return text.getvalue().encode()


def _control(control: ControlTable, rows: int, loaded: datetime, made: set[str]) -> Iterator[str]:
    named = {**{name: values[0] for name, values in control.where.items()}, control.rows: rows}
    named |= {control.loaded_at: loaded.isoformat()} if control.loaded_at else {}
    if control.table not in made:
        made.add(control.table)
        yield f"CREATE TABLE {_table(control.table)} ({', '.join(map(_quoted, named))});"
    yield f"INSERT INTO {_table(control.table)} VALUES ({', '.join(map(_literal, named.values()))});"


def _invented(value: Any, invented: Invented) -> Any:
    return invented.replaced(value) if isinstance(value, str) else value


def _table(name: str) -> str:
    """Quote a table's bare name; the case's database has no schemas, and answers to `main`."""
    return _quoted(name.rpartition(".")[2])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    text = value.isoformat() if isinstance(value, (date, datetime)) else str(value)
    return "'" + text.replace("'", "''") + "'"
