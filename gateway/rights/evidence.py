"""By what a credit repair was earned (GO-21-d), and by whom it can be."""

from __future__ import annotations

from collections.abc import Collection

from gateway.refs import is_person
from schema.repairs import RepairEvidence


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
