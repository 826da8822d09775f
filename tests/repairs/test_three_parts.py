"""The three-part test: corrected, effects removed, both in time; nothing passes without evidence of each (GO-21-b)."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from gateway.repairs.model import Piece
from gateway.repairs.three_parts import findings_of, unmet
from schema.errors import Refusal
from schema.repairs import RepairEvidence, RepairPart

DAY = date(2026, 11, 1)
PIECES = st.lists(
    st.builds(
        Piece,
        kind=st.sampled_from(RepairEvidence),
        done_on=st.integers(0, 60).map(lambda days: DAY - timedelta(days=days)),
    ),
    max_size=5,
)
NUMBERS = st.lists(st.integers(0, 6), max_size=3)
WORTHLESS = {RepairEvidence.COMMITMENT, RepairEvidence.TRAINING}


@given(PIECES, NUMBERS, NUMBERS, st.none() | st.integers(0, 60).map(lambda days: DAY - timedelta(days=days)))
def test_a_part_is_met_exactly_by_evidence_that_can_show_it_in_time(
    pieces: list[Piece], corrected: list[int], removed: list[int], last_day: date | None
) -> None:
    cited = {RepairPart.CORRECTED: corrected, RepairPart.EFFECTS_REMOVED: removed}
    try:
        findings = findings_of(pieces, cited, last_day, "document")
    except Refusal as refused:
        assert refused.hint
        kinds = [pieces[number - 1].kind for number in (*corrected, *removed) if 1 <= number <= len(pieces)]
        wrong = len(kinds) < len(corrected) + len(removed) or WORTHLESS & set(kinds)
        assert wrong or RepairEvidence.PUBLIC_SERVICE in kinds
        return
    assert [finding.part for finding in findings] == list(RepairPart)
    first, second, in_time = findings
    assert (first.met, second.met) == (bool(corrected), bool(removed))
    days = [pieces[number - 1].done_on for number in (*corrected, *removed)]
    assert in_time.met == (bool(corrected and removed) and last_day is not None and max(days) <= last_day)
    assert unmet(findings) == tuple(finding.part for finding in findings if not finding.met)
    assert all(bool(finding.evidence) == finding.met for finding in findings)


@pytest.mark.go("GO-21-d")
def test_public_service_removes_effects_and_corrects_nothing() -> None:
    service = [Piece(kind=RepairEvidence.PUBLIC_SERVICE, done_on=DAY)]
    cited = {RepairPart.CORRECTED: (), RepairPart.EFFECTS_REMOVED: (1,)}
    assert unmet(findings_of(service, cited, DAY, None)) == (RepairPart.CORRECTED, RepairPart.IN_TIME)
    with pytest.raises(Refusal, match="does not show CORRECTED"):
        findings_of(service, {RepairPart.CORRECTED: (1,), RepairPart.EFFECTS_REMOVED: ()}, DAY, None)
