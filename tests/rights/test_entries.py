from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.refs import person_ref
from gateway.rights.entries import RightsChange, RightsFault, RightsFaultCode, RightsKind, Standing, check_change
from schema.repairs import RepairEvidence
from tests.joining.invented import PERSON

OBJECTION = RightsChange(
    at=datetime(2026, 11, 5, tzinfo=UTC),
    kind=RightsKind.OBJECTION_ACCEPTED,
    record_id="record-1",
    subject_ref="CREDIT_CODE:91990000MA00000001",
    by="credit-centre",
)
DAY = date(2026, 11, 5)
DATED = {RightsKind.REPAIRED, RightsKind.WITHDRAWN, RightsKind.LIST_EXIT}


def change(kind: RightsKind) -> RightsChange:
    evidence = (RepairEvidence.CORRECTION,) if kind is RightsKind.REPAIRED else ()
    return replace(OBJECTION, kind=kind, effective_on=DAY if kind in DATED else None, evidence=evidence)


def repaired(*evidence: RepairEvidence, subject_ref: str = OBJECTION.subject_ref) -> RightsChange:
    return replace(change(RightsKind.REPAIRED), evidence=evidence, subject_ref=subject_ref)


@pytest.mark.go("GO-22-b")
@pytest.mark.parametrize("kind", RightsKind)
@pytest.mark.parametrize("standing", Standing)
def test_only_provider_or_issuer_verifies_and_only_the_issuer_ends_a_record(
    kind: RightsKind, standing: Standing
) -> None:
    verifying = kind in {RightsKind.VERIFIED_CORRECT, RightsKind.VERIFIED_WRONG}
    allowed = (
        standing is Standing.ISSUER
        or kind is RightsKind.OBJECTION_ACCEPTED
        or (verifying and standing is Standing.PROVIDER)
    )
    if allowed:
        check_change(change(kind), frozenset({standing}))
        return
    with pytest.raises(RightsFault) as refused:
        check_change(change(kind), frozenset({standing}))
    assert refused.value.code is RightsFaultCode.NOT_ENTITLED
    assert "ISSUER" in refused.value.hint


def test_without_any_standing_nothing_is_entered() -> None:
    with pytest.raises(RightsFault, match="may not enter"):
        check_change(OBJECTION, frozenset())


@pytest.mark.parametrize(
    "changes",
    [
        {"record_id": " "},
        {"subject_ref": ""},
        {"by": "\n"},
        {"by": "a\x00b"},
        {"document": ""},
        {"document": "x" * 201},
        {"document": f"异字{PERSON.value}号"},
        {"subject_ref": PERSON.value},
        {"effective_on": DAY},
        {"kind": RightsKind.REPAIRED},
        {"kind": RightsKind.VERIFIED_CORRECT, "new_evidence": True},
        {"evidence": (RepairEvidence.CORRECTION,)},
    ],
)
def test_what_is_not_well_formed_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(RightsFault) as refused:
        check_change(replace(OBJECTION, **changes), frozenset(Standing))
    assert refused.value.code is RightsFaultCode.INVALID_ENTRY


@pytest.mark.go("GO-21-d")
@given(st.lists(st.sampled_from(RepairEvidence), min_size=1, unique=True), st.booleans())
def test_public_service_repairs_the_credit_of_natural_persons_only(
    evidence: list[RepairEvidence], natural: bool
) -> None:
    subject = person_ref("x") if natural else OBJECTION.subject_ref
    entered = repaired(*evidence, subject_ref=subject)
    if natural or RepairEvidence.PUBLIC_SERVICE not in evidence:
        check_change(entered, frozenset({Standing.ISSUER}))
        return
    with pytest.raises(RightsFault, match="natural persons only") as refused:
        check_change(entered, frozenset({Standing.ISSUER}))
    assert "DUTY_FULFILLED" in refused.value.hint


@pytest.mark.go("GO-21-d", "GO-21-b")
@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ((), "needs evidence; name one or more of CORRECTION, DUTY_FULFILLED, COMMITMENT, TRAINING, PUBLIC_SERVICE"),
        ((RepairEvidence.TRAINING, RepairEvidence.TRAINING), "given twice"),
    ],
)
def test_a_repair_says_once_what_it_rests_on(evidence: tuple[RepairEvidence, ...], said: str) -> None:
    with pytest.raises(RightsFault, match=said):
        check_change(repaired(*evidence), frozenset({Standing.ISSUER}))
