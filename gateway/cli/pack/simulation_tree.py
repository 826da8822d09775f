"""A simulation as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from gateway.simulation.changes import MeasureChange
from gateway.simulation.comparison import CaseName, Compared, Simulation
from schema.checks import PackVersion


def tree_of(found: Simulation) -> dict[str, Any]:
    """Give a simulation as a tree of plain values."""
    return {
        "old": [_version(version) for version in found.old],
        "new": _version(found.new),
        "compared": len(found.compared),
        "matrix": [
            {"before": before.value, "after": after.value, "cases": count}
            for (before, after), count in sorted(found.matrix.items())
        ],
        "changed": [_compared(each) for each in found.changed],
        "notReproduced": [{**_case(each.case), "difference": each.difference} for each in found.not_reproduced],
        "notJudged": [{**_case(each.case), "reason": each.reason} for each in found.not_judged],
    }


def _version(version: PackVersion) -> dict[str, str]:
    return {"id": str(version.id), "version": version.version, "digest": version.digest}


def _case(case: CaseName) -> dict[str, Any]:
    return {
        "receipt": case.receipt,
        "subject": case.subject or None,
        "matter": case.matter or None,
        "agency": case.agency or None,
        "asOf": case.as_of,
    }


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        **_case(compared.case),
        "before": compared.before.value,
        "after": compared.after.value,
        "floorBefore": compared.floor_before and compared.floor_before.value,
        "floorAfter": compared.floor_after and compared.floor_after.value,
        "inspectionBefore": compared.inspection_before,
        "inspectionAfter": compared.inspection_after,
        "measures": [_change(each) for each in compared.measures],
    }


def _change(change: MeasureChange) -> dict[str, Any]:
    return {
        "change": change.kind.value,
        "line": change.line,
        "measure": change.measure,
        "title": change.title,
        "records": list(change.records),
        "before": _terms(change.before),
        "after": _terms(change.after),
        "reason": change.reason,
    }


def _terms(terms: Any) -> dict[str, Any] | None:
    if terms is None:
        return None
    names = {"starts_on": "from", "last_day": "lastDay"}
    return {names.get(name, name): value for name, value in asdict(terms).items()}
