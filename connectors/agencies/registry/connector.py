"""Asks the registry: REST JSON, units by code in the path, persons by number in a body only."""

from __future__ import annotations

import msgspec

from connectors.agencies.registry.mapping import person_found, unit_found
from connectors.agencies.registry.wire import PersonAnswer, UnitAnswer
from connectors.core.accounting import check_echo
from connectors.core.connector import Call, Descriptor, KeyedConnector, SourceRef, Told
from connectors.core.dates import read_data_time
from connectors.core.faults import Unaccounted, UpstreamError
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.policy import key_in_url
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import NotFound

_TYPES = {
    Scheme.CREDIT_CODE: "uscc",
    Scheme.REGISTRATION_NUMBER: "regno",
    Scheme.ORGANISATION_CODE: "orgcode",
}
_ALIASES = frozenset({Scheme.CREDIT_CODE, Scheme.ORGANISATION_CODE, Scheme.REGISTRATION_NUMBER, Scheme.TAXPAYER_NUMBER})
_FOUND = "0000"
_NOTHING = NotFound(evidence="code 0404 with the key echoed")
_UNITS = JsonAnswers(UnitAnswer)
_PERSONS = JsonAnswers(PersonAnswer)


class RegistryConnector(HttpConnector, KeyedConnector):
    """Connector of the registry."""

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        super().__init__(settings, wiring, {"X-Api-Key": settings.key, "Content-Type": "application/json"})
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(*_TYPES, Scheme.RESIDENT_IDENTITY),
            kinds=frozenset({RecordKind.REGISTRATION, RecordKind.PENALTY}),
            carries=_ALIASES,
            teaches=_ALIASES,
            links_units=True,
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key: Identifier, call: Call) -> Told:  # noqa: ARG002 - rows are dated; every call is alike
        """Ask about a unit or a person."""
        return await (self._ask_person(key) if key.scheme.personal else self._ask_unit(key))

    async def _ask_unit(self, key: Identifier) -> Told:
        answer = _UNITS.read(await self.get(f"/api/v1/units/{_TYPES[key.scheme]}/{key_in_url(key)}"))
        _check_code(answer.code)
        check_echo(key, answer.key.value if answer.key else None)
        data_time = read_data_time(answer.data_time)
        if answer.code != _FOUND:
            return Told(_NOTHING, data_time)
        if answer.data is None:
            raise Unaccounted
        return Told(unit_found(self.delivery(), key, answer.data), data_time)

    async def _ask_person(self, key: Identifier) -> Told:
        body = msgspec.json.encode({"certType": "01", "certNo": key.value})
        answer = _PERSONS.read(await self.post("/api/v1/persons/query", body))
        _check_code(answer.code)
        check_echo(key, answer.key.cert_no if answer.key else None)
        data_time = read_data_time(answer.data_time)
        if answer.code != _FOUND:
            return Told(_NOTHING, data_time)
        if answer.data is None:
            raise Unaccounted
        return Told(person_found(answer.data), data_time)


def _check_code(code: str) -> None:
    if code not in {_FOUND, "0404"}:
        raise UpstreamError(detail="the answer's code says so")
