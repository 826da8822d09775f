"""Asks the ecology department: one GraphQL query over HTTP."""

from __future__ import annotations

import msgspec

from connectors.agencies.ecology.mapping import evaluations_found
from connectors.agencies.ecology.wire import Answer
from connectors.core.accounting import check_echo
from connectors.core.connector import Call, Descriptor, KeyedConnector, SourceRef, Told
from connectors.core.dates import read_data_time
from connectors.core.faults import Unaccounted, UpstreamError
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import NotFound

_QUERY = (
    "query EnvironmentCredit($code: String!) { environmentCredit(creditCode: $code) { creditCode registryChecked"
    " dataTime enterprise { creditCode name total evaluations { id year grade evaluatedOn validUntil documentNumber"
    " issuerName issuerCode regionCode } } } }"
)
_ANSWERS = JsonAnswers(Answer)
_NOTHING = NotFound(evidence="enterprise is null with registryChecked true and the code echoed")


class EcologyConnector(HttpConnector, KeyedConnector):
    """Connector of the ecology department."""

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        headers = {"Authorization": f"Bearer {settings.key}", "Content-Type": "application/json"}
        super().__init__(settings, wiring, headers)
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            kinds=frozenset({RecordKind.EVALUATION}),
            fields=frozenset({"environment"}),
            carries=frozenset({Scheme.CREDIT_CODE}),
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key: Identifier, call: Call) -> Told:  # noqa: ARG002 - rows are dated; every call is alike
        """Ask for the environmental grades of one unit."""
        body = msgspec.json.encode({"query": _QUERY, "variables": {"code": key.value}})
        answer = _ANSWERS.read(await self.post("/graphql", body))
        if answer.errors:
            raise UpstreamError(detail="GraphQL errors")
        credit = answer.data.environment_credit if answer.data else None
        if credit is None:
            raise Unaccounted
        check_echo(key, credit.credit_code)
        data_time = read_data_time(credit.data_time)
        if credit.enterprise is not None:
            found = evaluations_found(self.delivery(), key, credit.enterprise)
            return Told(found, data_time)
        if credit.registry_checked is not True:
            raise Unaccounted
        return Told(_NOTHING, data_time)
