"""Cases of databases and files: asked once, their rows kept as far as they are mapped, and invented."""

from __future__ import annotations

import asyncio
import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from connectors.authoring.invented import Invented
from connectors.authoring.tables import KeepingMapping, TableRows, file_of, manifest_of, sql_script
from connectors.contract.cases import Case
from connectors.core.answers import Answer
from connectors.core.connector import Call
from connectors.core.runner import Runner
from connectors.declared.agency_file import SourceKind, TableRequest
from connectors.declared.files_connector import FilesConnector
from connectors.declared.files_spec import FileSet
from connectors.declared.load import DeclaredKind
from connectors.files.content import Content, FileRead
from gateway.cli.authoring.target import Target, now
from gateway.cli.exits import CommandFailed
from schema.codes import Purpose
from schema.identifiers import Identifier
from schema.outcomes import Failed

_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one asking brought: rows by request, when the data are of, and the files read by request."""

    tables: list[tuple[TableRequest, TableRows]]
    generated: datetime
    files: Sequence[Sequence[FileRead]]


def record_tables(target: Target, kind: DeclaredKind, keys: tuple[Identifier, ...], case: Case, folder: Path) -> Case:
    """Ask, and give the case; files are written below `folder`. Raises `CommandFailed` without a usable answer."""
    asked = asyncio.run(_asked(target, kind, keys))
    names: dict[str, list[str]] = {}
    for _, rows in asked.tables:
        for begins, name in rows.names():
            names.setdefault(begins, []).append(name)
    invented = Invented(names)
    own = tuple(Identifier(scheme=key.scheme, value=invented.value(key.scheme, key.value)) for key in keys)
    if kind.file.kind is SourceKind.SQL:
        return replace(case, keys=own, database=sql_script(asked.tables, invented, asked.generated))
    _write_files(asked, invented, folder)
    return replace(case, keys=own, files=folder, modified=asked.generated)


async def _asked(target: Target, kind: DeclaredKind, keys: tuple[Identifier, ...]) -> _Asked:
    kept: list[TableRows] = []
    keeping = DeclaredKind(kind.file, lambda mapped: KeepingMapping(mapped, kept.append))
    connector = replace(target, kind=keeping).build()
    async with Runner(connector, clock=now) as runner:
        deadline = asyncio.get_running_loop().time() + _SECONDS
        call = Call(keys=keys, purpose=Purpose.SUPERVISION, request_id="record", deadline=deadline)
        answers = await runner.ask(call)
        contents = await connector.contents() if isinstance(connector, FilesConnector) else ()
    _check(answers.values())
    ages = [answer.data_as_of for answer in answers.values() if answer.data_as_of is not None]
    files = [content.files if isinstance(content, Content) else () for content in contents]
    return _Asked(list(zip(kind.file.tables, kept, strict=True)), min(ages, default=datetime.now(UTC)), files)


def _check(answers: Iterable[Answer]) -> None:
    for answer in answers:
        if isinstance(answer.outcome, Failed):
            outcome = answer.outcome
            raise CommandFailed(f"the source gave no usable answer: {outcome.message}", code=outcome.failure.value)


def _write_files(asked: _Asked, invented: Invented, folder: Path) -> None:
    folder.mkdir(parents=True)
    manifests: dict[str, tuple[FileSet, dict[str, tuple[bytes, int]]]] = {}
    for (request, rows), read in zip(asked.tables, asked.files, strict=True):
        spec = request.table
        if not isinstance(spec, FileSet):
            raise TypeError("a set of files is wanted")
        name = next((file.name for file in read), spec.files.rpartition("/")[2].replace("*", "1"))
        if not fnmatch.fnmatchcase(name, spec.files.rpartition("/")[2]):
            raise CommandFailed(f"{name} is not a file of {spec.files}")
        try:
            body = file_of(spec, rows, invented)
        except ValueError as error:
            raise CommandFailed(str(error)) from error
        (folder / name).write_bytes(body)
        if spec.manifest is not None:
            manifests.setdefault(spec.manifest.file, (spec, {}))[1][name] = (body, len(rows.rows))
    for name, (spec, files) in manifests.items():
        (folder / name).write_bytes(manifest_of(spec, files, asked.generated))
