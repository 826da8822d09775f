"""Queries, mutation and subscription of news, and the Protocol they are asked through."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver, stream
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.news import Delivery, DeliveryReplay, DeliveryState, ProceedingNews

MOST_DELIVERIES = 50
_First = Annotated[int, strawberry.argument(description=f"How many at most, 1 to {MOST_DELIVERIES}.")]
_Id = Annotated[strawberry.ID, strawberry.argument(description="Id of the delivery.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesQuestion:
    """A question about deliveries to the asking agency's endpoints, as asked."""

    state: DeliveryState | None
    webhook: str | None
    first: int
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Events that were heard of, and the position to go on from."""

    events: tuple[ProceedingNews, ...]
    position: int


class News(Protocol):
    """Tells one client of proceedings; raises `Refusal`, and nothing else that a client sees."""

    async def deliveries(self, question: DeliveriesQuestion) -> Window[Delivery]:
        """Give deliveries to the agency's endpoints, newest first."""
        ...

    async def delivery(self, delivery_id: str) -> Delivery:
        """Give one of them."""
        ...

    async def replay_delivery(self, delivery_id: str, key: str) -> DeliveryReplay:
        """Let a delivery that was given up be sent again."""
        ...

    async def heard(self, after: int | None) -> Heard:
        """Give the events after a number, or from now on; waits a little where there is none yet."""
        ...

    def may_hear(self, news: ProceedingNews) -> bool:
        """Tell whether the grant is for proceedings of that kind."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> News: ...

    async def again(self) -> News: ...


NewsInfo = Info[_Asked, None]


@strawberry.type
class NewsQueries:
    """Queries of deliveries, joined to the root."""

    @resolver("Deliveries of news to the endpoints of the asking agency, newest first.")
    async def deliveries(
        self,
        info: NewsInfo,
        first: _First = 20,
        after: After = None,
        state: Annotated[
            DeliveryState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        webhook: Annotated[
            str | None, strawberry.argument(description="Only those to the endpoint of this id; default all.")
        ] = None,
    ) -> Connection[Delivery]:
        """Answer with a page of deliveries."""
        question = DeliveriesQuestion(state=state, webhook=webhook, first=first, after=after)
        return connection(await info.context.service.deliveries(question), lambda each: each.id)

    @resolver("A delivery of news to an endpoint of the asking agency.")
    async def delivery(self, info: NewsInfo, id: _Id) -> Delivery | None:  # noqa: A002 - the schema's name
        """Answer with the delivery."""
        return await info.context.service.delivery(id)


@strawberry.type
class NewsMutations:
    """Mutation of deliveries, joined to the root."""

    @resolver("Let a delivery that was given up be sent again, with as many attempts as a new one.")
    async def replay_delivery(
        self,
        info: NewsInfo,
        id: _Id,  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> DeliveryReplay | None:
        """Replay a delivery."""
        return await info.context.service.replay_delivery(id, idempotency_key)


@strawberry.type(description="News a department is sent while it listens.")
class Subscription:
    """Root of every subscription."""

    @stream(
        "Events of the proceedings the asking agency takes part in, in order, each once. Go on after the "
        "last one you were sent, and none is missed however long you were away; without it, they begin now."
    )
    async def events(
        self,
        info: NewsInfo,
        after: Annotated[
            int | None,
            strawberry.argument(description="Sequence of the event to go on after; 0 for all there ever were."),
        ] = None,
    ) -> AsyncGenerator[ProceedingNews, None]:
        """Tell of events as they come; who asks, and what it may hear of, is told anew for each."""
        position = after
        while True:
            heard = await (await info.context.again()).heard(position)
            for news in heard.events:
                if (await info.context.again()).may_hear(news):
                    yield news
            position = heard.position
