"""No status but the declared one is an answer: least of all 404 for "nothing known"."""

from __future__ import annotations

from dataclasses import replace

from connectors.contract.bench import Bench
from connectors.contract.checks.check import believed, crashed, on_both, only, over_http
from connectors.contract.replay import replaced

STATUS_CODES = (
    201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 413,
    414, 415, 418, 422, 425, 429, 431, 451, 500, 501, 502, 503, 504, 507, 511,
)  # fmt: skip
_BODILESS = frozenset({204, 304})


async def _no_answer(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    for place, recorded in enumerate(made.case.exchanges):
        for status in STATUS_CODES:
            sent = b"" if status in _BODILESS else recorded.body
            department.expect(made.case.exchanges, only(place, replace(replaced(recorded, sent), status=status)))
            outcomes = await made.outcomes()
            at = f"status {status} from {recorded.method} {recorded.target}"
            found += [*believed(outcomes, at), *crashed(outcomes, at)]
    return found


STATUSES = on_both("status", over_http, _no_answer)
