"""One answer as it is compared: guidance, measures, class of inspection, and why a line of its pack yields none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gateway.case import Case
from gateway.judging import Judged, inspection_of
from schema.measures import Direction, Effect, Guidance, Measure, MeasureKind, MeasureStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is compared of a measure."""

    status: MeasureStatus
    effect: Effect
    kind: MeasureKind
    direction: Direction
    starts_on: str | None
    last_day: str | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the rules of one pack made of one case."""

    case: Case
    judged: Judged

    @property
    def guidance(self) -> Guidance:
        """The guidance."""
        return self.judged.decision.guidance

    @property
    def floor(self) -> Guidance | None:
        """The worst already established, of an incomplete answer."""
        return self.judged.decision.floor

    @cached_property
    def inspection(self) -> str | None:
        """The class of inspection advised, on matters of supervision."""
        advice = inspection_of(self.judged, self.case)
        return None if advice is None else str(advice.id)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by id."""
        return {measure.id: measure for measure in self.judged.measured.measures}

    def why_silent(self, line_id: str) -> str:
        """Say why a line yields nothing, or not this; never with a value of a record."""
        line = next((line for line in self.case.pack.lines if line.id == line_id), None)
        if line is None:
            return "has no such line"
        if not line.in_force.holds_on(self.case.as_of):
            return f"has the line, not in force on {self.case.as_of}"
        if not line.touches(self.case.matter):
            return f"has the line, not for {self.case.matter.id}"
        near = next((near for near in self.judged.measured.why_not if near.line == line_id), None)
        if near is None:
            return "has the line, without ground for it in these records"
        return f"has the line; what would make it apply: {near.what_would_change_it}"


def terms_of(measure: Measure) -> Terms:
    """Give what is compared of a measure."""
    days = measure.period
    return Terms(
        status=measure.status,
        effect=measure.effect,
        kind=measure.kind,
        direction=measure.measure.direction,
        starts_on=days.starts_on.isoformat() if days else None,
        last_day=days.last_day.isoformat() if days and days.last_day else None,
    )
