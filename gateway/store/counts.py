"""Counts answers to checks, by what may be counted of them and nothing that names anybody (GO-13-d, GO-27-b)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from gateway.statistics.groups import AnswerGroup
from gateway.store.database import Driver
from gateway.store.prepared import adding_up
from gateway.store.tables import answer_count, uncounted

_COUNT = adding_up(answer_count, "answers", *AnswerGroup._fields)


def count_answers(driver: Driver, groups: Iterable[AnswerGroup]) -> None:
    """Count one answer for each group given, within a transaction of the caller.

    Counts are taken in one order by everybody, so that two transactions never wait for each other.
    """
    found = Counter(groups)
    if found:
        _COUNT.each(driver, [{**group._asdict(), "answers": answers} for group, answers in sorted(found.items())])


def answers_in(connection: Connection, month: str) -> dict[AnswerGroup, int]:
    """Give how many answers each group of a month has; groups without any are not among them."""
    wanted = select(answer_count).where(answer_count.c.month == month)
    return {AnswerGroup(*row[:-1]): row[-1] for row in connection.execute(wanted)}


def uncounted_until(connection: Connection) -> str | None:
    """Give the instant of the last check an older version answered without counting; None if there is none."""
    return connection.execute(select(func.max(uncounted.c.until))).scalar()
