"""What verifying a receipt or a chain can find, each finding with a stable code and plain words."""

from __future__ import annotations

from schema.declare import CodeList


class Finding(CodeList):
    """Stable codes of verification; each means one thing."""

    GENUINE = "GENUINE", "The receipt is what was signed, by a key given, and is the one expected."
    MALFORMED = "MALFORMED", "The file is not a receipt in its one canonical spelling."
    UNKNOWN_FORMAT = "UNKNOWN_FORMAT", "The file names a format this version does not know."
    UNKNOWN_KEY = "UNKNOWN_KEY", "The group was signed by a key that is not among the keys given."
    KEY_NOT_VALID_THEN = "KEY_NOT_VALID_THEN", "The key given was not valid when the group was signed."
    SIGNATURE_WRONG = "SIGNATURE_WRONG", "The signature of the group does not fit the key it names."
    PROOF_WRONG = "PROOF_WRONG", "The inclusion proof does not have the shape its group needs."
    RECEIPT_CHANGED = "RECEIPT_CHANGED", "The body and its proof do not lead to what was signed."
    OPENING_WRONG = "OPENING_WRONG", "An opened personal value is not one the body sealed."
    OTHER_CASE = "OTHER_CASE", "The receipt is genuine, and was issued for another case."
    OTHER_SUBJECT = "OTHER_SUBJECT", "The receipt is genuine, and is about another subject."
    OTHER_MATTER = "OTHER_MATTER", "The receipt is genuine, and is about another matter."
    OTHER_AGENCY = "OTHER_AGENCY", "The receipt is genuine, and was issued to another agency."
    SUBJECT_SEALED = "SUBJECT_SEALED", "The receipt is genuine; its subject is sealed here and cannot be compared."
    GAP = "GAP", "A group is missing from a writer's chain."
    FORK = "FORK", "Two different groups of one writer carry the same sequence number."
    LINK_WRONG = "LINK_WRONG", "A group does not follow the one before it."
    TAIL_LOST = "TAIL_LOST", "A group that was exported earlier is no longer in the chain."
    GROUP_CHANGED = "GROUP_CHANGED", "The stored receipts of a group are not the ones that were signed."


class Unverified(Exception):  # noqa: N818 - a finding, not a defect
    """Verification ended with a finding; `message` says in plain words what was compared with what."""

    def __init__(self, finding: Finding, message: str) -> None:
        super().__init__(message)
        self.finding = finding
        self.message = message
