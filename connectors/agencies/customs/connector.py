"""Asks customs for the current credit level of one customs code."""

from __future__ import annotations

from connectors.agencies.customs.mapping import level_found
from connectors.agencies.customs.wire import Answer
from connectors.core.accounting import check_echo
from connectors.core.connector import Call, Descriptor, History, KeyedConnector, SourceRef, Told
from connectors.core.dates import read_data_time
from connectors.core.faults import Unaccounted, UpstreamError
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.policy import key_in_url
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import NotFound

_ANSWERS = JsonAnswers(Answer)
_FOUND = "200"
_NOTHING = NotFound(evidence="resultCode 204 and found false with the code echoed")


class CustomsConnector(HttpConnector, KeyedConnector):
    """Connector of customs; it keeps the current level only."""

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        super().__init__(settings, wiring, {"X-Api-Key": settings.key})
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CUSTOMS_CODE,),
            kinds=frozenset({RecordKind.EVALUATION}),
            fields=frozenset({"customs"}),
            history=History.CURRENT,
            carries=frozenset({Scheme.CUSTOMS_CODE, Scheme.CREDIT_CODE}),
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key: Identifier, call: Call) -> Told:  # noqa: ARG002 - the runner keeps past dates away
        """Ask for the level of one customs code."""
        answer = _ANSWERS.read(await self.get(f"/credit/v1/level?customsCode={key_in_url(key)}"))
        if answer.result_code not in {_FOUND, "204"}:
            raise UpstreamError(detail="the answer's resultCode says so")
        check_echo(key, answer.customs_code)
        data_time = read_data_time(answer.data_time)
        if answer.result_code == _FOUND and answer.data is not None:
            found = level_found(self.delivery(), key, answer.data)
            return Told(found, data_time)
        if answer.result_code == _FOUND or answer.found is not False:
            raise Unaccounted
        return Told(_NOTHING, data_time)
