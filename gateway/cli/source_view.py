"""Prints what was asked and how long each took; failures are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from gateway.cli.printing import coded, plain


def source_table(sources: Sequence[Mapping[str, Any]]) -> Table:
    """Give the table of sources, in the order of the answer."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("source", "department", "", "outcome", "records"):
        table.add_column(title, no_wrap=title != "department")
    table.add_column("ms", justify="right", no_wrap=True)
    table.add_column("notes")
    for report in sources:
        table.add_row(
            plain(report["source"]),
            plain(report["agencyName"]),
            "required" if report["required"] else "",
            _outcome(report),
            "" if report["records"] is None else str(report["records"]),
            str(report["latencyMs"]),
            plain(_notes(report)),
        )
    return table


def _outcome(report: Mapping[str, Any]) -> Text:
    shown = coded(report["outcome"])
    return shown.append(f" {report['failure']}") if report["failure"] else shown


def _notes(report: Mapping[str, Any]) -> str:
    notes = [report["message"] or ""]
    if report["cached"]:
        notes.append("from the cache")
    if report["attempts"] > 1:
        notes.append(f"{report['attempts']} attempts")
    if report["dataAsOf"]:
        notes.append(f"complete up to {report['dataAsOf']}")
    return "; ".join(note for note in notes if note)
