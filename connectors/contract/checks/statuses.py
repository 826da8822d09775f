"""No status but the declared one is an answer: least of all 404 for "nothing known"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from connectors.contract.bench import Bench
from connectors.contract.checks.check import believed, crashed, on_both, only, over_http
from connectors.contract.replay import replaced
from connectors.core.status import fault_of_status
from schema.codes import FailureKind
from schema.identifiers import Identifier
from schema.outcomes import Failed, Outcome

_ANY = datetime(2026, 1, 1, tzinfo=UTC)
STATUS_CODES = frozenset({
    201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 413,
    414, 415, 418, 422, 425, 429, 431, 451, 500, 501, 502, 503, 504, 507, 511,
})  # fmt: skip
_BODILESS = frozenset({204, 304})


async def _no_answer(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    declared = {item.status for case in made.contract.cases for item in case.exchanges}
    for place, recorded in enumerate(made.case.exchanges):
        for status in sorted(STATUS_CODES - declared):
            sent = b"" if status in _BODILESS else recorded.body
            department.expect(made.case.exchanges, only(place, replace(replaced(recorded, sent), status=status)))
            outcomes = await made.outcomes()
            at = f"status {status} from {recorded.method} {recorded.target}"
            found += [*believed(outcomes, at), *crashed(outcomes, at), *_mistaken(outcomes, status, at)]
    return found


def _mistaken(outcomes: Mapping[Identifier, Outcome], status: int, at: str) -> Iterator[str]:
    """Name the failures that are not what the status stands for."""
    fault = fault_of_status(status, {}, _ANY)
    for outcome in outcomes.values():
        if (
            isinstance(outcome, Failed)
            and fault is not None
            and outcome.failure not in {fault.kind, FailureKind.INTERNAL}
        ):
            yield f"{at}: told as {outcome.failure.value}, and it stands for {fault.kind.value}"


STATUSES = on_both("status", over_http, _no_answer)
