"""A department that is silent, slow, or breaks off; and an asker who gives up."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence

from connectors.contract.bench import Bench, Http, on_bench
from connectors.contract.cases import Case
from connectors.contract.checks.check import Check, believed, crashed, on_both, only, over_http
from connectors.contract.contract import Contract
from connectors.contract.replay import Trouble
from schema.codes import FailureKind
from schema.identifiers import Identifier
from schema.outcomes import Failed, Outcome

_DEADLINE = 0.3
_SLACK = 0.1
_TRIES = 3
_FAILURES: Mapping[Trouble, frozenset[FailureKind]] = {
    Trouble.HANG: frozenset({FailureKind.TIMEOUT}),
    Trouble.DRIP: frozenset({FailureKind.TIMEOUT}),
    Trouble.CUT: frozenset({FailureKind.TRUNCATED, FailureKind.UNREACHABLE}),
    Trouble.RESET: frozenset({FailureKind.UNREACHABLE, FailureKind.MALFORMED}),
}


def _told(trouble: Trouble) -> Callable[[Bench], Awaitable[list[str]]]:
    async def work(made: Bench) -> list[str]:
        department = made.department
        assert department is not None
        found: list[str] = []
        for place, recorded in enumerate(made.case.exchanges):
            department.expect(made.case.exchanges, only(place, trouble))
            outcomes, took = await _timed(made)
            at = f"{trouble.name} at {recorded.target}"
            found += [*believed(outcomes, at), *crashed(outcomes, at)]
            if took > _DEADLINE + _SLACK:
                found.append(f"{at}: the answer took {took * 1000:.0f} ms, and {_DEADLINE * 1000:.0f} were allowed")
            wrong = {
                outcome.failure.value
                for outcome in outcomes.values()
                if isinstance(outcome, Failed) and outcome.failure not in _FAILURES[trouble]
            }
            if wrong:
                found.append(f"{at}: told as {', '.join(sorted(wrong))}")
        department.expect(made.case.exchanges)
        if not made.case.outcomes & {item.kind.value for item in (await made.outcomes()).values()}:
            found.append(f"after {trouble.name} the next question is not answered")
        return found

    return work


async def _timed(made: Bench) -> tuple[Mapping[Identifier, Outcome], float]:
    """Ask, and again if the answer is late: a busy machine is late now and then, a connector always."""
    outcomes: Mapping[Identifier, Outcome] = {}
    took = 0.0
    for _ in range(_TRIES):
        started = asyncio.get_running_loop().time()
        outcomes = await made.outcomes(seconds=_DEADLINE)
        took = asyncio.get_running_loop().time() - started
        if took <= _DEADLINE + _SLACK:
            break
    return outcomes, took


async def _refused(contract: Contract, case: Case, http: Http) -> Sequence[str]:
    with socket.socket() as taken:  # nobody listens on a port that is bound only
        taken.bind(("127.0.0.1", 0))
        async with on_bench(contract, case, {"url": f"http://127.0.0.1:{taken.getsockname()[1]}"}, http) as made:
            outcomes = await made.outcomes()
    kinds = {told.failure if isinstance(told, Failed) else told.kind for told in outcomes.values()}
    told = [] if kinds == {FailureKind.UNREACHABLE} else [f"nobody listens: told as {', '.join(sorted(kinds))}"]
    return [*told, *made.problems]


async def _cancelled(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    limits = made.runner.descriptor.limits.concurrency
    for _ in range(limits + 1):  # one more than there are places: none of them may be lost
        department.expect(made.case.exchanges, lambda _at, _recorded: Trouble.HANG)
        task = asyncio.create_task(made.ask())
        await asyncio.wait({task, asyncio.ensure_future(department.asked.wait())}, return_when=asyncio.FIRST_COMPLETED)
        task.cancel()
        try:
            await task
            found.append("a cancelled question was answered all the same")
        except asyncio.CancelledError:
            pass
        try:
            await asyncio.wait_for(department.hung_up.wait(), 1.0)
        except TimeoutError:
            found.append("a cancelled question goes on upstream")
            break
    department.expect(made.case.exchanges)
    if not made.case.outcomes & {item.kind.value for item in (await made.outcomes()).values()}:
        found.append("after cancelled questions the next one is not answered")
    return found


TROUBLES = (
    *(check for trouble in Trouble for check in on_both(f"trouble-{trouble.name.lower()}", over_http, _told(trouble))),
    *(
        Check(f"refused/{http.value}", over_http, lambda contract, case, _, http=http: _refused(contract, case, http))  # type: ignore[misc]  # a default
        for http in Http
    ),
    *on_both("cancel", over_http, _cancelled),
)
