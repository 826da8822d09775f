"""Records made to fit the conditions of generated lines, so that lines of generated packs do apply."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from strawberry import ID

from gateway.rules.trigger import RecordCondition
from schema.codes import Area, PenaltyKind, RecordKind, RecordStatus, Severity
from schema.dates import Period, add_months
from schema.declare import revised
from schema.records import Licence, Record
from tests.rules.choosing import one, sometimes
from tests.rules.making import authority, enforcement, entry, model, penalty

CONDUCT = date(2024, 9, 24)
_DISPUTED = datetime(2026, 11, 1, tzinfo=UTC)


def _licence(key: str, decided_on: date | None, **changes: Any) -> Licence:
    return Licence(id=ID(key), issuer=authority("market-regulation"), decided_on=decided_on, **changes)


_MAKERS: dict[RecordKind, Any] = {
    RecordKind.PENALTY: penalty,
    RecordKind.SERIOUS_DISHONESTY_ENTRY: entry,
    RecordKind.ENFORCEMENT_ENTRY: enforcement,
    RecordKind.RED_LIST_ENTRY: model,
    RecordKind.LICENCE: _licence,
}


def fitting(draw: st.DrawFn, condition: RecordCondition, as_of: date, key: str) -> Record:
    """Draw a record with every attribute a condition asks, decided lately or at the edge of a window or duration."""
    edge = add_months(as_of, -one(draw, (3, 12, 36)))
    decided_on = one(draw, (as_of - timedelta(days=40), edge, edge - timedelta(days=1)))
    asked: dict[str, Any] = {
        "area": min(condition.areas, default=Area.MARKET_ORDER),
        "offence_code": min(condition.offences, default=None),
        "legal_basis": "《中华人民共和国食品安全法》",
        "conduct_on": CONDUCT,
        "period": Period(starts_on=decided_on) if sometimes(draw) else None,
    }
    if condition.kind in {RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY}:
        asked["severity"] = min(condition.severities, default=Severity.SERIOUS)
    if condition.kind is RecordKind.PENALTY:
        asked["penalty_kinds"] = tuple(sorted(condition.penalty_kinds)) or (PenaltyKind.FINE,)
    if condition.kind is RecordKind.SERIOUS_DISHONESTY_ENTRY:
        asked["list_id"] = min(condition.lists, default="market-regulation")
    if condition.kind is RecordKind.ENFORCEMENT_ENTRY:
        asked |= {"able_and_refuses": condition.able_and_refuses is not False, "severity": Severity.SERIOUS}
    return _standing(draw, _MAKERS[condition.kind](key, decided_on, **asked), as_of)


def _standing(draw: st.DrawFn, record: Record, as_of: date) -> Record:
    """Leave most records as they are; dispute, flag or end some."""
    changes: tuple[dict[str, Any], ...] = (
        {},
        {},
        {},
        {"name_differs": True},
        {"status": RecordStatus.ENDED, "status_since": as_of},
        {"status": RecordStatus.ENDED, "status_since": as_of + timedelta(days=1)},
        {"verification_since": _DISPUTED},
        {"verification_since": _DISPUTED},
    )
    return revised(record, **one(draw, changes))
