"""Words of a joint case as a department writes them: bounded, printable, and refused with what to write instead."""

from __future__ import annotations

from schema.errors import ErrorCode, Refusal
from schema.graph.inputs import IdentifierInput
from schema.identifiers import Identifier, Scheme, holds_personal_number, parse_identifier
from schema.joint_cases import JointCaseResponse

LONGEST_REASON = 500
_SCHEMES = (Scheme.CREDIT_CODE, Scheme.RESIDENT_IDENTITY)


def invalid(problem: str, where: str, hint: str) -> Refusal:
    """Make the refusal of a case, response or carrying that cannot be taken as written."""
    return Refusal(ErrorCode.INVALID_CASE, problem, where=where, hint=hint)


def read_words(written: str, where: str, longest: int = LONGEST_REASON) -> str:
    """Give words without outer blanks; raises `Refusal(INVALID_CASE)` for what cannot be kept or shown."""
    words = written.strip()
    if not words or len(words) > longest or not words.isprintable():
        problem = "is blank" if not words else f"has more than {longest} characters, or control characters"
        raise invalid(f"{where.rpartition('.')[2]} {problem}", where, f"write 1 to {longest} characters on one line")
    if holds_personal_number(words):
        raise invalid("it holds what looks like a resident identity number", where, "leave personal numbers out")
    return words


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
    scheme = written.scheme
    if scheme not in _SCHEMES:
        raise invalid(
            f"a joint case does not name its subject by {scheme.value}", where, f"write {' or '.join(_SCHEMES)}"
        )
    return parse_identifier(scheme, written.value, where=where)
