"""Pages: one that comes again in the place of the next, and one that is empty before the end."""

from __future__ import annotations

from connectors.contract.bench import Bench
from connectors.contract.cases import Case, Exchanged
from connectors.contract.checks.check import believed, crashed, on_both, only
from connectors.contract.contract import Contract
from connectors.contract.mutations import Wrong, mutations
from connectors.contract.replay import replaced


def _following(case: Case) -> list[int]:
    """Give the places of pages that follow another page of the same list."""
    paths = [item.target.split("?")[0] for item in case.exchanges]
    return [place for place, path in enumerate(paths) if path in paths[:place]]


async def _repeated(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    for place in _following(made.case):
        recorded = made.case.exchanges[place]
        department.expect(made.case.exchanges, only(place, _before(made.case, place)))
        outcomes = await made.outcomes()
        at = f"the page before again, in the place of {recorded.target}"
        found += [*believed(outcomes, at), *crashed(outcomes, at)]
    return found


async def _stopped(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    for place in _following(made.case):
        recorded = made.case.exchanges[place]
        kind = recorded.headers.get("content-type")
        for emptied in mutations(recorded.body, kind, Wrong.EMPTIED):
            department.expect(made.case.exchanges, only(place, replaced(recorded, emptied.body)))
            outcomes = await made.outcomes()
            at = f"an empty page in the place of {recorded.target}"
            found += [*believed(outcomes, at), *crashed(outcomes, at)]
    return found


def _before(case: Case, place: int) -> Exchanged:
    path = case.exchanges[place].target.split("?")[0]
    return next(item for item in reversed(case.exchanges[:place]) if item.target.split("?")[0] == path)


def _paged(contract: Contract, case: Case) -> bool:  # noqa: ARG001 - a check's signature
    return bool(_following(case))


PAGES = (*on_both("page-repeated", _paged, _repeated), *on_both("page-empty", _paged, _stopped))
