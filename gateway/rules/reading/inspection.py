"""Reads `inspection.toml`: classes of subjects to inspect, from the best to the worst, and what yields each (GO-06)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import InspectionClass
from gateway.rules.reading.conditions import read_level
from gateway.rules.reading.known import Known
from schema.measures import Effect

_EARNED = frozenset({Effect.GREEN_CHANNEL, Effect.PRIORITY, Effect.FEWER_INSPECTIONS})
_INCURRED = frozenset({Effect.STRICT_REVIEW, Effect.BARRED})


def read_classes(root: Table, known: Known, below: Iterable[InspectionClass]) -> tuple[InspectionClass, ...]:
    """Read every `[[class]]`; a pack that has none takes those of the layer below, one that has some has no others."""
    tables: list[Table] = []

    def read(table: Table) -> tuple[str, InspectionClass | None]:
        tables.append(table)
        return _read_class(table, known)

    found = unique(root.tables("class"), read)
    classes = tuple(each for each in found.values() if each is not None)
    root.finish()
    if not found:
        return tuple(below)
    standard = [each for each in classes if each.standard]
    if len(standard) != 1:
        root.fault(f"has {len(standard)} standard classes", "write standard = true in one [[class]], and in no other")
        return classes
    if len(classes) == len(tables):  # none is faulty in itself
        place = classes.index(standard[0])
        for index, (table, each) in enumerate(zip(tables, classes, strict=True)):
            if index != place:
                _check_yield(table, each, better=index < place)
    _check_order(root, classes)
    return classes


def _read_class(table: Table, known: Known) -> tuple[str, InspectionClass | None]:
    name = table.text("id")
    title, title_zh, frequency = table.text("title"), table.text("title_zh"), table.text("frequency")
    standard = table.flag("standard")
    effects = frozenset(table.some_of("effects", Effect))
    levels = tuple(read_level(each, known.fields()) for each in table.tables("level"))
    visits = table.optional_integer("visits_a_year")
    share = table.optional_integer("random_share_percent")
    if share is not None and share > 100:
        table.fault(f"is {share}", "write 0 to 100", key="random_share_percent")
    if standard and (effects or levels):
        table.fault("is the standard class, which nothing yields", "leave out effects and level", key="standard")
    basis = known.basis(table, "basis", known.governs)
    if basis is None:
        return name, None
    return name, InspectionClass(
        id=name,
        title=title,
        title_zh=title_zh,
        frequency=frequency,
        basis=basis,
        standard=standard,
        effects=effects,
        levels=levels,
        visits_a_year=visits,
        random_share_percent=share,
    )


def _check_yield(table: Table, each: InspectionClass, *, better: bool) -> None:
    if not each.effects and not each.levels:
        table.fault("is yielded by nothing", 'write effects = ["STRICT_REVIEW"], or [[class.level]] for a better class')
    fitting = _EARNED if better else _INCURRED
    for effect in sorted(each.effects - fitting):
        side = "better" if better else "worse"
        table.fault(
            f"is {side} than the standard class, and {effect} does not yield it",
            f"write one of {', '.join(sorted(fitting))}, or move the class",
            key="effects",
        )
    if each.levels and not better:
        table.fault(
            "is worse than the standard class, and a grade yields it, which a silent source would hide",
            "let a restraint yield it",
            key="level",
        )


def _check_order(root: Table, classes: Sequence[InspectionClass]) -> None:
    for key in ("visits_a_year", "random_share_percent"):
        given = [(each.id, count) for each in classes if (count := getattr(each, key)) is not None]
        for (better, more), (worse, less) in pairwise(given):
            if more > less:
                root.fault(
                    f"class {better} has a greater {key} than {worse} after it ({more} > {less})",
                    "order the classes from the best to the worst",
                    key="class",
                )
