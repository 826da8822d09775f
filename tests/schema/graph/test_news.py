"""Deliveries and the subscription of news: what reaches the service, and that who asks is told anew for each event."""

from __future__ import annotations

from graphql import GraphQLError
from strawberry.types import ExecutionResult

from schema.errors import Refusal
from schema.graph import Context, build_schema
from schema.graph.news import DeliveriesQuestion
from schema.news import DeliveryState
from schema.proceedings import ProceedingKind
from tests.schema.graph.asked import NotingService

SCHEMA = build_schema()


async def ask(query: str) -> tuple[ExecutionResult, NotingService]:
    service = NotingService()
    result = await SCHEMA.execute(query, context_value=Context(service, "r-1"))
    assert isinstance(result, ExecutionResult)
    return result, service


async def listened(service: NotingService, renewed: list[NotingService], query: str) -> list[ExecutionResult]:
    """Give all a subscription tells; `renewed` are the services of who asks at each look, the last for ever."""

    async def renew() -> NotingService:
        return renewed.pop(0) if len(renewed) > 1 else renewed[0]

    told = await SCHEMA.subscribe(query, context_value=Context(service, "r-1", renew))
    results: list[ExecutionResult] = []
    try:
        results.extend([each async for each in told])
    except Refusal as refusal:
        results.append(ExecutionResult(data=None, errors=[GraphQLError(refusal.message)]))
    return results


async def test_deliveries_are_asked_for_page_by_page_and_replayed_by_key() -> None:
    result, service = await ask(
        """
        { deliveries(state: DEAD, webhook: "hook", first: 5) { totalCount nodes { id status news { sequence } } }
          delivery(id: "7") { state } none: delivery(id: "8") { id } }
        """
    )
    assert result.data == {
        "deliveries": {"totalCount": 1, "nodes": [{"id": "7", "status": 500, "news": {"sequence": 1}}]},
        "delivery": {"state": "DEAD"},
        "none": None,
    }
    assert [error.message for error in result.errors or ()] == ["there is none"]
    asked = DeliveriesQuestion(state=DeliveryState.DEAD, webhook="hook", first=5, after=None)
    assert service.questions_of_deliveries == [asked]
    result, service = await ask('mutation { replayDelivery(id: "7", idempotencyKey: "k") { delivery { id } } }')
    assert (result.data, service.replays) == ({"replayDelivery": {"delivery": {"id": "7"}}}, [("7", "k")])


async def test_events_go_on_after_a_position_and_end_with_the_refusal_of_who_may_hear_no_more() -> None:
    service = NotingService()
    told = await listened(service, [service], "subscription { events { sequence kind } }")
    assert [each.data for each in told[:2]] == [
        {"events": {"sequence": 11, "kind": "REPAIR"}},
        {"events": {"sequence": 12, "kind": "WATCH"}},
    ]
    assert str((told[2].errors or [])[0]) == "not any more"
    assert service.positions == [None, 10, 12]


async def test_a_grant_lost_while_events_wait_to_be_told_is_lost_at_once() -> None:
    stale, fresh = NotingService(), NotingService(granted={ProceedingKind.WATCH})
    told = await listened(stale, [stale, fresh], "subscription { events(after: 10) { sequence } }")
    assert [each.data for each in told[:-1]] == [{"events": {"sequence": 12}}]
