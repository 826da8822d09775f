"""Root queries: what reaches the service, and what comes back where it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from schema.codes import Purpose
from schema.graph import Context, build_schema
from schema.identifiers import Scheme
from tests.joining.invented import STRANGER, UNIT
from tests.schema.graph.asked import NotingService

SCHEMA = build_schema()


async def ask(query: str, **variables: Any) -> tuple[ExecutionResult, NotingService]:
    service = NotingService()
    result = await SCHEMA.execute(query, variable_values=variables, context_value=Context(service, "r-1"))
    assert isinstance(result, ExecutionResult)
    return result, service


async def test_a_check_reaches_the_service_as_asked_and_its_refusal_is_an_error_at_its_path() -> None:
    result, service = await ask(
        """
        query ($value: String!) {
          check(subject: {scheme: CREDIT_CODE, value: $value}, matter: "food-production-licence",
                purpose: ADMINISTRATIVE_LICENCE, caseNumber: "样许〔2026〕1号", asOf: "2026-03-01", deadlineMs: 500) {
            guidance
          }
        }
        """,
        value=UNIT.value,
    )
    (asked,) = service.checks
    assert (asked.scheme, asked.value, asked.matter) == (Scheme.CREDIT_CODE, UNIT.value, "food-production-licence")
    assert (asked.purpose, asked.case_number) == (Purpose.ADMINISTRATIVE_LICENCE, "样许〔2026〕1号")
    assert (asked.as_of, asked.deadline_ms, asked.max_age_seconds) == (date(2026, 3, 1), 500, 0)
    assert result.data == {"check": None}
    assert [(error.path, error.message) for error in result.errors or ()] == [(["check"], "not today")]


async def test_one_wrong_subject_in_bulk_is_null_with_an_error_of_its_own() -> None:
    result, _ = await ask(
        """
        query ($good: String!, $other: String!) {
          subjects(identifiers: [{scheme: CREDIT_CODE, value: $good}, {scheme: CREDIT_CODE, value: "wrong"}],
                   creditCodes: [$other], purpose: SUPERVISION) { name }
        }
        """,
        good=UNIT.value,
        other=STRANGER.value,
    )
    assert result.data == {"subjects": [{"name": UNIT.value}, None, {"name": STRANGER.value}]}
    assert [error.path for error in result.errors or ()] == [["subjects", 1]]


async def test_one_subject_that_fails_is_null_with_an_error() -> None:
    result, _ = await ask('{ subject(identifier: {scheme: CREDIT_CODE, value: "1"}, purpose: SUPERVISION) { name } }')
    assert result.data == {"subject": None}
    assert [error.path for error in result.errors or ()] == [["subject"]]


async def test_an_unknown_receipt_is_an_error_and_a_known_one_its_document() -> None:
    result, _ = await ask('{ known: receipt(id: "known") other: receipt(id: "x") }')
    assert result.data == {"known": "{}", "other": None}
    assert [error.path for error in result.errors or ()] == [["other"]]


async def test_catalogues_are_paged() -> None:
    result, _ = await ask(
        '{ agencies(first: 2, after: "court") { nodes { slug } pageInfo { hasNextPage endCursor } } }'
    )
    assert result.data == {
        "agencies": {
            "nodes": [{"slug": "ecology"}, {"slug": "tax"}],
            "pageInfo": {"hasNextPage": False, "endCursor": "tax"},
        }
    }


@pytest.mark.parametrize("field", ["matters", "measures", "memoranda", "recognitionAgreements", "scales", "offences"])
async def test_an_empty_catalogue_is_an_empty_page(field: str) -> None:
    result, _ = await ask(f"{{ {field} {{ totalCount nodes {{ id }} }} }}")
    assert result.errors is None
    assert result.data == {field: {"totalCount": 0, "nodes": []}}
