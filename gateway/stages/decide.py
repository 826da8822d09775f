"""Stage 8, decide: one guidance for the matter, with what each measure contributed. It advises; people decide. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.stages.measure import Measured
from schema.agencies import Matter
from schema.codes import MatterKind
from schema.measures import Contribution, Direction, Effect, Guidance, Measure, MeasureStatus

_SEVERITY = (Guidance.GREEN_CHANNEL, Guidance.STANDARD, Guidance.STRICT_REVIEW, Guidance.BARRED)
_OF_EFFECT = {
    Effect.GREEN_CHANNEL: Guidance.GREEN_CHANNEL,
    Effect.STRICT_REVIEW: Guidance.STRICT_REVIEW,
    Effect.BARRED: Guidance.BARRED,
}
RETRY_AFTER_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Guidance; `floor` is the worst already established, and only an incomplete answer has one."""

    guidance: Guidance
    floor: Guidance | None
    contributions: tuple[Contribution, ...]
    retry_after_seconds: int | None


def decide(
    matter: Matter,
    measured: Measured,
    *,
    missing_required: tuple[str, ...],
    links_cut: int = 0,
    retry_after_seconds: int = RETRY_AFTER_SECONDS,
) -> Decision:
    """Give the guidance: the worst restraint wins; without one the green channel, on licence matters only.

    An unconfirmed restraint asks for strict review at most. What is suspended, ended, not adopted or for reference
    contributes nothing. A required source without an answer, or linked units left out, make it INCOMPLETE.
    """
    contributions = _contributions(matter, measured.measures)
    guidance = _guidance(contribution.guidance for contribution in contributions)
    if not missing_required and not links_cut:
        return Decision(guidance=guidance, floor=None, contributions=contributions, retry_after_seconds=None)
    return Decision(
        guidance=Guidance.INCOMPLETE,
        floor=_floor(matter, measured.measures),
        contributions=contributions,
        retry_after_seconds=retry_after_seconds if missing_required else None,
    )


def _contributions(matter: Matter, measures: Iterable[Measure]) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(measure=measure.id, title=measure.measure.title, guidance=guidance)
        for measure in measures
        if (guidance := _alone(matter, measure)) is not None
    )


def _alone(matter: Matter, measure: Measure) -> Guidance | None:
    """Give the guidance one measure alone would give; None where it contributes nothing."""
    restrains = measure.measure.direction is Direction.RESTRAINT
    guidance = _OF_EFFECT.get(measure.effect, Guidance.STANDARD)
    if measure.status is MeasureStatus.UNCONFIRMED and restrains:
        return min(guidance, Guidance.STRICT_REVIEW, key=_SEVERITY.index)
    if measure.status is not MeasureStatus.ACTIVE:
        return None
    if guidance is Guidance.GREEN_CHANNEL and matter.kind is not MatterKind.ADMINISTRATIVE_LICENCE:
        return Guidance.STANDARD
    return guidance


def _guidance(alone: Iterable[Guidance]) -> Guidance:
    given = set(alone)
    worst = max(given, key=_SEVERITY.index, default=Guidance.STANDARD)
    if worst is Guidance.STANDARD and Guidance.GREEN_CHANNEL in given:
        return Guidance.GREEN_CHANNEL
    return worst


def _floor(matter: Matter, measures: Iterable[Measure]) -> Guidance:
    established = (_alone(matter, measure) for measure in measures if measure.status is MeasureStatus.ACTIVE)
    given = [guidance for guidance in established if guidance is not None]
    return max([Guidance.STANDARD, *given], key=_SEVERITY.index)
