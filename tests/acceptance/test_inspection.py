"""Inspection advice over the wire: on matters of supervision alone, in the answer and in its receipt."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.receipts.canonical import decode
from gateway.receipts.file import parse_receipt
from tests.acceptance.asking import Question

PLAN, SUPERVISION = "annual-inspection-plan", "SUPERVISION"
ADVICE = """
guidance
inspection { id titleZh frequency visitsAYear randomSharePercent measures reasons basis { id confidence } }
measures { id status }
receipt { document }
"""


@pytest.mark.go("GO-06-a", "GO-06-c")
@pytest.mark.parametrize(
    ("member", "given", "visits"),
    [("inspect-good", "A", 0), ("model-clean", "A", 0), ("two-blanks", "C", 2), ("inspect-bad", "D", 4)],
)
def test_a_class_is_advised_with_its_reasons_and_is_signed(
    question: Question, member: str, given: str, visits: int
) -> None:
    check = question.check(member, ADVICE, PLAN, SUPERVISION)

    advice = check["inspection"]
    assert (advice["id"], advice["visitsAYear"]) == (given, visits)
    assert advice["basis"] == {"id": "sample-province-classified-supervision", "confidence": "UNVERIFIED"}
    assert set(advice["measures"]) <= {each["id"] for each in check["measures"] if each["status"] == "ACTIVE"}
    assert "never an order" in advice["reasons"][-1]
    body: Any = decode(parse_receipt(check["receipt"]["document"].encode()).body)
    signed = body["answer"]["inspection"]
    assert (signed["class"], signed["reasons"]) == (given, advice["reasons"])
    assert signed["measures"] == advice["measures"]


@pytest.mark.go("GO-06-c")
def test_other_matters_have_no_inspection_advice(question: Question) -> None:
    check = question.check("model-clean", ADVICE, "food-production-licence", "ADMINISTRATIVE_LICENCE")

    assert check["inspection"] is None
