"""Look-ahead: the kinds of record a query needs, however GraphQL lets its selection be written."""

from __future__ import annotations

import pytest

from schema.codes import RecordKind
from schema.graph import Context, build_schema
from tests.joining.invented import UNIT
from tests.schema.graph.asked import NotingService

SCHEMA = build_schema()
SUBJECT = f'subject(identifier: {{scheme: CREDIT_CODE, value: "{UNIT.value}"}}, purpose: SUPERVISION'
FRAGMENTS = "fragment P on Subject { ...L penalties { id } } fragment L on Subject { licences { id } }"
REGISTRATION, PENALTY, LICENCE = RecordKind.REGISTRATION, RecordKind.PENALTY, RecordKind.LICENCE


async def kinds_of(query: str) -> frozenset[RecordKind] | None:
    service = NotingService()
    result = await SCHEMA.execute(query, context_value=Context(service, "r-1"))
    assert result.errors is None
    (question,) = service.questions
    return question.kinds


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        (f"{{ {SUBJECT}) {{ name }} }}", {REGISTRATION}),
        (f"{{ {SUBJECT}) {{ penalties {{ id }} licences {{ id }} }} }}", {PENALTY, LICENCE}),
        (f"{{ {SUBJECT}) {{ other: penalties {{ id }} }} }}", {PENALTY}),
        (f"{{ {SUBJECT}) {{ ...on Subject {{ penalties {{ id }} }} }} }}", {PENALTY}),
        (f"{{ {SUBJECT}) {{ ...P }} }} {FRAGMENTS}", {PENALTY, LICENCE}),
        (f"{{ {SUBJECT}) {{ name }} {SUBJECT}) {{ penalties {{ id }} }} }}", {REGISTRATION, PENALTY}),
        (f"{{ {SUBJECT}) {{ name }} ...R }} fragment R on Query {{ {SUBJECT}) {{ penalties {{ id }} }} }}",
         {REGISTRATION, PENALTY}),
        (f"{{ {SUBJECT}, kinds: [LICENCE]) {{ penalties {{ id }} }} }}", {LICENCE}),
        (f"{{ {SUBJECT}) {{ __typename }} }}", set()),
    ],
)  # fmt: skip
async def test_the_kinds_selected_are_asked_for(query: str, kinds: set[RecordKind]) -> None:
    assert await kinds_of(query) == frozenset(kinds)


@pytest.mark.parametrize("field", ["records { id }", "conflicts { message }", "sources { source }"])
async def test_what_shows_every_kind_asks_for_every_kind(field: str) -> None:
    assert await kinds_of(f"{{ {SUBJECT}) {{ name {field} }} }}") is None


async def test_a_field_of_a_record_named_like_a_list_asks_for_nothing_more() -> None:
    assert await kinds_of(f"{{ {SUBJECT}) {{ licences {{ kind }} }} }}") == frozenset({LICENCE})


async def test_the_list_of_every_kind_is_covered_by_the_look_ahead() -> None:
    lists = {
        "registrations": REGISTRATION,
        "licences": LICENCE,
        "penalties": PENALTY,
        "redListEntries": RecordKind.RED_LIST_ENTRY,
        "seriousDishonestyEntries": RecordKind.SERIOUS_DISHONESTY_ENTRY,
        "enforcementEntries": RecordKind.ENFORCEMENT_ENTRY,
        "evaluations": RecordKind.EVALUATION,
        "commitments": RecordKind.COMMITMENT,
        "publicInterestLitigations": RecordKind.PUBLIC_INTEREST_LITIGATION,
        "judgments": RecordKind.JUDGMENT,
    }
    assert set(lists.values()) == set(RecordKind)
    for name, kind in lists.items():
        assert await kinds_of(f"{{ {SUBJECT}) {{ {name} {{ id }} }} }}") == frozenset({kind})
