"""Words of a joint case as a department writes them: bounded, printable, and refused with what to write instead."""

from __future__ import annotations

from gateway.proceedings import reading
from gateway.proceedings import words as proceedings
from schema.errors import ErrorCode, Refusal
from schema.graph.inputs import IdentifierInput
from schema.identifiers import Identifier
from schema.joint_cases import JointCaseResponse


def invalid(problem: str, where: str, hint: str) -> Refusal:
    """Make the refusal of a case, response or carrying that cannot be taken as written."""
    return proceedings.invalid(problem, where, hint, ErrorCode.INVALID_CASE)


def read_words(written: str, where: str, longest: int = proceedings.LONGEST_WORDS) -> str:
    """Give words without outer blanks; raises `Refusal(INVALID_CASE)` for what cannot be kept or shown."""
    return proceedings.read_words(written, where, longest, ErrorCode.INVALID_CASE)


def read_reason(response: JointCaseResponse, reason: str | None) -> str | None:
    """Give the reason of a response: required with a refusal, and only there (GO-15-b)."""
    if response is JointCaseResponse.REFUSED:
        if reason is None:
            raise invalid("a refusal without a reason is not taken", "reason", "say why, on one line")
        return read_words(reason, "reason")
    if reason is not None:
        raise invalid(f"{response.value} takes no reason", "reason", "leave it out")
    return None


def read_subject(written: IdentifierInput, where: str) -> Identifier:
    """Give the subject of cases; raises `Refusal` for a wrong code, or one that does not name a subject by itself."""
    problem = f"a joint case does not name its subject by {written.scheme.value}"
    return reading.read_subject(written, where, problem, ErrorCode.INVALID_CASE)
