"""Each leaf of an answer missing, null, of another type, an unknown word; each list cut; the key another's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import Any

from connectors.contract.bench import Bench
from connectors.contract.cases import label
from connectors.contract.checks.check import believed, crashed, on_both, on_one, only, over_http
from connectors.contract.mutations import Mutation, Wrong, mutations, substituted, substituted_everywhere
from connectors.contract.outcomes import outcome_to_json
from connectors.contract.replay import replaced
from connectors.core.nobody import nobody
from schema.identifiers import Identifier
from schema.outcomes import Found, NotFound, Outcome


def _wrong(wrong: Wrong) -> Callable[[Bench], Awaitable[list[str]]]:
    async def work(made: Bench) -> list[str]:
        found: list[str] = []
        async for at, outcomes in _each(made, lambda body, kind: mutations(body, kind, wrong)):
            found += [*_lost(made, outcomes, f"{wrong.value} {at}"), *crashed(outcomes, f"{wrong.value} {at}")]
        return found

    return work


async def _another(made: Bench) -> list[str]:
    """Put another's key in the place of each mention of the key, and of all of them at once.

    Where one mention does not count (a copy in a column that decides nothing), the outcome is what it was.
    """
    found: list[str] = []
    for key in made.case.keys:
        other = nobody(key.scheme, 98).value
        was = made.case.expect[label(key)]
        async for at, outcomes in _each(made, partial(substituted, old=key.value, new=other)):
            told = outcome_to_json(outcomes[key])
            if isinstance(outcomes[key], NotFound) or (told["outcome"] == "FOUND" and told != was):
                found.append(f"another subject's {key.scheme.value} at {at}: it was answered {told['outcome']}")
        async for at, outcomes in _each(made, partial(substituted_everywhere, old=key.value, new=other)):
            found += believed({key: outcomes[key]}, f"an answer about another {key.scheme.value} {at}")
    return found


async def _each(made: Bench, change: Callable[[bytes, str | None], Iterator[Mutation]]) -> Any:
    department = made.department
    assert department is not None
    for place, recorded in enumerate(made.case.exchanges):
        for mutation in change(recorded.body, recorded.headers.get("content-type")):
            changed = replaced(recorded, mutation.body)
            department.expect(made.case.exchanges, only(place, changed))
            yield f"{mutation.at} of {recorded.target}", await made.outcomes()


def _lost(made: Bench, outcomes: Mapping[Identifier, Outcome], at: str) -> list[str]:
    """Name what a broken answer may not do: make records vanish, turn "nothing" into something, or invent rows."""
    found = []
    for key, outcome in outcomes.items():
        expected = made.case.expect[f"{key.scheme.value}:{key.value}"]
        was = expected["outcome"]
        if isinstance(outcome, NotFound) and was != "NOT_FOUND":
            found.append(f"{at}: {key.scheme.value} became NOT_FOUND, though the department has records")
        if isinstance(outcome, Found) and was != "FOUND":
            found.append(f"{at}: {key.scheme.value} became FOUND, though the department has none")
        if isinstance(outcome, Found) and was == "FOUND":
            found += [f"{at}: {line}" for line in _gone(expected, outcome)]
    return found


def _gone(expected: Mapping[str, Any], outcome: Found) -> Iterator[str]:
    """Say what is no longer told, though the answer was believed: rows, the ids of rows left alone, all aliases."""
    before = len(expected.get("records", ())) + len(expected.get("links", ())) + expected.get("rejected", 0)
    after = len(outcome.records) + len(outcome.links) + outcome.rejected
    if after < before:
        yield f"{before - after} of {before} rows vanished without a word"
    ids = {str(record["id"]) for record in expected.get("records", ())} - {str(record.id) for record in outcome.records}
    if len(ids) > 1 + outcome.rejected:
        yield f"the ids of {len(ids)} rows changed, and one leaf was touched"
    if expected.get("aliases") and not outcome.aliases:
        yield "every alias vanished without a word"


LEAVES = (
    *(on_one(f"body-{wrong.value}", over_http, _wrong(wrong)) for wrong in Wrong),
    *on_both("another-subject", over_http, _another),
)
