"""Queries and mutations of watches, and the Protocol they are asked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.graph.inputs import IdentifierInput
from schema.watches import AnnouncedChange, Watch, WatchChange, WatchState

_First = Annotated[int, strawberry.argument(description="How many at most, 1 to 50.")]
_Id = Annotated[strawberry.ID, strawberry.argument(description="Id of the watch.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchesQuestion:
    """A question about the watches of the asking agency, as asked."""

    state: WatchState | None
    first: int
    after: str | None


class Watches(Protocol):
    """Keeps watches for one client; raises `Refusal`, and nothing else that a client sees."""

    async def watch_receipt(self, receipt_id: str, until: date, key: str) -> WatchChange:
        """Watch the answer of a receipt issued to the asking agency."""
        ...

    async def end_watch(self, watch_id: str, key: str) -> WatchChange:
        """End a watch of the asking agency."""
        ...

    async def announce_change(self, source: str, subject: IdentifierInput, key: str) -> AnnouncedChange:
        """Take the word of a source's agency that it has something new about a subject."""
        ...

    async def watch(self, watch_id: str) -> Watch:
        """Give a watch of the asking agency."""
        ...

    async def watches(self, question: WatchesQuestion) -> Window[Watch]:
        """Give watches of the asking agency, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Watches: ...


WatchInfo = Info[_Asked, None]


@strawberry.type
class WatchQueries:
    """Queries of watches, joined to the root."""

    @resolver("A watch of the asking agency.")
    async def watch(self, info: WatchInfo, id: _Id) -> Watch | None:  # noqa: A002 - the schema's name
        """Answer with the watch."""
        return await info.context.service.watch(id)

    @resolver("Watches of the asking agency, newest first.")
    async def watches(
        self,
        info: WatchInfo,
        first: _First = 20,
        after: After = None,
        state: Annotated[
            WatchState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
    ) -> Connection[Watch]:
        """Answer with a page of watches."""
        question = WatchesQuestion(state=state, first=first, after=after)
        return connection(await info.context.service.watches(question), lambda each: each.id)


@strawberry.type
class WatchMutations:
    """Mutations of watches, joined to the root."""

    @resolver(
        "Watch the answer of a receipt that was issued to your agency: you are told when it would now differ. The "
        "check is made again on news, and leaves an access entry and no receipt; to rely on its answer, ask a check."
    )
    async def watch_receipt(
        self,
        info: WatchInfo,
        receipt: Annotated[strawberry.ID, strawberry.argument(description="Id of the receipt.")],
        until: Annotated[date, strawberry.argument(description="Last legal day it is watched (Asia/Shanghai).")],
        idempotency_key: Key,
    ) -> WatchChange | None:
        """Open a watch."""
        return await info.context.service.watch_receipt(receipt, until, idempotency_key)

    @resolver("End a watch of your agency.")
    async def end_watch(
        self,
        info: WatchInfo,
        id: _Id,  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> WatchChange | None:
        """End a watch."""
        return await info.context.service.end_watch(id, idempotency_key)

    @resolver(
        "Announce that a source of your agency has something new about a subject, where its agency file declares a "
        "feed: answers about the subject that are watched are made again at once. Whether any is, is not told."
    )
    async def announce_change(
        self,
        info: WatchInfo,
        source: Annotated[strawberry.ID, strawberry.argument(description="Slug of the source.")],
        subject: Annotated[
            IdentifierInput, strawberry.argument(description="The subject, units best by their credit code.")
        ],
        idempotency_key: Key,
    ) -> AnnouncedChange | None:
        """Announce a change."""
        return await info.context.service.announce_change(source, subject, idempotency_key)
