"""Asks the serious-dishonesty lists about a batch of codes at once."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from connectors.agencies.serious_lists.mapping import entries_found
from connectors.agencies.serious_lists.wire import Answer, Result
from connectors.core.connector import Call, Dated, Descriptor, SourceRef
from connectors.core.dates import read_data_time
from connectors.core.faults import ContractBroken, Fault, Unaccounted, UpstreamError, WrongSubject
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme, normalise
from schema.outcomes import NotFound, Outcome

_ANSWERS = JsonAnswers(Answer)
_NOTHING = NotFound(evidence="the code is in the answer's list of absent codes")


class SeriousListsConnector(HttpConnector):
    """Connector of the serious-dishonesty lists."""

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        super().__init__(settings, wiring, {"X-Api-Key": settings.key, "Content-Type": "application/json"})
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            kinds=frozenset({RecordKind.SERIOUS_DISHONESTY_ENTRY}),
            carries=frozenset({Scheme.CREDIT_CODE}),
            batch_size=50,
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Ask about every code in one request."""
        body = msgspec.json.encode({"codes": [key.value for key in call.keys]})
        answer = _ANSWERS.read(await self.post("/api/v2/lists/batch", body))
        if answer.code != "0000":
            raise UpstreamError(detail="the answer's code says so")
        results = {normalise(result.uscc): result for result in answer.results if result.uscc}
        absent = {normalise(code) for code in answer.absent}
        if not {key.value for key in call.keys}.issuperset(absent.union(results)):
            raise WrongSubject
        outcomes = {key: self._outcome(key, results.get(key.value), absent=key.value in absent) for key in call.keys}
        data_time = read_data_time(answer.data_time)
        return outcomes if data_time is None else Dated(outcomes, data_time)

    def _outcome(self, key: Identifier, result: Result | None, *, absent: bool) -> Outcome:
        if result is not None and absent:
            return ContractBroken("the source lists the subject both with entries and as absent").failed()
        if absent:
            return _NOTHING
        if result is None:
            return Unaccounted().failed()
        try:
            return entries_found(self.delivery(), key, result)
        except Fault as fault:
            return fault.failed()
