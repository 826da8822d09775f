"""Keys that would move a request, and days a source knows nothing of."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from connectors.contract.bench import SECONDS, Bench
from connectors.contract.cases import Case
from connectors.contract.checks.check import believed, on_both
from connectors.contract.contract import Contract
from connectors.core.connector import Call, History
from schema.codes import FailureKind
from schema.dates import legal_day
from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, Outcome

HOSTILE = (
    "../admin",
    "..%2f..%2fadmin",
    "%2e%2e/%2e%2e",
    "9199?b=1#c",
    "9199&code=1",
    "9199 OR 1=1",
    "' OR '1'='1",
    '"},"x":{"a":"',
    "</tc:NSRSBH><x/>",
    "9199\r\nX-Injected: 1",
    "9199\0",
    "9199************00",
    "９１９９",
    "",
    "A" * 10_000,
    "\ud800",
)


async def _hostile(made: Bench) -> list[str]:
    """Ask about keys no runner lets through, and then the connector itself: there they may stand in a body only."""
    department = made.department
    recorded = {f"{item.method} {item.target}" for item in made.case.exchanges}
    found: list[str] = []
    for scheme in made.runner.descriptor.keyed_by:
        for value in HOSTILE:
            if department is not None:
                department.expect(made.case.exchanges)
            key = Identifier(scheme=scheme, value=value)
            at = f"the key {value[:20]!r}"
            found += believed(await made.outcomes([key]), at)
            if department is not None and (department.unknown or department.seen):
                found.append(f"{at} left the gateway")
                department.expect(made.case.exchanges)
            if isinstance((await _unguarded(made, key)).get(key), Found):
                found.append(f"{at}: {scheme.value} was answered FOUND by the connector itself")
            for request in department.unknown if department is not None else ():
                if request not in recorded:
                    found.append(f"{at} moved the request to {request[:80]}")
    return found


async def _unguarded(made: Bench, key: Identifier) -> Mapping[Identifier, Outcome]:
    """Ask the connector itself, without the runner that keeps such keys from it: it must not rely on that."""
    deadline = asyncio.get_running_loop().time() + SECONDS
    call = Call(keys=(key,), purpose=made.case.purpose, request_id="conformance", deadline=deadline)
    try:
        return await made.connector.ask(call)
    except Exception:  # noqa: BLE001 - a fault or a crash, no answer came of it
        return {}


async def _past(made: Bench) -> list[str]:
    if made.runner.descriptor.history is History.FULL:
        return []
    day = legal_day(made.contract.now) - timedelta(days=400)
    answers = await made.ask(as_of=day)
    kinds = {
        answer.outcome.failure if isinstance(answer.outcome, Failed) else answer.outcome.kind
        for answer in answers.values()
    }
    return (
        [] if kinds == {FailureKind.NO_HISTORY} else [f"asked about {day}: {', '.join(sorted(kinds))}, not NO_HISTORY"]
    )


def _once(contract: Contract, case: Case) -> bool:
    return bool(contract.cases) and case.name == contract.cases[0].name


KEYS = (*on_both("hostile-keys", _once, _hostile), *on_both("past", _once, _past))
