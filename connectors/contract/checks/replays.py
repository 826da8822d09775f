"""The recorded answer gives the expected outcome, from the request that was recorded, on every implementation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import httpx
import respx

from connectors.contract.bench import Bench, Http, on_bench
from connectors.contract.cases import Case, Exchanged
from connectors.contract.checks.check import Check, on_both, over_http
from connectors.contract.contract import Contract
from connectors.contract.outcomes import differences
from connectors.contract.replay import Department

_BASE = "http://department.test:8080"


async def _replayed(made: Bench) -> list[str]:
    found = list(differences(dict(made.case.expect), await made.told()))
    department = made.department
    if department is not None and made.case.exchanges:
        found += [f"a request that was not recorded: {line}" for line in department.unknown]
        unsent = set(range(len(made.case.exchanges))) - set(department.seen)
        unsent = {place for place in unsent if not made.case.exchanges[place].credential}
        found += [f"the recorded request {made.case.exchanges[place].target} was not sent" for place in sorted(unsent)]
    return found


async def _mocked(contract: Contract, case: Case, folder: Path) -> Sequence[str]:  # noqa: ARG001 - a check's signature
    department = Department(case.exchanges, secrets=list(contract.secrets.values()))

    def reply(request: httpx.Request) -> httpx.Response:
        place = department.find(request.method, request.url.raw_path.decode(), request.content)
        if place is None:
            return httpx.Response(421)
        department.seen.append(place)
        answer = department.answer(place)
        assert isinstance(answer, Exchanged)
        return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)

    with respx.mock(using="httpx", assert_all_called=False) as mock:
        mock.route(host="department.test", port=8080).mock(side_effect=reply)
        async with on_bench(contract, case, {"url": _BASE}, Http.HTTPX) as made:
            return [*differences(dict(case.expect), await made.told()), *made.problems]


REPLAYS = (
    *on_both("replay", lambda _contract, _case: True, _replayed),
    Check("replay/respx", over_http, _mocked),
)
