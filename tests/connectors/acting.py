"""A connector that does what a test says, and what tests of connectors share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime

import strawberry

from connectors.core.connector import Call, Connector, Descriptor
from connectors.core.settings import Limits
from schema.codes import Purpose, RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Outcome
from schema.records import Authority, Evaluation

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
UNIT = Identifier(scheme=Scheme.CREDIT_CODE, value="91990100TC21LY007J")
OTHER = Identifier(scheme=Scheme.CREDIT_CODE, value="11990000TA01LY0062")
PERSON = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000197001010010")

Act = Callable[[Call], Awaitable[Mapping[Identifier, Outcome]]]


def now() -> datetime:
    return NOW


def evaluation(*identifiers: Identifier) -> Evaluation:
    return Evaluation(
        id=strawberry.ID("acting:1"),
        identifiers=identifiers,
        issuer=Authority(name="x"),
        field="tax",
        scale="tax-2025",
        grade="A",
    )


def call(*keys: Identifier, seconds: float = 5.0, as_of: date | None = None) -> Call:
    return Call(
        keys=keys or (UNIT,),
        purpose=Purpose.SUPERVISION,
        request_id="req-1",
        deadline=asyncio.get_running_loop().time() + seconds,
        as_of=as_of,
    )


def descriptor(**changes: object) -> Descriptor:
    declared: dict[str, object] = {
        "slug": "acting",
        "agency": "tax",
        "keyed_by": (Scheme.CREDIT_CODE, Scheme.RESIDENT_IDENTITY),
        "kinds": frozenset({RecordKind.EVALUATION}),
        "limits": Limits(),
    }
    return Descriptor(**(declared | changes))  # type: ignore[arg-type]  # any field may be changed by a test


class Acting(Connector):
    """Connector that runs the acts given, the last one for ever."""

    def __init__(self, *acts: Act, **declared: object) -> None:
        self.descriptor = descriptor(**declared)
        self.calls: list[Call] = []
        self._acts = list(acts)

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        self.calls.append(call)
        act = self._acts.pop(0) if len(self._acts) > 1 else self._acts[0]
        return await act(call)


def answers(outcome: Outcome) -> Act:
    async def act(call: Call) -> Mapping[Identifier, Outcome]:
        return dict.fromkeys(call.keys, outcome)

    return act


def raises(error: BaseException) -> Act:
    async def act(call: Call) -> Mapping[Identifier, Outcome]:
        raise error

    return act


def sleeps(seconds: float, then: Outcome) -> Act:
    async def act(call: Call) -> Mapping[Identifier, Outcome]:
        await asyncio.sleep(seconds)
        return dict.fromkeys(call.keys, then)

    return act
