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

CHECK: Final = """query ($subject: IdentifierInput!, $matter: ID!, $purpose: Purpose!, $case: String!, $asOf: Date,
  $deadline: Int, $age: Int) {
  check(subject: $subject, matter: $matter, purpose: $purpose, caseNumber: $case, asOf: $asOf, deadlineMs: $deadline,
    maxAgeSeconds: $age) { guidance floor missing measures { status } sources { source outcome } receipt { document } }
}"""
FRAGMENTS: Final = (
    "{", "}", "(", ")", "[", "]", "$", "@skip(if: true)", "@include(if: $x)", "...", "... on Check { guidance }",
    "fragment F on Query { ...F }", "...F", '"""', '"\\u0000"', "__schema { types { name } }", "a: __typename ", "#",
    "!", "subscription", "mutation", "null", "1e400", "\ufeff", "{a" * 30, "99999999999999999999", ",", "&", "|", "=",
)  # fmt: skip


EDITS = st.tuples(st.integers(0, 2_000), st.integers(0, 20), st.sampled_from(FRAGMENTS) | TEXTS | st.none())
SENSIBLE: Final[dict[str, list[Any]]] = {
    "subject": [{"scheme": "CREDIT_CODE", "value": UNIT.value}],
    "matter": ["food-production-licence"],
    "purpose": ["ADMINISTRATIVE_LICENCE"],
    "case": ["fuzz-1"],
    "asOf": [None, "2026-11-01", "2016-05-30"],
    "deadline": [None, 200, 2_000],
    "age": [0, 60],
}
PARTS: Final = ("scheme", "value", *SENSIBLE)


def examples() -> st.SearchStrategy[dict[str, Any]]:
    """Give the sandbox's example requests."""
    file = shipped("config") / "examples.toml"
    found = tomllib.loads(file.read_text(encoding="utf-8"))["example"]
    return st.sampled_from([{"query": each["query"], "variables": each.get("variables", {})} for each in found])


def edited_examples() -> st.SearchStrategy[dict[str, Any]]:
    """Give example requests with pieces of the query cut out, repeated or put in."""
    return st.builds(_edited, examples(), st.lists(EDITS, max_size=2))


def _edited(example: dict[str, Any], edits: list[tuple[int, int, str | None]]) -> dict[str, Any]:
    text = example["query"]
    for at, length, piece in edits:
        place = at % (len(text) + 1)
        cut = text[place : place + length]
        text = text[:place] + (cut * 3 if piece is None else piece) + text[place + length :]
    return {**example, "query": text}


def variables() -> st.SearchStrategy[dict[str, Any]]:
    """Give variables of `CHECK`: sensible but for two at most, or for parts of the subject."""
    usual = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in SENSIBLE.items()})
    return st.builds(_changed, usual, st.dictionaries(st.sampled_from(PARTS), SCALARS | JSON, max_size=2))


def _changed(usual: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    whole = {name: value for name, value in changes.items() if name in SENSIBLE}
    parts = {name: value for name, value in changes.items() if name not in SENSIBLE}
    return {**usual, "subject": {**usual["subject"], **parts}, **whole}


def checks() -> st.SearchStrategy[dict[str, Any]]:
    """Give checks with variables of all kinds."""
    return st.builds(lambda asked: {"query": CHECK, "variables": asked}, variables())


def seconds_of(asked: dict[str, Any]) -> float:
    """Give the deadline a check's variables ask for, where it is one the gateway accepts."""
    deadline = asked.get("deadline")
    return deadline / 1000 if isinstance(deadline, int) and 0 < deadline <= 30_000 else 3.0
