"""Conditions a sound line may ask, drawn for property tests: every attribute of the grammar."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from gateway.rules.trigger import ADVERSE_KINDS, AbsenceCondition, LevelCondition, RecordCondition
from schema.codes import Area, Level, PenaltyKind, RecordKind, Severity
from tests.rules.choosing import one, some, sometimes
from tests.rules.making import FIELDS

ADVERSE = sorted(ADVERSE_KINDS)
OFFENCES = ("food-and-drugs", "wage-arrears", "bribery")
_MONTHS = (None, 36, 12, 24, 60)
_KNOWN = [severity for severity in Severity if severity is not Severity.UNKNOWN]


def triggering(draw: st.DrawFn, kind: RecordKind, state_lists: tuple[str, ...], *, able: bool) -> RecordCondition:
    """Draw what may bring a restraint about: a serious record, on a list of the state if on a list at all."""
    serious = kind is RecordKind.PENALTY or sometimes(draw)
    severities = frozenset({Severity.SERIOUS}) if serious else frozenset()
    return _condition(draw, kind, state_lists, severities, able=able or None)


def asking(draw: st.DrawFn, state_lists: tuple[str, ...], *, adverse: bool) -> RecordCondition:
    """Draw what a line may ask besides: any record, of any severity."""
    kind = one(draw, [RecordKind.RED_LIST_ENTRY, RecordKind.LICENCE, *(ADVERSE if adverse else ())])
    severities = frozenset(some(draw, _KNOWN)) if kind in ADVERSE_KINDS else frozenset()
    return _condition(draw, kind, state_lists, severities)


def absence(draw: st.DrawFn) -> AbsenceCondition:
    """Draw a window in which no bad record counts."""
    kinds, months = some(draw, ADVERSE, least=1, most=3), one(draw, _MONTHS)
    return AbsenceCondition(text=f"no {' or '.join(kinds)} within {months}", kinds=kinds, months=months)


def level(draw: st.DrawFn) -> LevelCondition:
    """Draw a grade to be reached."""
    at_least = one(draw, (Level.GOOD, Level.EXEMPLARY, Level.ORDINARY, Level.WARNED))
    return LevelCondition(text="a good grade", field=one(draw, FIELDS), at_least=at_least)


@st.composite
def absences(draw: st.DrawFn) -> AbsenceCondition:
    return absence(draw)


def _condition(
    draw: st.DrawFn,
    kind: RecordKind,
    state_lists: tuple[str, ...],
    severities: frozenset[Severity],
    *,
    able: bool | None = None,
) -> RecordCondition:
    asked: dict[str, Any] = {"severities": severities, "decided_within_months": one(draw, _MONTHS)}
    if kind is RecordKind.SERIOUS_DISHONESTY_ENTRY and state_lists:
        asked["lists"] = frozenset(some(draw, state_lists))
    if kind is RecordKind.PENALTY:
        asked["penalty_kinds"] = frozenset(some(draw, (PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE)))
        asked["cites"] = one(draw, ((), ("食品安全法",), ("食品安全法", "其他")))
    if kind is RecordKind.ENFORCEMENT_ENTRY:
        asked["able_and_refuses"] = able or one(draw, (None, True, False))
    if kind in ADVERSE_KINDS and sometimes(draw):
        asked["areas"] = frozenset(some(draw, (Area.LIFE_AND_HEALTH, Area.MARKET_ORDER), least=1))
    if kind in ADVERSE_KINDS and sometimes(draw):
        asked["offences"] = frozenset(some(draw, OFFENCES, least=1))
    return RecordCondition(kind=kind, text=f"{kind} {sorted(map(str, asked.items()))}", **asked)
