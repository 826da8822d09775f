"""Scales of an evaluation: one, or several of which the day of the decision chooses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from connectors.manifest import Table
from connectors.mapping.spec import ScaleValue


def read_scales(table: Table) -> tuple[ScaleValue, ...]:
    """Read `scale = [{ id, from, grades }]`, oldest first; the first needs no `from`."""
    written = table.written("scale")
    if isinstance(written, dict):
        inner = table.table("scale")
        return (_scale(inner),) if inner is not None else ()
    scales = tuple(_scale(item) for item in table.tables("scale"))
    if not scales:
        table.fault("has no scale, and a grade means nothing without one", 'write scale = { id = "…", grades = ["A"] }')
    for earlier, later in pairwise(scales):
        if later.since is None or (earlier.since is not None and later.since <= earlier.since):
            table.fault(f"does not say from when {later.id!r} follows {earlier.id!r}", "write from, oldest scale first")
    return scales


def _scale(table: Table) -> ScaleValue:
    found = ScaleValue(id=table.text("id"), since=table.optional_day("from"), grades=_grades(table))
    table.finish()
    return found


def _grades(table: Table) -> Mapping[str, str]:
    if isinstance(table.written("grades"), dict):
        inner = table.table("grades")
        words = inner.rest() if inner is not None else {}
        for word, grade in words.items():
            if not isinstance(grade, str):
                table.fault(f"gives {word!r} no grade", 'write "word" = "grade"', key="grades")
        return {word: grade for word, grade in words.items() if isinstance(grade, str)}
    grades = table.texts("grades")
    if not grades:
        table.fault("lists no grades", 'write grades = ["A", "B"], or { "word the source writes" = "grade" }')
    return {grade: grade for grade in grades}
