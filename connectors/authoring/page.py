"""The page of an agency: what its file says, as Markdown for people who decide and operate."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from connectors.auth.spec import ApiKeyAuth, BasicAuth, BearerAuth, NoAuth, OAuth2Auth, SignatureAuth
from connectors.authoring.pointing import pointers_of
from connectors.contract.cases import read_cases
from connectors.core.connector import History
from connectors.declared.agency_file import AgencyFile, TableRequest
from connectors.declared.files_spec import FileSet
from connectors.declared.http_spec import HttpRequest
from connectors.declared.load import DeclaredKind
from connectors.declared.template import Template
from connectors.mapping.spec import Mapped, RecordMapping
from schema.codes import RecordKind
from schema.identifiers import Scheme

PAGE = "README.md"
_AUTH: Mapping[type, str] = {
    NoAuth: "nothing",
    BearerAuth: "a bearer token (RFC 6750)",
    ApiKeyAuth: "an API key",
    BasicAuth: "user and password (RFC 7617)",
    OAuth2Auth: "OAuth 2 client credentials (RFC 6749)",
    SignatureAuth: "a signature of each request",
}


def page(kind: DeclaredKind, name: str) -> str:
    """Give the page of an agency file; `name` is what agencies.toml calls the connector."""
    return "\n".join(_lines(kind, name)) + "\n"


def _lines(kind: DeclaredKind, name: str) -> Iterator[str]:
    file = kind.file
    title = f"{file.title} ({file.title_zh})" if file.title_zh else file.title
    yield from (
        f"# {title}",
        "",
        f"Written from `agency.toml` by `tally agency docs {name}`; a test compares them.",
        "",
    )
    yield from (file.notes, "") if file.notes else ()
    yield from _table(("", ""), _facts(file))
    yield from ("", "## Settings", "", f'`[[source]]` of `config/agencies.toml`, with `connector = "{name}"`:', "")
    yield from _table(("setting", "default"), _settings(kind))
    for request in file.requests:
        yield from ("", f"## {request.method} `{_shown(request.path)}`", "", *_request(request))
    if file.search is not None:
        yield from ("", f"## Search by name: {file.search.method} `{_shown(file.search.path)}`", "")
        yield "By the name of a unit, whole or its beginning; no person is searched."
        yield from _mapped(file.search.mapped)
    for table in file.tables:
        yield from ("", f"## {_table_title(table)}", "", *_table_request(table))
    yield from _cases(file)


def _facts(file: AgencyFile) -> Iterator[tuple[str, str]]:
    yield "reached by", file.kind.value
    yield "asked by", _schemes(file.keyed_by)
    yield "gives", ", ".join(_kinds(file)) or "no records"
    yield "proves", _schemes(sorted(file.teaches)) or "no identifiers"
    yield "past days", "yes, from dated rows" if file.history is History.FULL else "no, the present only"
    yield "masks", _schemes(sorted(file.masked)) or "nothing"
    yield "keys a request", str(file.batch)
    yield "an answer may be reused for", f"{file.freshness_seconds:g} s"
    yield "shows who asks by", _AUTH[type(file.auth)]
    limits = file.limits
    rate = "" if limits.rate_per_second is None else f", {limits.rate_per_second:g} a second"
    yield "at once", f"{limits.concurrency}{rate}, {limits.attempts} attempts within {limits.time_budget_seconds:g} s"


def _kinds(file: AgencyFile) -> Iterator[str]:
    for kind in sorted(file.kinds):
        fields = f" ({', '.join(sorted(file.fields))})" if kind is RecordKind.EVALUATION else ""
        yield f"{kind.value}{fields}"


def _settings(kind: DeclaredKind) -> Iterator[tuple[str, str]]:
    for item in dataclasses.fields(kind.settings_type):
        if item.name == "limits":
            continue
        required = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        yield f"`{item.name}`", "required" if required else f"{'none' if item.default is None else item.default}"


def _request(request: HttpRequest) -> Iterator[str]:
    yield (
        f"About {_schemes(sorted(request.schemes))}. Nothing is known if {request.evidence}."
        if _proves(request)
        else f"About {_schemes(sorted(request.schemes))}. It cannot say that it has nothing."
    )
    yield from _mapped(request.mapped)


def _proves(request: HttpRequest) -> bool:
    return request.answer.proves_absence


def _table_request(table: TableRequest) -> Iterator[str]:
    about = f"About {_schemes(sorted(table.schemes))}, by column `{table.table.key}`."
    if isinstance(table.table, FileSet):
        proof = "a manifest" if table.table.manifest else table.table.complete
        stale = table.table.stale_after_days
    else:
        proof = f"control table `{table.table.control.table}`" if table.table.control else None
        stale = table.table.control.stale_after_days if table.table.control else None
    whole = f" Whole by {proof}." if proof else " It cannot say that it has nothing."
    yield f"{about}{whole}{f' Refused when older than {stale} days.' if stale else ''}"
    yield from _mapped(table.mapped)


def _table_title(table: TableRequest) -> str:
    if isinstance(table.table, FileSet):
        return f"Files `{table.table.files}` ({table.table.format.value})"
    return f"Table `{table.table.table}`"


def _mapped(mapped: Mapped) -> Iterator[str]:
    for record in mapped.records:
        yield from ("", f"### {record.kind.value}{_place(record)}", "", *_table(("field", "from"), _fields(record)))
    if mapped.aliases:
        aliases = [(alias.scheme.value, _pointers(alias.value.pointers)) for alias in mapped.aliases]
        yield from ("", "### Identifiers proven", "", *_table(("scheme", "from"), aliases))
    for link in mapped.links:
        yield from ("", f"### Units a person holds roles in, at `{link.rows}`", "")
        yield from _table(
            ("field", "from"), [("unit", _pointers(link.unit.pointers)), ("role", _pointers(link.role.pointers))]
        )


def _place(record: RecordMapping) -> str:
    where = record.rows if record.rows is not None else record.row
    return f" at `{where}`" if where else ""


def _fields(record: RecordMapping) -> Iterator[tuple[str, str]]:
    by_field: dict[str, list[str]] = {}
    for item in pointers_of(record):
        by_field.setdefault(item.field, []).append(item.pointer)
    for name, pointers in by_field.items():
        yield name, _pointers(pointers)
    if record.scales:
        scales = [f"{scale.id}{f' from {scale.since}' if scale.since else ''}" for scale in record.scales]
        yield "scale", "; ".join(scales)


def _cases(file: AgencyFile) -> Iterator[str]:
    folder = file.path.parent / "cases"
    cases = read_cases(folder) if folder.is_dir() else ()
    if cases:
        yield from ("", "## Recorded cases", "")
        yield from _table(("case", ""), [(case.name, case.title) for case in cases])


def _pointers(pointers: Iterable[str]) -> str:
    return ", ".join(f"`{pointer}`" for pointer in pointers)


def _schemes(schemes: Iterable[Scheme]) -> str:
    return ", ".join(scheme.value for scheme in schemes)


def _shown(template: Template) -> str:
    return template.filled({name: f"{{{name}}}" for name in template.names})


def _table(head: tuple[str, str], rows: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield f"| {head[0]} | {head[1]} |"
    yield "| --- | --- |"
    yield from (f"| {left} | {right} |" for left, right in rows)


def page_file(kind: DeclaredKind) -> Path:
    """Give where the page of an agency is."""
    return kind.file.path.parent / PAGE
