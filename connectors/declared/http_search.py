"""`[search]` of an agency file at work: one request by a unit's name, read into registrations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken, Unaccounted, WrongSubject
from connectors.core.own import OwnIdentifiers
from connectors.core.search import NamedUnits, NameQuestion
from connectors.declared.http_question import HttpQuestion
from connectors.declared.http_spec import HttpRequest
from connectors.declared.outcomes import check_answer, total_of
from connectors.exchange.exchange import Reply, Request
from connectors.mapping.nulls import as_word
from schema.identifiers import Identifier, Scheme
from schema.records import Registration

_NO_KEY: Final = Identifier(scheme=Scheme.CREDIT_CODE, value="")  # rows say whose they are, nobody was asked about


class HttpSearch:
    """Searches one source; `send` gives the answer or raises the fault of its status."""

    def __init__(
        self, spec: HttpRequest, base_url: str, settings: Mapping[str, str], send: Callable[[Request], Awaitable[Reply]]
    ) -> None:
        self._question = HttpQuestion(spec, base_url, settings, send)
        self._send = send

    async def find(self, question: NameQuestion, delivery: Delivery) -> NamedUnits:
        """Find units by name; rows whose own identifiers are masked or malformed are left out."""
        reader = self._question.reader
        page = self._question.decode(await self._send(self._question.by_name(question, delivery.retrieved_at)))
        check_answer(reader, page)
        if reader.mapping.echo is not None:
            _check_echo(question.name, as_word(reader.echo(page)))
        if reader.none(page, page, _NO_KEY):
            return NamedUnits((), more=False)
        return _named(self._question, page, delivery)


def _named(question: HttpQuestion, page: Any, delivery: Delivery) -> NamedUnits:
    (read,) = question.reader.records
    rows = read.rows(page)
    if rows is None:
        raise Unaccounted
    own = OwnIdentifiers(_NO_KEY)
    found = [read.row.map(delivery, own, own.key, row, page) for row in rows]
    total = None if read.total is None else total_of(read.total(page))
    if total is not None and total < len(rows):
        raise ContractBroken("the source declared fewer units than it delivered")
    units = tuple(each for each in found if isinstance(each, Registration))
    return NamedUnits(units, more=total is not None and total > len(rows))


def _check_echo(name: str, echo: str | None) -> None:
    if not echo:
        raise Unaccounted
    if echo != name:
        raise WrongSubject
