"""News of a service that knows of two events, and loses its grant for one kind after the first was heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import strawberry

from schema.errors import ErrorCode, Refusal
from schema.graph.connections import Window
from schema.graph.news import DeliveriesQuestion, Heard
from schema.news import Delivery, DeliveryReplay, DeliveryState, ProceedingNews
from schema.proceedings import ProceedingKind


def news(sequence: int, kind: ProceedingKind = ProceedingKind.WATCH) -> ProceedingNews:
    """Give news of an event."""
    return ProceedingNews(
        sequence=sequence,
        at=datetime(2026, 11, 24, 4, tzinfo=UTC),
        kind=kind,
        proceeding=strawberry.ID("p1"),
        event="OPENED",
        by="court",
        state="OPEN",
    )


DELIVERY = Delivery(
    id=strawberry.ID("7"), webhook="hook", state=DeliveryState.DEAD, attempts=3, news=news(1), status=500
)


@dataclass
class NotingNews:
    """Implements `schema.graph.news.News`."""

    questions_of_deliveries: list[DeliveriesQuestion] = field(default_factory=list)
    replays: list[tuple[str, str]] = field(default_factory=list)
    positions: list[int | None] = field(default_factory=list)
    granted: set[ProceedingKind] = field(default_factory=lambda: set(ProceedingKind))

    async def deliveries(self, question: DeliveriesQuestion) -> Window[Delivery]:
        """Note the question, and know of one."""
        self.questions_of_deliveries.append(question)
        return Window(nodes=(DELIVERY,), more=False, total=1)

    async def delivery(self, delivery_id: str) -> Delivery:
        """Know of one."""
        if delivery_id != DELIVERY.id:
            raise Refusal(ErrorCode.UNKNOWN_PROCEEDING, "there is none", where="id", hint="list them")
        return DELIVERY

    async def replay_delivery(self, delivery_id: str, key: str) -> DeliveryReplay:
        """Note it."""
        self.replays.append((delivery_id, key))
        return DeliveryReplay(delivery=DELIVERY)

    async def heard(self, after: int | None) -> Heard:
        """Begin at 10 where nothing is said, then tell of two events at once, and end with a refusal."""
        self.positions.append(after)
        if after is None:
            return Heard(events=(), position=10)
        if after >= 12:
            raise Refusal(ErrorCode.FORBIDDEN, "not any more", where="Authorization", hint="ask for a grant")
        return Heard(events=(news(11, ProceedingKind.REPAIR), news(12)), position=12)

    def may_hear(self, news: ProceedingNews) -> bool:
        """Go by what is granted at the time."""
        return news.kind in self.granted
