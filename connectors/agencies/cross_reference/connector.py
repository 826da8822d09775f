"""Asks the port office which customs code belongs to a credit code; it gives no records."""

from __future__ import annotations

import msgspec

from connectors.core.accounting import check_echo
from connectors.core.connector import Call, Descriptor, KeyedConnector, SourceRef, Told
from connectors.core.dates import Day, read_data_time, read_day, read_last_day, span
from connectors.core.faults import ContractBroken, Unaccounted
from connectors.core.own import identifier
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.policy import key_in_url
from connectors.exchange.wiring import Wiring
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Alias, Found, NotFound

_NOTHING = NotFound(evidence="found false with the code echoed")


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """Answer about one credit code, and the first and last day the customs code was its."""

    found: bool | None = None
    code: str | None = None
    customs_code: str | None = None
    first: Day = msgspec.field(name="from", default=None)
    last: Day = msgspec.field(name="to", default=None)
    data_time: str | None = None


_ANSWERS = JsonAnswers(Answer)


class CrossReferenceConnector(HttpConnector, KeyedConnector):
    """Connector of the cross-reference."""

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        super().__init__(settings, wiring, {"Authorization": f"Bearer {settings.key}"})
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            teaches=frozenset({Scheme.CUSTOMS_CODE}),
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key: Identifier, call: Call) -> Told:  # noqa: ARG002 - the alias carries its period
        """Ask for the customs code of one unit."""
        answer = _ANSWERS.read(await self.get(f"/xref/v1/customs-code?uscc={key_in_url(key)}"))
        if answer.found is None:
            raise Unaccounted
        check_echo(key, answer.code)
        data_time = read_data_time(answer.data_time)
        return Told(_found(answer) if answer.found else _NOTHING, data_time)


def _found(answer: Answer) -> Found:
    alias = identifier(Scheme.CUSTOMS_CODE, answer.customs_code)
    if alias is None:
        raise ContractBroken("the source gave a customs code that is none")
    return Found(aliases=(Alias(identifier=alias, period=span(read_day(answer.first), read_last_day(answer.last))),))
