"""The test a repair must pass (GO-21-b): corrected, adverse effects removed, both within the prescribed time. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from gateway.proceedings.words import invalid
from gateway.repairs.model import Finding, Piece
from schema.repairs import RepairEvidence, RepairPart

_ABLE: Final[Mapping[RepairPart, frozenset[RepairEvidence]]] = {
    RepairPart.CORRECTED: frozenset({RepairEvidence.CORRECTION, RepairEvidence.DUTY_FULFILLED}),
    RepairPart.EFFECTS_REMOVED: frozenset(
        {RepairEvidence.CORRECTION, RepairEvidence.DUTY_FULFILLED, RepairEvidence.PUBLIC_SERVICE}
    ),
}


def findings_of(
    pieces: Sequence[Piece],
    cited: Mapping[RepairPart, Sequence[int]],
    last_day: date | None,
    prescribed_by: str | None,
) -> tuple[Finding, ...]:
    """Give a finding on each part, by the evidence the reviewer cites for the first two.

    A commitment or training alone corrects nothing and removes no effect. Without a last day the third is not met.
    Raises `Refusal` for evidence that is not there, or cannot show the part.
    """
    shown = [_shown(part, pieces, cited[part]) for part in _ABLE]
    days = [finding.on for finding in shown if finding.on is not None]
    done_on = max(days) if len(days) == len(shown) else None
    in_time = done_on is not None and last_day is not None and done_on <= last_day
    time = Finding(
        part=RepairPart.IN_TIME,
        met=in_time,
        on=done_on if in_time else None,
        evidence=tuple(sorted({number for finding in shown for number in finding.evidence})) if in_time else (),
        last_day=last_day,
        prescribed_by=prescribed_by,
    )
    return (*shown, time)


def unmet(findings: Sequence[Finding]) -> tuple[RepairPart, ...]:
    """Name the parts that are not met."""
    return tuple(finding.part for finding in findings if not finding.met)


def _shown(part: RepairPart, pieces: Sequence[Piece], numbers: Sequence[int]) -> Finding:
    where = "decision.correctedBy" if part is RepairPart.CORRECTED else "decision.effectsRemovedBy"
    days = []
    for number in numbers:
        if not 1 <= number <= len(pieces):
            known = f"1 to {len(pieces)}" if pieces else "none"
            raise invalid(f"there is no evidence {number}", where, f"write numbers of its evidence: {known}")
        piece = pieces[number - 1]
        if piece.kind not in _ABLE[part]:
            raise invalid(
                f"evidence {number} is {piece.kind.value}, which does not show {part.value}",
                where,
                f"cite evidence of the kind {' or '.join(sorted(_ABLE[part]))}",
            )
        days.append(piece.done_on)
    return Finding(part=part, met=bool(days), on=max(days, default=None), evidence=tuple(dict.fromkeys(numbers)))
