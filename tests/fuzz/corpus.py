"""Strategies: documents near valid ones, variables near sensible ones, JSON, text that breaks things."""

from __future__ import annotations

import tomllib
from typing import Any, Final

from hypothesis import strategies as st

from gateway.paths import shipped
from tests.connectors.acting import UNIT

NASTY: Final = (
    "", " ", "\x00", "\ufeff", "\u202e", "é", "\U0010ffff", "0" * 400, "1e999", "-1", "2026-02-30", "9999-12-31",
    "' OR 1=1 --", "${jndi:ldap://x}", "../../etc/passwd", "{{7*7}}", "<script>", "%00", "91990100TC01LY003R",
    "91990100TCO1LY003R", "99010119900307001X", "null", "__typename", "query", "NaN",
)  # fmt: skip
TEXTS = st.sampled_from(NASTY) | st.text(max_size=40)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
JSON = st.recursive(SCALARS, lambda each: st.lists(each, max_size=4) | st.dictionaries(TEXTS, each, max_size=4))

CHECK: Final = """query ($subject: IdentifierInput!, $matter: String!, $purpose: Purpose!, $case: String!, $asOf: Date,
  $deadline: Int, $age: Int) {
  check(subject: $subject, matter: $matter, purpose: $purpose, caseNumber: $case, asOf: $asOf, deadlineMs: $deadline,
    maxAgeSeconds: $age) { guidance floor missing measures { status } sources { source outcome } receipt { document } }
}"""
FRAGMENTS: Final = (
    "{", "}", "(", ")", "[", "]", "$", "@skip(if: true)", "@include(if: $x)", "...", "... on Check { guidance }",
    "fragment F on Query { ...F }", "...F", '"""', '"\\u0000"', "__schema { types { name } }", "a: __typename ", "#",
    "!", "subscription", "mutation", "null", "1e400", "\ufeff", "{a" * 30, "99999999999999999999", ",", "&", "|", "=",
)  # fmt: skip


def documents() -> st.SearchStrategy[str]:
    """Give the sandbox's example queries with pieces cut out, repeated or put in."""
    file = shipped("config") / "examples.toml"
    examples = [each["query"] for each in tomllib.loads(file.read_text(encoding="utf-8"))["example"]]
    edits = st.tuples(st.integers(0, 2_000), st.integers(0, 60), st.sampled_from(FRAGMENTS) | TEXTS | st.none())
    return st.builds(_edited, st.sampled_from(sorted(set(examples))), st.lists(edits, max_size=4))


def _edited(text: str, edits: list[tuple[int, int, str | None]]) -> str:
    for at, length, piece in edits:
        place = at % (len(text) + 1)
        cut = text[place : place + length]
        text = text[:place] + (cut * 3 if piece is None else piece) + text[place + length :]
    return text


def variables() -> st.SearchStrategy[dict[str, Any]]:
    """Give the variables of `CHECK`: each sensible more often than not."""

    def mostly(*sensible: Any) -> st.SearchStrategy[Any]:
        return st.sampled_from(sensible) | st.sampled_from(sensible) | SCALARS

    subject = st.fixed_dictionaries(
        {"scheme": mostly("CREDIT_CODE", "RESIDENT_IDENTITY", "TAXPAYER_NUMBER"), "value": mostly(UNIT.value)}
    )
    return st.fixed_dictionaries(
        {
            "subject": subject | subject | JSON,
            "matter": mostly("food-production-licence", "annual-inspection-plan"),
            "purpose": mostly("ADMINISTRATIVE_LICENCE", "SUPERVISION"),
            "case": mostly("fuzz-1"),
        },
        optional={
            "asOf": mostly("2026-11-01", "2016-05-30", "1900-01-01"),
            "deadline": mostly(200, 500, 2_000),
            "age": mostly(0, 60),
            "more": JSON,
        },
    )


def seconds_of(asked: dict[str, Any]) -> float:
    """Give the deadline a check's variables ask for, where it is one the gateway accepts."""
    deadline = asked.get("deadline")
    return deadline / 1000 if isinstance(deadline, int) and 0 < deadline <= 30_000 else 3.0
