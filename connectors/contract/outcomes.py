"""Outcomes as JSON: what a case expects, and how an answer differs from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, NotApplicable, NotFound, Outcome, Withheld

_LEFT_OUT = frozenset({"retrieved_at"})  # the instant of the replay


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """Give an outcome as JSON values; fields that have their default are left out."""
    match outcome:
        case Found():
            told = {"records": outcome.records, "aliases": outcome.aliases, "links": outcome.links}
            said = {name: [plain(item) for item in items] for name, items in told.items() if items}
            return {"outcome": "FOUND", **said, **({"rejected": outcome.rejected} if outcome.rejected else {})}
        case NotFound():
            return {"outcome": "NOT_FOUND", "evidence": outcome.evidence}
        case Withheld():
            return {"outcome": "WITHHELD", "basis": outcome.basis}
        case NotApplicable():
            return {"outcome": "NOT_APPLICABLE", "reason": outcome.reason}
        case Failed():
            return {"outcome": "FAILED", "failure": outcome.failure.value}


def differences(expected: Any, actual: Any, at: str = "") -> Iterator[str]:
    """Say where two outcomes differ, a line each."""
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        for name in sorted({*expected, *actual}):
            yield from differences(expected.get(name), actual.get(name), f"{at}/{name}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for place, (left, right) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(left, right, f"{at}/{place}")
    elif expected != actual:
        yield f"{at or '/'}: expected {expected!r}, got {actual!r}"


def plain(value: Any) -> Any:
    """Give a fact as JSON values; fields that have their default are left out."""
    if isinstance(value, Identifier):
        return f"{value.scheme.value}:{value.value}"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: plain(held)
            for item in dataclasses.fields(value)
            if item.name not in _LEFT_OUT and not _is_default(item, held := getattr(value, item.name))
        }
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _is_default(item: dataclasses.Field[Any], value: Any) -> bool:
    return item.name != "kind" and item.default is not dataclasses.MISSING and item.default == value
