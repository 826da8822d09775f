"""Which proceedings there are: of a kind, an agency, a state, a subject or record, or overdue; newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from gateway.proceedings.model import C
from gateway.store.tables import proceeding, proceeding_party
from schema.proceedings import ProceedingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingsWanted:
    """Proceedings of a kind; None for all. `overdue` asks for those found overdue since their last step.

    `agency` is one that takes part, in one of `roles` if any are named. `says` are members of the content, or codes in
    a list of it, as they are written there as JSON.
    """

    kind: ProceedingKind
    agency: str | None = None
    roles: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    subject_ref: str | None = None
    record_id: str | None = None
    overdue: bool | None = None
    says: tuple[str, ...] = ()


def said(name: str, value: str) -> str:
    """Write a member of a content whose value is a text, as it is kept."""
    return f'"{name}":{msgspec.json.encode(value).decode()}'


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingIds:
    """Ids of a stretch of them, whether more follow, and how many there are in all."""

    ids: tuple[str, ...]
    more: bool
    total: int


class Standing(NamedTuple):
    """Where a proceeding stands, and which record it is about."""

    id: str
    record_id: str | None
    state: str


def is_listed(connection: Connection, case_id: str, wanted: ProceedingsWanted) -> bool:
    """Tell whether a proceeding is one of those wanted, so that a list may go on after it."""
    found = select(proceeding.c.id).where(proceeding.c.id == case_id, *_conditions(wanted))
    return connection.execute(found).one_or_none() is not None


def list_proceedings(
    connection: Connection, wanted: ProceedingsWanted, *, first: int, after: str | None = None
) -> ProceedingIds:
    """Give the newest proceedings wanted, after one of them or from the beginning."""
    conditions = _conditions(wanted)
    total = connection.execute(select(func.count()).select_from(proceeding).where(*conditions)).scalar_one()
    older = [proceeding.c.id < after] if after is not None else []
    query = select(proceeding.c.id).where(*conditions, *older).order_by(proceeding.c.id.desc()).limit(first + 1)
    ids = tuple(connection.execute(query).scalars())
    return ProceedingIds(ids=ids[:first], more=len(ids) > first, total=total)


def ids_of(connection: Connection, wanted: ProceedingsWanted) -> tuple[str, ...]:
    """Give all ids wanted, oldest first; for those a single subject or record has, which are few."""
    query = select(proceeding.c.id).where(*_conditions(wanted)).order_by(proceeding.c.id)
    return tuple(connection.execute(query).scalars())


def standings(connection: Connection, wanted: ProceedingsWanted) -> tuple[Standing, ...]:
    """Give where all that are wanted stand, oldest first; for what the gateway looks through by itself."""
    kept = proceeding.c
    query = select(kept.id, kept.record_id, kept.state).where(*_conditions(wanted)).order_by(kept.id)
    return tuple(Standing(*row) for row in connection.execute(query))


def contents_of(connection: Connection, wanted: ProceedingsWanted, content: type[C]) -> Iterator[tuple[str, C]]:
    """Give the ids wanted with what was said when each was opened, oldest first."""
    query = select(proceeding.c.id, proceeding.c.content).where(*_conditions(wanted)).order_by(proceeding.c.id)
    for case_id, kept in connection.execute(query):
        yield case_id, msgspec.json.decode(kept, type=content)


def _conditions(wanted: ProceedingsWanted) -> list[ColumnElement[bool]]:
    kept = proceeding.c
    found = [kept.kind == wanted.kind.value]
    if wanted.agency is not None:
        part = select(proceeding_party.c.case_id).where(proceeding_party.c.agency == wanted.agency)
        found.append(kept.id.in_(part.where(proceeding_party.c.role.in_(wanted.roles)) if wanted.roles else part))
    if wanted.states:
        found.append(kept.state.in_(wanted.states))
    if wanted.subject_ref is not None:
        found.append(kept.subject_ref == wanted.subject_ref)
    if wanted.record_id is not None:
        found.append(kept.record_id == wanted.record_id)
    found += [kept.content.contains(each, autoescape=True) for each in wanted.says]
    if wanted.overdue is not None:
        found.append(kept.overdue_since.is_not(None) if wanted.overdue else kept.overdue_since.is_(None))
    return found
