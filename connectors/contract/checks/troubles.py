"""A department that is silent, slow, or breaks off; and an asker who gives up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from connectors.contract.bench import Bench
from connectors.contract.checks.check import believed, crashed, on_both, only, over_http
from connectors.contract.replay import Trouble
from schema.codes import FailureKind
from schema.outcomes import Failed

_DEADLINE = 0.3
_SLACK = 0.1
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
            started = asyncio.get_running_loop().time()
            outcomes = await made.outcomes(seconds=_DEADLINE)
            took = asyncio.get_running_loop().time() - started
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
    *on_both("cancel", over_http, _cancelled),
)
