"""Which class of inspection a subject's credit advises, and why (GO-06-a, GO-06-c): advice, never an order. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from strawberry import ID

from gateway.rules.conditions import reaches
from gateway.rules.facts import Facts
from gateway.rules.model import InspectionClass
from gateway.rules.truth import all_of
from schema.codes import RecordKind
from schema.evaluations import RatedEvaluation
from schema.inspection import InspectionAdvice
from schema.measures import Direction, Effect, Measure, MeasureStatus, Truth

NEVER_AN_ORDER = "advice to the supervising department, never an order (GO-06-c)"


def advise(
    classes: Sequence[InspectionClass],
    measures: Sequence[Measure],
    rated: Sequence[RatedEvaluation],
    facts: Facts,
    *,
    missing: Sequence[str],
    cut: bool = False,
) -> InspectionAdvice | None:
    """Give the class advised; None where the pack has no classes.

    The worst class a restraint yields, else the best that is earned, else the standard one. What is missing of a
    required source, or not confirmed of a restraint, earns no better class than the standard one.
    """
    standard = next((place for place, each in enumerate(classes) if each.standard), None)
    if standard is None:
        return None
    active = [measure for measure in measures if measure.status is MeasureStatus.ACTIVE]
    for each in reversed(classes[standard + 1 :]):
        if behind := _of_effect(active, each.effects, Direction.RESTRAINT):
            return _advice(each, behind, tuple(_because(measure) for measure in behind))
    doubts = _doubts(measures, missing, cut=cut)
    for each in () if doubts else classes[:standard]:
        behind = _of_effect(active, each.effects, Direction.INCENTIVE)
        found = [reaches(level, rated, facts) for level in each.levels]
        if (behind or not each.effects) and all_of(finding.truth for finding in found) is Truth.TRUE:
            reasons = (*(_because(measure) for measure in behind), *(finding.text for finding in found))
            return _advice(each, behind, reasons, tuple({kind for finding in found for kind in finding.kinds}))
    plain = "nothing yields a better or a worse class"
    no_better = tuple(f"no better class than {classes[standard].id}, perhaps a worse one: {doubt}" for doubt in doubts)
    return _advice(classes[standard], (), no_better or (plain,))


def _of_effect(measures: Sequence[Measure], effects: frozenset[Effect], direction: Direction) -> tuple[Measure, ...]:
    return tuple(each for each in measures if each.effect in effects and each.measure.direction is direction)


def _doubts(measures: Sequence[Measure], missing: Sequence[str], *, cut: bool) -> tuple[str, ...]:
    unconfirmed = [
        f"{each.measure.id} is not confirmed"
        for each in measures
        if each.status is MeasureStatus.UNCONFIRMED and each.measure.direction is Direction.RESTRAINT
    ]
    silent = [f"no usable answer from {source}" for source in missing]
    return (*silent, *(["not every linked unit was asked about"] if cut else []), *unconfirmed)


def _because(measure: Measure) -> str:
    return f"{measure.measure.id} {measure.measure.title} applies ({measure.line})"


def _advice(
    each: InspectionClass, behind: Sequence[Measure], reasons: tuple[str, ...], kinds: tuple[RecordKind, ...] = ()
) -> InspectionAdvice:
    return InspectionAdvice(
        id=ID(each.id),
        title=each.title,
        title_zh=each.title_zh,
        frequency=each.frequency,
        visits_a_year=each.visits_a_year,
        random_share_percent=each.random_share_percent,
        measures=tuple(measure.id for measure in behind),
        reasons=(*reasons, NEVER_AN_ORDER),
        basis=each.basis,
        kinds=tuple(sorted(kinds)),
    )
