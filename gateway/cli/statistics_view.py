"""Prints statistics: per month a table by guidance, and INCOMPLETE answers by the source that was silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from gateway.cli.printing import coded, heading, line, plain, show

Answer = Mapping[str, Any]
_SUPPRESSED = "*"


def print_statistics(out: Console, statistics: Answer) -> None:
    """Print the tables of every month."""
    for month in statistics["months"]:
        show(out, [heading(month["month"])])
        out.print(_by_guidance(month))
        out.print(_by_silence(month))
    least = statistics["smallestGroup"]
    show(out, [line(f"{_SUPPRESSED} not shown exactly: it holds a group of fewer than {least} answers", indent=0)])


def _by_guidance(month: Answer) -> Table:
    totals = month["byGuidance"]
    table = _table("checks answered", [cell["guidance"] for cell in totals])
    _add(table, "matter", month["byMatter"])
    _add(table, "region", month["byRegion"])
    table.add_row("all", *(_shown(cell["count"]) for cell in totals))
    return table


def _add(table: Table, name: str, cells: Iterable[Answer]) -> None:
    rows: dict[str, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell[name], []).append(_shown(cell["count"]))
    for place, numbers in rows.items():
        table.add_row(plain(f"{name} {place}"), *numbers)
    table.add_section()


def _by_silence(month: Answer) -> Table:
    table = _table("incomplete for want of", ["answers"])
    for cell in month["bySilence"]:
        table.add_row(plain(cell["source"] or cell["silence"]), _shown(cell["count"]))
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(title)
    for column in columns:
        table.add_column(coded(column), justify="right", no_wrap=True)
    return table


def _shown(count: Answer) -> str:
    if count["answers"] is not None:
        return str(count["answers"])
    return f"≥ {count['atLeast']} {_SUPPRESSED}" if count["atLeast"] else _SUPPRESSED
