"""Publications in the graph: each field hands on what it was asked, and shows what it is told."""

from __future__ import annotations

from datetime import date

import pytest

from schema.graph import Context, build_schema
from schema.publications import CollectionPlatform, PublicationState, TakeDownGround
from tests.schema.graph.asked import NotingService

SCHEMA = build_schema()
CHANGE = (
    "{ sequence publication { id state dueOn collections { platform collectedOn } nextSteps duty { workingDays } } }"
)


@pytest.mark.parametrize(
    ("field", "noted"),
    [
        (
            """openPublication(input: {subject: {scheme: CREDIT_CODE, value: "X"}, decision: {
              kind: PENALTY, documentNumber: "1号", decidedOn: "2026-11-20"}}, idempotencyKey: "k")""",
            ("open", "1号", "X", "k"),
        ),
        (
            'openPublication(input: {subject: {scheme: CREDIT_CODE, value: "X"}, record: "r"}, idempotencyKey: "k")',
            ("open", "r", "X", "k"),
        ),
        (
            'reportPublished(publication: "p", publishedOn: "2026-11-23", page: "https://a.cn", idempotencyKey: "k")',
            ("publish", "p", date(2026, 11, 23), "https://a.cn", "k"),
        ),
        (
            'reportCollected(publication: "p", platform: CREDIT_CHINA, collectedOn: "2026-11-24", idempotencyKey: "k")',
            ("collect", "p", CollectionPlatform.CREDIT_CHINA, date(2026, 11, 24), "k"),
        ),
        ('withholdPublication(publication: "p", basis: "b", idempotencyKey: "k")', ("withhold", "p", "b", "k")),
        (
            'takeDownPublication(publication: "p", ground: REPAIRED, takenDownOn: "2026-11-24", idempotencyKey: "k")',
            ("end", "p", TakeDownGround.REPAIRED, date(2026, 11, 24), "k"),
        ),
    ],
)
async def test_a_change_hands_on_what_it_says(field: str, noted: tuple[object, ...]) -> None:
    service = NotingService()
    result = await SCHEMA.execute(f"mutation {{ it: {field} {CHANGE} }}", context_value=Context(service, "r"))
    assert result.errors is None
    assert result.data == {
        "it": {
            "sequence": 7,
            "publication": {
                "id": "publication-1",
                "state": "DUE",
                "dueOn": "2026-12-01",
                "collections": [{"platform": "CREDIT_CHINA", "collectedOn": None}],
                "nextSteps": ["PUBLISHED", "WITHHELD"],
                "duty": {"workingDays": 7},
            },
        }
    }
    assert service.publishing == [noted]


async def test_questions_hand_on_what_is_asked() -> None:
    service = NotingService()
    query = """{
      publication(id: "p") { id }
      publications(first: 1, state: DUE, overdue: true) { totalCount pageInfo { hasNextPage endCursor } }
      publicationLateness(from: "2026-01-01", to: "2026-03-31") { agency first last kinds { overdue } }
      publicationDuties { id }
      disclosureRules(asOf: "2026-04-01") { id }
    }"""
    result = await SCHEMA.execute(query, context_value=Context(service, "r"))
    assert result.errors is None
    assert result.data is not None
    assert result.data["publications"] == {
        "totalCount": 2,
        "pageInfo": {"hasNextPage": True, "endCursor": "publication-1"},
    }
    assert sorted(service.publishing, key=str) == sorted(
        [
            ("read", "p"),
            ("list", PublicationState.DUE, True, 1, None),
            ("lateness", date(2026, 1, 1), date(2026, 3, 31)),
            ("duties", None),
            ("disclosures", date(2026, 4, 1)),
        ],
        key=str,
    )
