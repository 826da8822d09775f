"""Accounts on disk: how far the log is counted, how many things each group has, and what is found overdue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from gateway.accounting.groups import AccountGroup, Place
from gateway.store.tables import account_count, account_position, answer_count, overdue_duty

_EVENTS = "event"


class Position(NamedTuple):
    """The last event counted, and the month that is open: those before it do not change any more."""

    sequence: int
    month: str


class OverdueDuty(NamedTuple):
    """A proceeding found overdue, whose duty it is, in which month it was, and in which it was counted for that."""

    case_id: str
    place: Place
    found: str
    counted: str | None


def read_position(connection: Connection) -> Position | None:
    """Give how far the log is counted; None if nothing ever was."""
    wanted = select(account_position.c.seq, account_position.c.month).where(account_position.c.log == _EVENTS)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else Position(*row)


def keep_position(connection: Connection, position: Position) -> None:
    """Keep how far the log is counted, in the transaction that counts."""
    row = {"seq": position.sequence, "month": position.month}
    changed = connection.execute(update(account_position).where(account_position.c.log == _EVENTS), row)
    if not changed.rowcount:
        connection.execute(insert(account_position), {"log": _EVENTS, **row})


def add_counts(connection: Connection, counts: Mapping[AccountGroup, int]) -> None:
    """Add to the groups, within an exclusive transaction of the caller."""
    for group, number in counts.items():
        key = [account_count.c[name] == value for name, value in group._asdict().items()]
        more = update(account_count).where(*key).values(number=account_count.c.number + number)
        if not connection.execute(more).rowcount:
            connection.execute(insert(account_count), {**group._asdict(), "number": number})


def counts_in(connection: Connection, month: str) -> dict[AccountGroup, int]:
    """Give how many things each group of a month has; groups without any are not among them."""
    wanted = select(account_count).where(account_count.c.month == month)
    return {AccountGroup(*row[:-1]): row[-1] for row in connection.execute(wanted)}


def first_month_answered(connection: Connection) -> str | None:
    """Give the first month answers to checks were counted in."""
    return connection.execute(select(func.min(answer_count.c.month))).scalar()


def find_overdue(connection: Connection, case_id: str) -> OverdueDuty | None:
    """Give what is kept of a proceeding that was found overdue."""
    row = connection.execute(select(overdue_duty).where(overdue_duty.c.case_id == case_id)).one_or_none()
    return None if row is None else _duty(row)


def keep_overdue(connection: Connection, case_id: str, place: Place, month: str) -> None:
    """Keep that a proceeding was found overdue."""
    connection.execute(insert(overdue_duty), {"case_id": case_id, **place._asdict(), "found": month, "counted": None})


def drop_overdue(connection: Connection, case_id: str) -> None:
    """Forget that a proceeding was found overdue, for it went on."""
    connection.execute(delete(overdue_duty).where(overdue_duty.c.case_id == case_id))


def overdue_since_before(connection: Connection, month: str) -> list[OverdueDuty]:
    """Give those found overdue before a month and not counted for it."""
    kept = overdue_duty.c
    wanted = select(overdue_duty).where(kept.counted.is_(None), kept.found < month).order_by(kept.case_id)
    return [_duty(row) for row in connection.execute(wanted)]


def overdue_counted(connection: Connection, month: str) -> None:
    """Keep that those found overdue before a month are counted for it in this one."""
    kept = overdue_duty.c
    connection.execute(update(overdue_duty).where(kept.counted.is_(None), kept.found < month), {"counted": month})


def _duty(row: Row[Any]) -> OverdueDuty:
    return OverdueDuty(row.case_id, Place(row.indicator, row.agency, row.region, row.item), row.found, row.counted)
