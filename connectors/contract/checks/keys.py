"""Keys that would move a request, and days a source knows nothing of."""

from __future__ import annotations

from datetime import timedelta

from connectors.contract.bench import Bench
from connectors.contract.cases import Case
from connectors.contract.checks.check import believed, on_both
from connectors.contract.contract import Contract
from connectors.core.connector import History
from schema.codes import FailureKind
from schema.dates import legal_day
from schema.identifiers import Identifier
from schema.outcomes import Failed

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
    department = made.department
    found: list[str] = []
    for scheme in made.runner.descriptor.keyed_by:
        for value in HOSTILE:
            if department is not None:
                department.expect(made.case.exchanges)
            outcomes = await made.outcomes([Identifier(scheme=scheme, value=value)])
            found += believed(outcomes, f"the key {value[:20]!r}")
            if department is not None and (department.unknown or department.seen):
                found.append(f"the key {value[:20]!r} left the gateway: {', '.join(department.unknown)[:80]}")
    return found


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
