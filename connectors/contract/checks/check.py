"""What a check is, and the verdicts many of them share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.contract.bench import Bench, Http, bench
from connectors.contract.cases import Case, Exchanged
from connectors.contract.contract import Contract
from connectors.contract.replay import Answer
from schema.codes import FailureKind
from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, NotFound, Outcome

Run = Callable[[Contract, Case, Path], Awaitable[Sequence[str]]]
Work = Callable[[Bench], Awaitable[Iterable[str]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A name, the cases it is for, and what finds the problems of one case; no problem is a pass."""

    name: str
    applies: Callable[[Contract, Case], bool]
    run: Run


def over_http(contract: Contract, case: Case) -> bool:  # noqa: ARG001 - a check's signature
    """Tell whether a case is of HTTP exchanges."""
    return bool(case.exchanges)


def on_both(name: str, applies: Callable[[Contract, Case], bool], work: Work) -> tuple[Check, ...]:
    """Make one check for each implementation of HTTP."""
    return tuple(on_one(name, applies, work, http) for http in Http)


def on_one(name: str, applies: Callable[[Contract, Case], bool], work: Work, http: Http = Http.AIOHTTP) -> Check:
    """Make a check for one implementation of HTTP: enough for what is decided after a body was read."""

    async def run(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
        async with bench(contract, case, folder, http) as made:
            found = [*await work(made)]
            return [*found, *dict.fromkeys(made.problems)]

    return Check(f"{name}/{http.value}", applies, run)


def only(place: int, answer: Answer) -> Callable[[int, Exchanged], Answer]:
    """Put an answer in the place of one exchange."""
    return lambda at, recorded: answer if at == place else recorded


def believed(outcomes: Mapping[Identifier, Outcome], at: str) -> list[str]:
    """Name the keys that got records, or the proof of none, where neither may be believed."""
    return [
        f"{at}: {key.scheme.value} was answered {outcome.kind.value}, and nothing may be believed here"
        for key, outcome in outcomes.items()
        if isinstance(outcome, (Found, NotFound))
    ]


def crashed(outcomes: Mapping[Identifier, Outcome], at: str) -> list[str]:
    """Name the keys whose connector failed of itself."""
    return [
        f"{at}: the connector failed (INTERNAL)"
        for outcome in outcomes.values()
        if isinstance(outcome, Failed) and outcome.failure is FailureKind.INTERNAL
    ]
