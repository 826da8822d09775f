"""Asks the transport department for highway-construction grades, national and by province."""

from __future__ import annotations

from connectors.agencies.transport.mapping import evaluations_found
from connectors.agencies.transport.wire import Answer
from connectors.core.accounting import check_echo, check_total
from connectors.core.connector import Call, Descriptor, KeyedConnector, SourceRef, Told
from connectors.core.dates import read_data_time
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.policy import key_in_url
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import NotFound

_ANSWERS = JsonAnswers(Answer)
_NOTHING = NotFound(evidence="total 0 with the code echoed")


class TransportConnector(HttpConnector, KeyedConnector):
    """Connector of the transport department."""

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        super().__init__(settings, wiring, {"X-Api-Key": settings.key})
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            kinds=frozenset({RecordKind.EVALUATION}),
            fields=frozenset({"highway-construction"}),
            carries=frozenset({Scheme.CREDIT_CODE}),
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key: Identifier, call: Call) -> Told:  # noqa: ARG002 - rows are dated; every call is alike
        """Ask for the grades of one unit."""
        answer = _ANSWERS.read(await self.get(f"/highway/v1/evaluations?uscc={key_in_url(key)}"))
        check_echo(key, answer.asked)
        check_total(answer.total, len(answer.rows))
        data_time = read_data_time(answer.data_time)
        if not answer.rows:
            return Told(_NOTHING, data_time)
        found = evaluations_found(self.delivery(), key, answer.rows)
        return Told(found, data_time)
