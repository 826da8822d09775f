"""`[[request]]` of an agency file of kind rest, soap or graphql."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from connectors.declared.answer_reading import check_absence, check_paging, read_answer
from connectors.declared.http_spec import Charset, Format, HttpRequest
from connectors.declared.template import SETTING, Template
from connectors.manifest import Table
from connectors.mapping.reading.records import read_mapped
from connectors.mapping.reading.vocabulary import Dialect, Vocabulary
from connectors.paging import PagingKind, read_paging
from schema.identifiers import Scheme
from schema.suggest import did_you_mean

_PLACEHOLDERS = ("key", "keys", "page", "offset", "size", "cursor", "purpose", "as_of")
_NEEDED = {PagingKind.PAGE: "page", PagingKind.OFFSET: "offset", PagingKind.CURSOR: "cursor"}
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_XML = "text/xml; charset=utf-8"
_ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a request sends."""

    method: str
    path: str
    headers: dict[str, str]
    body: Template | None = None
    content_type: str | None = None


def read_http_request(
    table: Table, root: Table, kind: str, words: Vocabulary, *, keyed_by: tuple[Scheme, ...], batch: int
) -> HttpRequest:
    """Read one request; every fault is noted. `words.dialect` is that of the answer.

    `[answer]` and `[paging]` at the top of the file hold for every request without its own.
    """
    schemes = frozenset(table.some_of("schemes", Scheme)) or frozenset(keyed_by)
    request, by_scheme = read_request(table, root, kind, words, schemes)
    check_placeholders(table, request, (*_PLACEHOLDERS, *by_scheme), by_scheme)
    _check_keys(table, request, batch=batch)
    return request


def read_request(
    table: Table, root: Table, kind: str, words: Vocabulary, schemes: frozenset[Scheme]
) -> tuple[HttpRequest, dict[str, dict[Scheme, str]]]:
    """Read what is sent and how its answer is read, and the words by scheme; whom it asks about is not checked."""
    by_scheme = _by_scheme(table, schemes)
    sent = _SENT[kind](table)
    answer = table.table("answer") or root.table("answer") or _missing(table)
    paging_table = table.table("paging") or root.table("paging")
    paging = read_paging(paging_table)
    many = "keys" in {name for text in (Template.of(sent.path), sent.body) if text for name in text.names}
    statuses = frozenset(_statuses(answer))
    mapped = read_mapped(table, root, words)
    believed = read_answer(answer, paging_table, words, many=many, graphql=kind == "graphql")
    request = HttpRequest(
        line=table.source.line_of(table.path),
        schemes=schemes,
        method=sent.method,
        path=Template.of(sent.path),
        headers={name: Template.of(text) for name, text in sent.headers.items()},
        body=sent.body,
        content_type=sent.content_type,
        words=by_scheme,
        many=many,
        separator=table.text("separator", ","),
        paging=paging,
        format=Format.XML if words.dialect is Dialect.XML else Format.JSON,
        charset=answer.one_of("charset", Charset, Charset.UTF_8),
        root=_root(answer, words) if kind == "soap" else "",
        soap=kind == "soap",
        namespaces=words.namespaces,
        statuses=statuses,
        answer=believed,
        evidence=answer.text("evidence", "") or _evidence(believed.none, verified=believed.verified_total),
        mapped=mapped,
    )
    check_absence(answer, believed, mapped, statuses)
    if paging_table is not None:
        if paging.kind is not PagingKind.NONE:
            check_paging(paging_table, paging, believed, mapped)
        paging_table.finish()
    answer.finish()
    return request, by_scheme


def _root(answer: Table, words: Vocabulary) -> str:
    """Read the name of the element in the SOAP body that is the answer, in Clark notation."""
    name = answer.text("root")
    prefix, colon, local = name.partition(":")
    if not colon:
        return name
    if prefix not in words.namespaces:
        answer.fault(f"has the prefix {prefix!r}", did_you_mean(prefix, words.namespaces), key="root")
    return f"{{{words.namespaces.get(prefix, '')}}}{local}"


def _missing(table: Table) -> Table:
    table.fault("has no [request.answer]", "write how the answer is believed: ok, echo, none")
    return Table(table.source, table.path, {"no_echo": "-"}, [])


def _evidence(none: tuple[Any, ...], *, verified: bool) -> str:
    if verified:
        return "the declared total is 0, about the subject asked"
    said = []
    for item in none:
        if item.lists_key:
            said.append(f"the key is listed at {item.at}")
        else:
            said.append(f"{item.at} is {'null' if item.null else ' or '.join(item.words)}")
    return ", ".join(said)


def _by_scheme(table: Table, schemes: frozenset[Scheme]) -> dict[str, dict[Scheme, str]]:
    """Read `[request.words.NAME]`: what a placeholder of that name says for a key of each scheme."""
    words = table.table("words")
    found: dict[str, dict[Scheme, str]] = {}
    for name in words.names() if words is not None else ():
        inner = words.table(name) if words is not None else None
        if inner is None:
            continue
        found[name] = {scheme: inner.text(scheme.value) for scheme in sorted(schemes)}
        inner.finish()
    return found


def _statuses(answer: Table) -> tuple[int, ...]:
    written = answer.written("statuses")
    if written is None:
        return (200,)
    if not (isinstance(written, list) and written and all(isinstance(item, int) for item in written)):
        answer.fault("is no list of statuses", "write statuses = [200, 404]", key="statuses")
        return (200,)
    wrong = [item for item in written if item not in {200, 203, 404}]
    if wrong:
        answer.fault(
            f"takes {wrong[0]} for an answer", "only 200, 203 and a 404 with a body can be one", key="statuses"
        )
    return tuple(written)


def _headers(table: Table) -> dict[str, str]:
    inner = table.table("headers")
    if inner is None:
        return {}
    found = {name: inner.text(name) for name in inner.names()}
    inner.finish()
    return found


def _rest(table: Table) -> _Sent:
    method = table.text("method", "GET")
    if method not in {"GET", "POST"}:
        table.fault(f"is {method!r}", "write GET or POST: a source is only ever read", key="method")
    headers, body, content_type = _headers(table), None, None
    if table.has("body"):
        inner = table.table("body")
        body, content_type = Template.of_json(inner.rest() if inner is not None else {}), _JSON
    if table.has("form"):
        form = table.table("form")
        pairs = form.rest() if form is not None else {}
        body, content_type = Template.of_form(pairs), _FORM
    if table.has("xml"):
        body, content_type = Template.of(table.text("xml")), _XML
    if body is not None and method == "GET":
        table.fault("sends a body with GET", 'write method = "POST"', key="method" if table.has("method") else "body")
    return _Sent(method, _path(table, table.text("path")), headers, body, content_type)


def _soap(table: Table) -> _Sent:
    envelope = table.text("envelope")
    if envelope and _ENVELOPE not in envelope:
        table.fault("is no SOAP 1.1 envelope", f'begin with <soap:Envelope xmlns:soap="{_ENVELOPE}">', key="envelope")
    headers = {**_headers(table), "SOAPAction": f'"{table.text("action")}"'}
    return _Sent("POST", _path(table, table.text("path")), headers, Template.of(envelope), _XML)


def _graphql(table: Table) -> _Sent:
    variables = table.table("variables")
    filled = Template.of_json(variables.rest() if variables is not None else {})
    query = msgspec.json.encode(table.text("query")).decode()
    texts = [*filled.texts]
    texts[0] = f'{{"query":{query},"variables":{texts[0]}'
    texts[-1] += "}"
    body = Template(tuple(texts), filled.names)
    return _Sent("POST", _path(table, table.text("path", "/graphql")), _headers(table), body, _JSON)


def _path(table: Table, path: str) -> str:
    if path and (not path.startswith("/") or path.startswith("//")):
        table.fault(f"is {path!r}", "write a path below the source's url, such as /api/v1/units/{key}", key="path")
    return path


_SENT: Mapping[str, Any] = {"rest": _rest, "soap": _soap, "graphql": _graphql}


def check_placeholders(
    table: Table, request: HttpRequest, known: tuple[str, ...], by_scheme: Mapping[str, Any]
) -> None:
    """Note placeholders nothing fills, words nothing uses, and pages that are not asked for."""
    for template in request.templates:
        for name in template.unknown(known):
            table.fault(f"has the placeholder {{{name}}}, which nothing fills", did_you_mean(name, (*known, SETTING)))
    used = {name for template in request.templates for name in template.names}
    for name in by_scheme:
        if name not in used:
            table.fault(f"declares words for {{{name}}}, and no part of the request has it", "use it or leave it out")
    needed = _NEEDED.get(request.paging.kind)
    if needed is not None and needed not in used:
        table.fault(f"pages by {needed} and does not send it", f"put {{{needed}}} into the path or the body")


def _check_keys(table: Table, request: HttpRequest, *, batch: int) -> None:
    used = {name for template in request.templates for name in template.names}
    if not used & {"key", "keys"}:
        table.fault("does not say whom it asks about", "put {key} into the path or the body")
    if {"key", "keys"} <= used:
        table.fault("holds both {key} and {keys}", "use {keys} alone for a batch")
    if request.many != (batch > 1):
        table.fault(
            "asks about several keys" if request.many else "asks about one key, and the file declares a batch",
            "write batch = the most keys of one request" if request.many else "use {keys}, or leave out batch",
        )
    personal = [scheme.value for scheme in sorted(request.schemes) if scheme.personal]
    if personal and {"key", "keys"} & set(request.path.names):
        table.fault(
            f"puts a {personal[0]} into a URL, where logs keep it", "send personal keys in the body", key="path"
        )
