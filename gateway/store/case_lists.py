"""Which joint cases an agency opened or was sent, newest first; ids sort by when a case was opened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, func, or_, select

from gateway.store.tables import case_participant, joint_case
from schema.joint_cases import JointCaseState

Condition: TypeAlias = ColumnElement[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesWanted:
    """Cases of an agency: in a state, about a subject by the name the store gives it; None for all."""

    agency: str
    state: JointCaseState | None = None
    subject_ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseIds:
    """Ids of a stretch of them, whether more follow, and how many there are in all."""

    ids: tuple[str, ...]
    more: bool
    total: int


class OpenCase(NamedTuple):
    """An open case: its id, the record it rests on, the last day of the designation."""

    id: str
    record_id: str
    last_day: date | None


def is_shown(connection: Connection, case_id: str, agency: str) -> bool:
    """Tell whether an agency opened a case or was sent it."""
    wanted = select(joint_case.c.id).where(joint_case.c.id == case_id, _of(agency))
    return connection.execute(wanted).one_or_none() is not None


def list_cases(connection: Connection, wanted: CasesWanted, *, first: int, after: str | None) -> CaseIds:
    """Give the newest cases wanted, after one of them or from the beginning."""
    kept = joint_case.c
    conditions = _conditions(wanted)
    total = connection.execute(select(func.count()).select_from(joint_case).where(*conditions)).scalar_one()
    older = [kept.id < after] if after is not None else []
    query = select(kept.id).where(*conditions, *older).order_by(kept.id.desc()).limit(first + 1)
    ids = tuple(connection.execute(query).scalars())
    return CaseIds(ids=ids[:first], more=len(ids) > first, total=total)


def open_cases_of(connection: Connection, agency: str) -> tuple[OpenCase, ...]:
    """Give the open cases of an agency, with what decides whether they are over."""
    return _open(connection, _of(agency))


def open_cases_on(connection: Connection, record_ids: Collection[str]) -> tuple[OpenCase, ...]:
    """Give the open cases that rest on any of the records."""
    return _open(connection, joint_case.c.record_id.in_(record_ids))


def _open(connection: Connection, which: Condition) -> tuple[OpenCase, ...]:
    kept = joint_case.c
    wanted = select(kept.id, kept.record_id, kept.last_day).where(kept.state != JointCaseState.ENDED.value, which)
    return tuple(OpenCase(row.id, row.record_id, _day(row.last_day)) for row in connection.execute(wanted))


def _conditions(wanted: CasesWanted) -> list[Condition]:
    kept = joint_case.c
    found = [_of(wanted.agency)]
    if wanted.state is not None:
        found.append(kept.state == wanted.state.value)
    if wanted.subject_ref is not None:
        found.append(kept.subject_ref == wanted.subject_ref)
    return found


def _of(agency: str) -> Condition:
    sent = select(case_participant.c.case_id).where(case_participant.c.agency == agency)
    return or_(joint_case.c.initiator == agency, joint_case.c.id.in_(sent))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
