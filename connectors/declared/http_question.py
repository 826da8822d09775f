"""One request of an agency file at work: filled, sent page by page, decoded, and read into outcomes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import msgspec
from lxml import etree

from connectors.core.accounting import check_total
from connectors.core.charset import declared_charset
from connectors.core.connector import Call
from connectors.core.dates import read_data_time
from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken, Malformed, TooLarge, Unaccounted
from connectors.core.search import NameQuestion
from connectors.declared.http_spec import Charset, Format, HttpRequest
from connectors.declared.outcomes import Believed, check_answer, outcome_of, outcomes_of, total_of
from connectors.declared.template import SETTING, Escape, Template, in_json, in_url, in_xml, key_in_body
from connectors.exchange.exchange import Reply, Request
from connectors.exchange.http import JsonAnswers
from connectors.exchange.link import next_link
from connectors.exchange.policy import key_in_url
from connectors.exchange.xml import parse_xml, soap_payload
from connectors.mapping.compiling.answers import AnswerReader, compile_answer
from connectors.mapping.compiling.json_shape import JsonPlace
from connectors.mapping.compiling.source import Source
from connectors.mapping.compiling.xml_shape import XmlPlace
from connectors.mapping.nulls import as_word
from connectors.paging import Page, Turn, following
from schema.dates import legal_day
from schema.identifiers import Identifier
from schema.outcomes import Outcome

_MOST_BYTES = 32 * 1024 * 1024  # of all pages of one answer together

Send = Callable[[Request], Awaitable[Reply]]
Decode = Callable[[Reply], Any]
Answered = tuple[dict[Identifier, Outcome], datetime | None]


class HttpQuestion:
    """Asks one request; `send` gives the answer or raises the fault of its status.

    `reader` and `decode` are what its answers are read with.
    """

    def __init__(self, spec: HttpRequest, base_url: str, settings: Mapping[str, str], send: Send) -> None:
        self.spec = spec
        self._url = base_url.rstrip("/")
        self._send = send
        self._escape = in_json if spec.content_type == "application/json" else in_xml if spec.soap else in_url
        if spec.content_type and spec.content_type.startswith("text/xml"):
            self._escape = in_xml
        named = {f"{SETTING}{name}": value for name, value in settings.items()}
        self._path = spec.path.bound({name: in_url(value) for name, value in named.items()})
        self._body = (
            spec.body.bound({name: self._escape(value) for name, value in named.items()}) if spec.body else None
        )
        self._headers = {name: template.bound(named) for name, template in spec.headers.items()}
        self._fixed = {} if spec.content_type is None else {"Content-Type": spec.content_type}
        self.reader, self.decode = compiled(spec)
        self._believed = Believed(self.reader, spec.evidence)

    async def ask(self, keys: Sequence[Identifier], call: Call, delivery: Delivery) -> Answered:
        """Ask about the keys, one of them unless the request takes many; raises a `Fault` that concerns them all."""
        pages = await self._pages(keys, call, delivery)
        data_time = read_data_time(as_word(self.reader.data_time(pages[0])))
        if self.spec.many:
            return outcomes_of(self._believed, keys, pages, delivery), data_time
        return {keys[0]: outcome_of(self._believed, keys[0], pages, delivery)}, data_time

    async def _pages(self, keys: Sequence[Identifier], call: Call, delivery: Delivery) -> list[Any]:
        turn: Turn | None = Turn(self.spec.paging.first)
        pages: list[Any] = []
        left = _MOST_BYTES
        seen = _Seen()
        while turn is not None:
            reply = await self._send(self.request(keys, call, turn, delivery.retrieved_at))
            left -= len(reply.body)
            if pages and left < 0:
                raise TooLarge("the source's pages together exceed the size limit")
            page = self.decode(reply)
            check_answer(self.reader, page)
            pages.append(page)
            if not self.spec.paging.kind.pages:
                break
            self._check_turn(page, turn)
            turn = following(self.spec.paging, turn, self._told(page, reply, seen))
        return pages

    def _told(self, page: Any, reply: Reply, seen: _Seen) -> Page:
        """Say what a page tells of the whole; raises `Truncated` or `ContractBroken` if the total changed."""
        reader, (paged, *_) = self.reader, (item for item in self.reader.records if item.mapping.rows is not None)
        rows = len(paged.rows(page) or ())
        total = None if paged.total is None else total_of(paged.total(page))
        if seen.rows and total != seen.total:
            check_total(seen.total, seen.rows)
            raise ContractBroken("the source declared another total from page to page")
        seen.rows += rows
        seen.total = total
        next_at = (
            next_link(reply.headers.get("link")) if self.spec.paging.link_header else as_word(reader.next_at(page))
        )
        more = reader.more(page) if reader.mapping.more is not None else None
        return Page(rows=rows, rows_so_far=seen.rows, total=total, next_at=next_at, more=more)

    def request(self, keys: Sequence[Identifier], call: Call, turn: Turn, now: datetime) -> Request:
        """Give the request about the keys, for one page."""
        spec = self.spec
        if turn.cursor is not None and spec.paging.kind == "link":
            return Request(spec.method, urljoin(f"{self._url}/", turn.cursor), self._filled_headers({}), None)
        return self._filled(self._common(keys, call, turn, now), keys)

    def by_name(self, question: NameQuestion, now: datetime) -> Request:
        """Give the request that searches a name."""
        match = self.spec.exact if question.exact else self.spec.prefix
        common = {
            "name": question.name,
            "match": match,
            "size": str(question.most),
            "purpose": question.purpose.value,
            "as_of": legal_day(now).isoformat(),
        }
        return self._filled(common, ())

    def _filled(self, common: Mapping[str, str], keys: Sequence[Identifier]) -> Request:
        spec, path = self.spec, self._path
        url = self._url + path.filled(_escaped(path, common, in_url) | self._keys(keys, path.names, key_in_url, in_url))
        body, template = None, self._body
        if template is not None:
            named = self._keys(keys, template.names, key_in_body, self._escape)
            body = template.filled(_escaped(template, common, self._escape) | named).encode()
        return Request(spec.method, url, self._filled_headers(common), body)

    def _filled_headers(self, common: Mapping[str, str]) -> Mapping[str, str]:
        if not self._headers:
            return self._fixed
        return {**self._fixed, **{name: template.filled(common) for name, template in self._headers.items()}}

    def _common(self, keys: Sequence[Identifier], call: Call, turn: Turn, now: datetime) -> dict[str, str]:
        paging = self.spec.paging
        return {
            "page": str(turn.number),
            "offset": str(turn.number),
            "size": str(paging.size),
            "cursor": turn.cursor or "",
            "purpose": call.purpose.value,
            "as_of": (call.as_of or legal_day(now)).isoformat(),
            **{name: words.get(keys[0].scheme, "") for name, words in self.spec.words.items()},
        }

    def _keys(
        self,
        keys: Sequence[Identifier],
        names: Sequence[str],
        value_of: Callable[[Identifier], str],
        escape: Escape,
    ) -> dict[str, str]:
        if "key" in names:
            return {"key": value_of(keys[0])}
        if "keys" not in names:
            return {}
        values = [value_of(key) for key in keys]
        if escape is in_json:
            return {"keys": msgspec.json.encode(values).decode()}
        return {"keys": self.spec.separator.join(values)}

    def _check_turn(self, page: Any, turn: Turn) -> None:
        if self.reader.mapping.page_echo is None:
            return
        echo = as_word(self.reader.page(page))
        if echo is None:
            raise Unaccounted
        if echo != str(turn.number):
            raise ContractBroken("the source delivered another page than the one asked for")


@dataclass(slots=True)
class _Seen:
    """What the pages so far held."""

    rows: int = 0
    total: int | None = None


def _escaped(template: Template, values: Mapping[str, str], escape: Escape) -> dict[str, str]:
    return {name: escape(values[name]) for name in template.names if name in values}


def compiled(spec: HttpRequest) -> tuple[AnswerReader, Decode]:
    """Compile the reader of a request's answer, and what decodes a body for it."""
    source = Source()
    if spec.format is Format.XML:
        reader = compile_answer(source, XmlPlace(source, spec.namespaces), spec.answer, spec.mapped)
        return reader, lambda reply: _xml(spec, reply)
    root = JsonPlace()
    reader = compile_answer(source, root, spec.answer, spec.mapped)
    answers: JsonAnswers[Any] = JsonAnswers(root.decoded_to(), any_charset=spec.charset is not Charset.UTF_8)
    return reader, answers.read


def _xml(spec: HttpRequest, reply: Reply) -> etree._Element:
    charset = declared_charset(reply.headers.get("content-type")) or (
        None if spec.charset is Charset.UTF_8 else spec.charset.value
    )
    plain = None if charset == "utf-8-sig" else charset
    try:
        return soap_payload(reply.body, spec.root, charset=plain) if spec.soap else parse_xml(reply.body, charset=plain)
    except LookupError:
        raise Malformed("the source's answer is not text in its charset") from None
