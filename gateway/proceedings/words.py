"""Words as a department writes them into a proceeding: bounded, printable, and refused with what to write instead."""

from __future__ import annotations

from schema.errors import ErrorCode, Refusal
from schema.identifiers import holds_personal_number

LONGEST_WORDS = 500


def invalid(problem: str, where: str, hint: str, code: ErrorCode = ErrorCode.INVALID_PROCEEDING) -> Refusal:
    """Make the refusal of something that cannot be taken as written."""
    return Refusal(code, problem, where=where, hint=hint)


def read_words(
    written: str, where: str, longest: int = LONGEST_WORDS, code: ErrorCode = ErrorCode.INVALID_PROCEEDING
) -> str:
    """Give words without outer blanks; raises `Refusal(code)` for what cannot be kept or shown."""
    words = written.strip()
    if not words or len(words) > longest or not words.isprintable():
        problem = "is blank" if not words else f"has more than {longest} characters, or control characters"
        hint = f"write 1 to {longest} characters on one line"
        raise invalid(f"{where.rpartition('.')[2]} {problem}", where, hint, code)
    if holds_personal_number(words):
        raise invalid("it holds what looks like a resident identity number", where, "leave personal numbers out", code)
    return words
