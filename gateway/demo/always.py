"""What holds of every answer, whatever a scenario expects: restraints rest on something, the receipt verifies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.demo.asking import Answer, case_of
from gateway.demo.facets import Facet
from gateway.demo.scenarios import Scenario
from gateway.demo.servers import Gateway
from gateway.receipts.verify import verify
from gateway.state import StateFolder

_WELL = "as always"


def always(scenario: Scenario, answer: Answer, gateway: Gateway) -> tuple[Facet, ...]:
    """Give a facet for each thing that must hold of every check and does not."""
    check = answer.check
    if check is None:
        return () if answer.errors else (Facet("answer", "a check or an error", "neither"),)
    broken = [*_restraints(check), *_receipt(scenario, check, gateway)]
    if check["guidance"] == "INCOMPLETE" and not (check["missing"] and check["floor"] and check["retryAfterSeconds"]):
        broken.append("INCOMPLETE without missing, floor or retryAfter")
    return tuple(Facet("invariant", _WELL, words) for words in broken)


def _restraints(check: Mapping[str, Any]) -> Iterator[str]:
    """Invariant 3: no restraint without record, legal basis, period, implementer; remedies shown (GO-22-f)."""
    for measure in check["measures"]:
        if measure["measure"]["direction"] == "RESTRAINT":
            needed = {
                "record": measure["records"] or check["withheld"],
                "basis": measure["bases"],
                "period": measure["period"],
                "implementer": measure["implementer"],
                "remedy": measure["remedies"],
            }
            yield from (f"{measure['id']} has no {name}" for name, value in needed.items() if not value)


def _receipt(scenario: Scenario, check: Mapping[str, Any], gateway: Gateway) -> Iterator[str]:
    if check["receipt"] is None:
        yield "no receipt"
        return
    verdict = verify(
        check["receipt"]["document"].encode(),
        StateFolder(gateway.state).read_public_keys(),
        expect_case=case_of(scenario),
        expect_matter=scenario.matter,
        expect_agency=check["asker"]["slug"],
    )
    if not verdict.ok:
        yield f"receipt {verdict.finding.value}: {verdict.message}"
    elif verdict.receipt and verdict.receipt.body["guidance"] != check["guidance"]:
        yield "the receipt says another guidance than the answer"
