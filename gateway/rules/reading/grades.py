"""Reads the scales and grades an agreement names, and how grades of one scale are read on another (GO-16-b)."""

from __future__ import annotations

from connectors.manifest import Table
from gateway.rules.model import GradeRule, ScaleRule
from gateway.rules.reading.known import Known
from schema.codes import Level


def read_min_level(table: Table) -> Level | None:
    """Read the least level an agreement recognises."""
    level = table.optional_one_of("min_level", Level)
    if level is Level.NOT_RATED:
        table.fault(
            "NOT_RATED is no level to reach", "write EXEMPLARY, GOOD, ORDINARY, WARNED or POOR", key="min_level"
        )
    return level


def read_scale(table: Table, known: Known, key: str) -> ScaleRule | None:
    """Read the id of a scale of the pack."""
    written = table.text(key)
    return known.scales[written] if written and table.known(key, written, known.scales, "the scale") else None


def read_grade(table: Table, scale: ScaleRule | None, key: str) -> GradeRule:
    """Read a grade of a scale."""
    written = table.text(key)
    found = scale.grade(written) if scale else None
    if scale and found is None:
        table.known(key, written, scale.scale.grades, "the grade")
    return found or GradeRule(grade=written, level=Level.NOT_RATED)


def read_grades(table: Table, covered: ScaleRule | None, to_scale: ScaleRule | None) -> dict[str, str] | None:
    """Read which grade counts as which on another scale; a grade that is no rank never becomes one."""
    inner = table.table("grades")
    if inner is None:
        return None
    if to_scale is None:
        inner.fault("maps grades to no scale", "write to_scale")
    if covered is not None:
        for grade in inner.names():
            inner.known(grade, grade, covered.scale.grades, "the grade")
    targets = {grade: read_grade(inner, to_scale, grade) for grade in inner.names()}
    inner.finish()
    for grade, target in targets.items():
        rule = covered.grade(grade) if covered is not None else None
        if rule is not None and rule.level is Level.NOT_RATED and target.level is not Level.NOT_RATED:
            inner.fault(f"{grade} is no rank, and {target.grade} is one", f"leave {grade} out", key=grade)
    return {grade: target.grade for grade, target in targets.items()}
