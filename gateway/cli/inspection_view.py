"""Prints the advice on how closely to inspect a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from gateway.cli.measure_view import basis_words
from gateway.cli.printing import heading, labelled, line


def inspection_lines(advice: Mapping[str, Any] | None) -> Iterator[Text]:
    """Give the section of the advice; nothing where there is none."""
    if advice is None:
        return
    yield heading("Inspection advice")
    yield line(f"class {advice['id']}:", advice["title"], advice["titleZh"])
    yield labelled("frequency", advice["frequency"])
    if advice["visitsAYear"] is not None:
        yield labelled("visits", f"{advice['visitsAYear']} a year")
    if advice["randomSharePercent"] is not None:
        yield labelled("random", f"{advice['randomSharePercent']} % drawn")
    for reason in advice["reasons"]:
        yield labelled("why", reason)
    yield labelled("basis", basis_words(advice["basis"]))
