"""News of proceedings for one client's visit, and what became of its delivery to the endpoints of the agency."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from gateway.delivering.words import delivery_cursor, delivery_number, unknown_delivery
from gateway.proceedings.changing import Touched
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.turn import Turn
from gateway.stages.authorise import authorise_news
from gateway.store.deliveries import DeliveriesWanted, find_delivery, list_deliveries, replay
from gateway.store.news import last_sequence, news_for
from gateway.workflow.requests import Outcome
from schema.errors import ErrorCode, Refusal
from schema.graph.connections import Window, check_first
from schema.graph.news import MOST_DELIVERIES, DeliveriesQuestion, Heard
from schema.news import Delivery, DeliveryReplay, DeliveryState, ProceedingNews

REPLAY = "delivery_replay"
_BATCH = 50
_PATIENCE_SECONDS = 1.0  # until what another process committed is looked for


class DeliveryDesk(ClientDesk):
    """Implements `schema.graph.news.News` for one visit; it tells of no subject, so it leaves no access entry."""

    async def deliveries(self, question: DeliveriesQuestion) -> Window[Delivery]:
        """Give deliveries to the agency's endpoints, newest first."""
        check_first(question.first, MOST_DELIVERIES)
        wanted = self._deliveries_wanted(question.state, question.webhook)
        listing = partial(list_deliveries, wanted=wanted, first=question.first, after=delivery_cursor(question.after))
        nodes, more, total = await self._office.reader.call(listing)
        return Window(nodes=tuple(nodes), more=more, total=total)

    async def delivery(self, delivery_id: str) -> Delivery:
        """Give one of them."""
        finding = partial(find_delivery, delivery_id=delivery_number(delivery_id), among=self._deliveries_wanted())
        found = await self._office.reader.call(finding)
        if found is None:
            raise unknown_delivery()
        return found

    async def replay_delivery(self, delivery_id: str, key: str) -> DeliveryReplay:
        """Let a delivery that was given up be sent again."""
        number, wanted = delivery_number(delivery_id), self._deliveries_wanted()

        def found(connection: Connection) -> Delivery:
            held = find_delivery(connection, number, wanted)
            if held is None:
                raise unknown_delivery()
            return held

        def do(turn: Turn) -> Outcome:
            held = found(turn.connection)
            if held.state is not DeliveryState.DEAD:
                raise Refusal(
                    ErrorCode.ILLEGAL_TRANSITION,
                    f"the delivery is {held.state.value}; only those given up are replayed",
                    where="id",
                    hint="list them with `deliveries(state: DEAD)`",
                )
            replay(turn.connection, number, turn.at)
            return Outcome(case_id=held.news.proceeding, sequence=held.news.sequence)

        def show(turn: Turn, _: Outcome) -> tuple[DeliveryReplay, Touched | None]:
            return DeliveryReplay(delivery=found(turn.connection)), None

        return await self._changes.once(REPLAY, {"delivery": number}, key, do, show)

    async def heard(self, after: int | None) -> Heard:
        """Give the events after a number, or from now on; waits a little where there is none yet."""
        authorise_news(self._visit.grant)
        bell, grant = self._office.bell, self._visit.grant
        if after is None:
            return Heard(events=(), position=await self._office.reader.call(last_sequence))
        rung = bell.rung
        reading = partial(news_for, agency=grant.agency, kinds=grant.proceedings, after=after, most=_BATCH)
        events = tuple(await self._office.reader.call(reading))
        if not events:
            await bell.heard(rung, _PATIENCE_SECONDS)
        return Heard(events=events, position=events[-1].sequence if events else after)

    def may_hear(self, news: ProceedingNews) -> bool:
        """Tell whether the grant is for proceedings of that kind."""
        return news.kind in self._visit.grant.proceedings

    def _deliveries_wanted(self, state: DeliveryState | None = None, endpoint: str | None = None) -> DeliveriesWanted:
        grant = self._visit.grant
        authorise_news(grant)
        return DeliveriesWanted(agency=grant.agency, kinds=grant.proceedings, state=state, endpoint=endpoint)
