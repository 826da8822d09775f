"""Reads `scales.toml`: dated scales, and the neutral level of each grade (domain facts, part 2)."""

from __future__ import annotations

from collections.abc import Mapping

from strawberry import ID

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import GradeRule, ScaleRule, folded
from schema.codes import Level
from schema.evaluations import Scale
from schema.measures import LegalBasis


def read_scales(root: Table, bases: Mapping[str, LegalBasis], below: Mapping[str, ScaleRule]) -> dict[str, ScaleRule]:
    """Read every `[[scale]]`, its grades best first, after those of the layer below."""
    earlier: dict[str, ScaleRule | None] = dict(below)
    found = unique(root.tables("scale"), lambda table: _read_scale(table, bases), below=earlier)
    root.finish()
    return {name: rule for name, rule in found.items() if rule is not None}


def _read_scale(table: Table, bases: Mapping[str, LegalBasis]) -> tuple[str, ScaleRule | None]:
    name = ID(table.text("id"))
    written = table.text("basis")
    field, title, title_zh = table.text("field"), table.text("title"), table.text("title_zh")
    in_force = table.period("in_force")
    grades = [_read_grade(each) for each in table.tables("grade")]
    _check_order(table, grades)
    if not table.known("basis", written, bases, "the legal basis"):
        return name, None
    scale = Scale(
        id=name,
        field=field,
        title=title,
        title_zh=title_zh,
        grades=tuple(rule.grade for rule in grades),
        in_force=in_force,
        basis=bases[written],
    )
    return name, ScaleRule(scale=scale, grades=_spellings(table, grades))


def _read_grade(table: Table) -> GradeRule:
    return GradeRule(grade=table.text("grade"), also=table.texts("also"), level=table.one_of("level", Level))


def _check_order(table: Table, grades: list[GradeRule]) -> None:
    if not grades:
        table.fault("has no grades", "add [[scale.grade]], best first")
    order = list(Level)
    ranks = [order.index(rule.level) for rule in grades]
    if ranks != sorted(ranks):
        table.fault("does not list its grades best first", "order them by level; grades that are no rank come last")


def _spellings(table: Table, grades: list[GradeRule]) -> dict[str, GradeRule]:
    found: dict[str, GradeRule] = {}
    for rule in grades:
        for spelling in (rule.grade, *rule.also):
            if found.setdefault(folded(spelling), rule) is not rule:
                table.fault(f"the grade {spelling!r} is written twice", "spell each grade in one place")
    return found
