"""Prints accounts: what was counted by each indicator, in all and of each agency, notices, and who failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from gateway.cli.printing import coded, heading, line, plain, show

Answer = Mapping[str, Any]
_SUPPRESSED = "*"


def print_accounts(out: Console, accounts: Answer, *, monthly: bool) -> None:
    """Print the tables of all months together, or of every month, and which agencies failed."""
    for tables in accounts["months"] if monthly else [accounts["whole"]]:
        months = dict.fromkeys((tables["fromMonth"], tables["toMonth"]))
        show(out, [heading(f"{' to '.join(months)} ({accounts['scope']})")])
        out.print(_counted(tables))
        if tables["notices"]:
            out.print(_notices(tables["notices"]))
    if accounts["failures"]:
        out.print(_failures(accounts["failures"]))
    least = accounts["smallestGroup"]
    show(out, [line(f"{_SUPPRESSED} not shown exactly: it holds a group of fewer than {least}", indent=0)])


def _counted(tables: Answer) -> Table:
    table = _table("counted", ["in all", "results", "when"])
    for account in tables["byIndicator"]:
        _add(table, "", account)
    for label, name, rows in (
        ("agency", "agency", tables["byAgency"]),
        ("region", "region", tables["byRegion"]),
        ("on", "item", tables["byItem"]),
    ):
        table.add_section()
        for row in rows:
            for account in row["indicators"]:
                _add(table, f"{label} {row[name]} ", account)
    return table


def _add(table: Table, place: str, account: Answer) -> None:
    results = _told((each["result"], each["count"]) for each in account["results"])
    timings = _told((each["timing"], each["count"]) for each in account["timings"] if each["timing"] != "UNTIMED")
    table.add_row(plain(f"{place}{account['indicator']}"), shown(account["count"]), results, timings)


def _told(counts: Iterable[tuple[str, Answer]]) -> str:
    return ", ".join(f"{name} {shown(count)}" for name, count in counts)


def _notices(notices: Iterable[Answer]) -> Table:
    steps = ("issued", "answered", "returned", "overdue", "corrected", "closed")
    table = _table("notices", steps)
    for each in notices:
        table.add_row(plain(f"{each['agency']} {each['duty']}"), *(str(each[step]) for step in steps))
    return table


def _failures(failures: Iterable[Answer]) -> Table:
    table = _table("failed", ["indicator", "failed", "of", "notices"])
    for each in failures:
        place = plain(f"{each['agency']} {each['duty']}")
        table.add_row(place, each["indicator"], shown(each["failed"]), shown(each["of"]), str(each["notices"]))
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(title)
    for column in columns:
        table.add_column(coded(column))
    return table


def shown(count: Answer) -> str:
    """Give a number as it may be shown; what is suppressed with what is known of it."""
    if count["number"] is not None:
        return str(count["number"])
    return f"≥ {count['atLeast']} {_SUPPRESSED}" if count["atLeast"] else _SUPPRESSED
