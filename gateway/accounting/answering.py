"""Answers with the accounts: read and summed month by month apart from the event loop, and put on record."""

from __future__ import annotations

import asyncio
from functools import partial

from sqlalchemy import Connection

from gateway.accounting.failures import failures
from gateway.accounting.groups import AccountGroup
from gateway.accounting.scope import Scope, scope_of
from gateway.accounting.tables import Groups, duty_tables
from gateway.noting import note
from gateway.office import Office
from gateway.receipts.instants import parse_instant
from gateway.statistics.months import closed_months
from gateway.store.accounts import counts_in, read_position
from gateway.store.counts import uncounted_until
from gateway.visit import Visit
from schema.duty_accounts import DutyAccounts, DutyFailure, DutyTables
from schema.errors import ErrorCode, Refusal
from schema.statistics import SMALLEST_GROUP

OPERATION = "duty_accounts"


async def answer_duty_accounts(first: str, last: str, visit: Visit, office: Office) -> DutyAccounts:
    """Give the accounts of closed months, oldest first; raises `Refusal` where they cannot be given as asked."""
    scope = scope_of(visit.grant, office.agencies[visit.grant.agency])
    until, open_month = await office.reader.call(_counted)
    months = closed_months(first, last, office.clock(), parse_instant(until) if until else None)
    if open_month is None or last >= open_month:
        raise Refusal(
            ErrorCode.INVALID_MONTHS,
            f"the month {last} is not counted to its end yet",
            where="to",
            hint="ask again in a minute; if it lasts, tell the operator",
        )
    groups: dict[AccountGroup, int] = {}
    tables = []
    for month in months:
        shown, seen = await office.reader.call(partial(_month, month, scope))
        tables.append(shown)
        groups |= seen
    whole, failed = await office.reader.call(partial(_whole, months, groups))
    accounts = DutyAccounts(
        scope=scope.kind, smallest_group=SMALLEST_GROUP, months=tuple(tables), whole=whole, failures=failed
    )
    access = visit.access(office.clock(), OPERATION, f"MONTHS:{months[0]}/{months[-1]}")
    await note(access, office, asyncio.get_running_loop().time() + office.settings.deadline_ms / 1000)
    return accounts


def _counted(connection: Connection) -> tuple[str | None, str | None]:
    position = read_position(connection)
    return uncounted_until(connection), None if position is None else position.month


def _month(month: str, scope: Scope, connection: Connection) -> tuple[DutyTables, dict[AccountGroup, int]]:
    seen = {group: size for group, size in counts_in(connection, month).items() if scope.holds(group)}
    return duty_tables(month, month, seen), seen


def _whole(months: tuple[str, ...], groups: Groups, _: Connection) -> tuple[DutyTables, tuple[DutyFailure, ...]]:
    return duty_tables(months[0], months[-1], groups), failures(groups)
