"""By what a credit repair was earned (GO-21-d), and by whom it can be."""

from __future__ import annotations

from collections.abc import Collection

from gateway.refs import is_person
from schema.declare import CodeList


class RepairEvidence(CodeList):
    """What a repair rests on, as the body that determined it says."""

    CORRECTION = "CORRECTION", "The dishonest conduct was corrected (纠正失信行为)."
    DUTY_FULFILLED = "DUTY_FULFILLED", "The duties of the decision were fulfilled (履行义务)."
    COMMITMENT = "COMMITMENT", "A commitment to honesty was made in public (信用承诺)."
    TRAINING = "TRAINING", "Training for credit repair was completed (信用修复培训)."
    PUBLIC_SERVICE = (
        "PUBLIC_SERVICE",
        "Voluntary or public service was done (志愿服务、社会公益服务); natural persons only.",
    )


def fault_of_repair(evidence: Collection[RepairEvidence], subject_ref: str) -> tuple[str, str] | None:
    """Give what is wrong with the evidence of a repair and what to give instead, or None."""
    if not evidence:
        return "REPAIRED needs evidence", f"name one or more of {', '.join(RepairEvidence)}"
    if len(set(evidence)) < len(evidence):
        return "a kind of evidence is given twice", "give each once"
    if RepairEvidence.PUBLIC_SERVICE in evidence and not is_person(subject_ref):
        return (
            "PUBLIC_SERVICE repairs the credit of natural persons only (GO-21-d)",
            "give what this subject did: CORRECTION, DUTY_FULFILLED, COMMITMENT or TRAINING",
        )
    return None
