"""Reads an agency file as a whole: every fault at once, each with file, line and what to write instead."""

from __future__ import annotations

from pathlib import Path

from connectors.auth.reading import read_auth, read_tls
from connectors.core.connector import History
from connectors.core.settings import Limits
from connectors.declared.agency_file import AgencyFile, News, SourceKind, TableRequest
from connectors.declared.files_reading import read_file_set
from connectors.declared.http_reading import read_http_request
from connectors.declared.http_spec import Format, HttpRequest
from connectors.declared.search_reading import read_search
from connectors.declared.sql_reading import read_sql_table
from connectors.exchange.policy import origin_of
from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from connectors.mapping.reading.records import read_mapped
from connectors.mapping.reading.vocabulary import Dialect, Vocabulary, read_vocabulary
from schema.identifiers import Scheme

_LEAST_POLL_SECONDS = 60
FILE_NAME = "agency.toml"
_MAX_BYTES = {SourceKind.FILES: 64 * 1024 * 1024}
_DIALECTS = {SourceKind.SOAP: Dialect.XML, SourceKind.SQL: Dialect.COLUMNS, SourceKind.FILES: Dialect.COLUMNS}


def read_agency_file(path: Path) -> AgencyFile:
    """Read an agency file; raises `ManifestFaults` with everything wrong in it."""
    faults: list[Fault] = []
    root = Table.root(read_toml(path, name=f"{path.parent.name}/{path.name}"), faults)
    found = _file(root, path)
    root.finish()
    if faults:
        raise ManifestFaults(faults)
    return found


def _file(root: Table, path: Path) -> AgencyFile:
    kind = root.one_of("kind", SourceKind)
    keyed_by = root.some_of("keyed_by", Scheme)
    if not keyed_by:
        root.fault("does not say by which identifiers it is asked", 'write keyed_by = ["CREDIT_CODE"], best first')
    batch = root.integer("batch", 1, at_least=1)
    freshness = root.number("freshness_seconds", 300.0)
    words = read_vocabulary(root, _dialect(root, kind), _namespaces(root))
    requests: list[HttpRequest] = []
    tables: list[TableRequest] = []
    for table in root.tables("request"):
        if kind.http:
            requests.append(read_http_request(table, root, kind.value, words, keyed_by=keyed_by, batch=batch))
        else:
            tables.append(_table_request(table, root, kind, words, keyed_by))
    found = AgencyFile(
        path=path,
        kind=kind,
        title=root.text("title"),
        title_zh=root.text("title_zh", ""),
        notes=root.text("notes", ""),
        keyed_by=keyed_by,
        history=root.one_of("history", History),
        masked=frozenset(root.some_of("masked", Scheme)),
        batch=batch,
        freshness_seconds=freshness,
        absence_freshness_seconds=root.number("absence_freshness_seconds", min(freshness, 60.0)),
        gather_seconds=root.number("gather_seconds", 0.002),
        news=_news(root.table("news")),
        idempotent=root.flag("idempotent", default=True),
        limits=_limits(root),
        auth=read_auth(root.table("auth")),
        tls=read_tls(root.table("tls")),
        url=_url(root),
        origins=_origins(root),
        max_bytes=root.integer("max_bytes", _MAX_BYTES.get(kind, 4 * 1024 * 1024), at_least=1),
        connect_seconds=root.number("connect_seconds", 2.0),
        requests=tuple(requests),
        search=_search(root, kind, words),
        tables=tuple(tables),
    )
    _check_whole(root, found)
    return found


def _search(root: Table, kind: SourceKind, words: Vocabulary) -> HttpRequest | None:
    table = root.table("search")
    if table is None:
        return None
    if not kind.http:
        root.fault(f"has [search], and {kind.value} sources are not searched by name", "leave it out", key="search")
        table.rest()
        return None
    return read_search(table, root, kind.value, words)


def _dialect(root: Table, kind: SourceKind) -> Dialect:
    if kind is SourceKind.REST:
        return Dialect.XML if root.one_of("format", Format, Format.JSON) is Format.XML else Dialect.JSON
    return _DIALECTS.get(kind, Dialect.JSON)


def _namespaces(root: Table) -> dict[str, str]:
    table = root.table("namespaces")
    return {} if table is None else {name: table.text(name) for name in table.names()}


def _table_request(
    table: Table, root: Table, kind: SourceKind, words: Vocabulary, keyed_by: tuple[Scheme, ...]
) -> TableRequest:
    return TableRequest(
        line=table.source.line_of(table.path),
        schemes=frozenset(table.some_of("schemes", Scheme)) or frozenset(keyed_by),
        table=read_sql_table(table) if kind is SourceKind.SQL else read_file_set(table),
        mapped=read_mapped(table, root, words),
    )


def _limits(root: Table) -> Limits:
    table = root.table("limits")
    plain = Limits()
    if table is None:
        return plain
    found = Limits(
        concurrency=table.integer("concurrency", plain.concurrency, at_least=1),
        rate_per_second=table.number("rate_per_second") if table.has("rate_per_second") else None,
        time_budget_seconds=table.number("time_budget_seconds", plain.time_budget_seconds),
        attempts=table.integer("attempts", plain.attempts, at_least=1),
        breaker_failures=table.integer("breaker_failures", plain.breaker_failures, at_least=1),
        breaker_rest_seconds=table.number("breaker_rest_seconds", plain.breaker_rest_seconds),
        breaker_patience_seconds=table.number("breaker_patience_seconds", plain.breaker_patience_seconds),
        hedge_after_seconds=table.number("hedge_after_seconds") if table.has("hedge_after_seconds") else None,
    )
    table.finish()
    return found


def _news(table: Table | None) -> News:
    """Read how the source's news is learnt; nothing by default."""
    if table is None:
        return News()
    found = News(
        feed=table.flag("feed"), poll_seconds=table.number("poll_seconds") if table.has("poll_seconds") else None
    )
    if found.poll_seconds is not None and found.poll_seconds < _LEAST_POLL_SECONDS:
        table.fault(f"is {found.poll_seconds:g} s", f"write {_LEAST_POLL_SECONDS} or more", key="poll_seconds")
    if found == News():
        table.fault("says nothing", "write feed = true, poll_seconds = 3600 or both; or leave [news] out")
    table.finish()
    return found


def _url(root: Table) -> str | None:
    url = root.optional_text("url")
    if url is not None:
        _origin(root, "url", url)
    return url


def _origins(root: Table) -> frozenset[str]:
    return frozenset(origin for url in root.texts("origins") if (origin := _origin(root, "origins", url)))


def _origin(root: Table, key: str, url: str) -> str | None:
    try:
        return origin_of(url)
    except ValueError as error:
        root.fault(f"is {url!r}, which {error}", "write https://host or https://host:port", key=key)
        return None


def _check_whole(root: Table, found: AgencyFile) -> None:
    if not (found.requests or found.tables):
        root.fault("asks nothing", "add [[request]]")
    asked = [*(request.schemes for request in found.requests), *(table.schemes for table in found.tables)]
    served = frozenset[Scheme]().union(*asked)
    for scheme in found.keyed_by:
        if scheme not in served:
            root.fault(f"is keyed by {scheme.value}, and no request serves it", "add it to schemes of a request")
    for scheme in sorted(served - set(found.keyed_by)):
        root.fault(f"has a request for {scheme.value}", f"add {scheme.value} to keyed_by", key="keyed_by")
    if found.kind is SourceKind.SQL and (found.tls.settings or found.auth.settings):
        hint = "give credentials and TLS in the setting `url`, as the driver takes them"
        root.fault(
            "has [auth] or [tls], which a database does not use", hint, key="tls" if found.tls.settings else "auth"
        )
    for scheme in sorted(found.masked - set(found.keyed_by)):
        root.fault(f"masks {scheme.value}, by which it is not keyed", "write what is masked of keyed_by", key="masked")
