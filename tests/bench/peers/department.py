"""Connector of one department of the peers' back end: five licences a subject over REST."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from connectors.core.connector import Call, Connector, Descriptor, History, SourceRef
from connectors.core.delivery import Delivery
from connectors.core.settings import HttpSettings, Limits
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found, Outcome
from schema.records import Licence


class Row(msgspec.Struct, frozen=True):
    """One record on the wire."""

    id: str
    kind: str
    title: str
    date: date
    level: int


class Answer(msgspec.Struct, frozen=True):
    """What the department says of one code."""

    code: str
    name: str
    records: list[Row]


_ONE = JsonAnswers(Answer)
_MANY = JsonAnswers(list[Answer])


class DepartmentConnector(HttpConnector, Connector):
    """Asks one code by GET, several by the batch endpoint."""

    def __init__(self, number: int, base_port: int, wiring: Wiring) -> None:
        settings = HttpSettings(
            url=f"http://127.0.0.1:{base_port + number}/d{number}",
            key="-",
            limits=Limits(concurrency=64, time_budget_seconds=30.0),
        )
        super().__init__(settings, wiring, {})
        source = SourceRef(f"d{number}", f"d{number}")
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            kinds=frozenset({RecordKind.LICENCE}),
            history=History.CURRENT,
            carries=frozenset({Scheme.CREDIT_CODE}),
            batch_size=50,
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Answer a batch."""
        if len(call.keys) == 1:
            answers = [_ONE.read(await self.get(f"/subjects/{call.keys[0].value}"))]
        else:
            body = msgspec.json.encode({"codes": [key.value for key in call.keys]})
            answers = _MANY.read(await self.post("/subjects:batch", body))
        delivery = self.delivery()
        by_code = {answer.code: answer for answer in answers}
        return {key: _found(delivery, key, by_code[key.value]) for key in call.keys if key.value in by_code}


def _found(delivery: Delivery, key: Identifier, answer: Answer) -> Found:
    own = (key,)
    issuer = delivery.issuers.authority(answer.name, None)
    return Found(
        records=tuple(
            Licence(
                id=delivery.id(row.id),
                identifiers=own,
                issuer=issuer,
                decided_on=row.date,
                licence_name=row.title,
                content=row.kind,
                certificate_number=row.id,
                document_number=str(row.level),
                provenances=delivery.provenances(row.id),
            )
            for row in answer.records
        )
    )
