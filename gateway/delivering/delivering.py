"""Delivers what waits for one endpoint: takes it, sends it, and notes what came of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from gateway.delivering.endpoints import Post
from gateway.delivering.pauses import pause_after
from gateway.delivering.sending import Attempt, send
from gateway.office import Office
from gateway.store.deliveries import Taken, any_due, delivered, give_up_all, put_off, take
from schema.news import DeliveryFault


async def deliver_to(name: str, office: Office) -> None:
    """Send an endpoint everything that is due, a few at once; raises `StoreError` where nothing can be kept.

    A process that dies between sending and noting leaves what it took to whoever comes after its lease: an event may
    arrive twice, and never not at all.
    """
    while (post := office.posts.get(name)) is not None:
        if not await office.reader.call(partial(any_due, endpoint=name, now=office.clock())):
            return
        settings = post.settings
        taking = partial(take, endpoint=name, now=office.clock(), most=settings.at_once, lease=settings.lease)
        taken = await office.changer.call(taking)
        await asyncio.gather(*(_deliver(each, post, office) for each in taken))


async def _deliver(taken: Taken, post: Post, office: Office) -> None:
    if taken.news.kind in post.endpoint.kinds:
        attempt = await send(post, taken.news, office.clock())
    else:
        attempt = Attempt(fault=DeliveryFault.REMOVED)
    chance = int.from_bytes(office.random(2)) / 0xFFFF

    def note(connection: Connection) -> None:
        at = office.clock()
        if attempt.fault is None:
            delivered(connection, taken, attempt.status or 0, at)
            return
        pause = pause_after(taken.attempt, attempt.fault, post.settings, chance=chance, asked=attempt.asked)
        again_at = None if pause is None else at + timedelta(seconds=pause)
        put_off(connection, taken, attempt.fault, attempt.status, at=at, again_at=again_at)
        if attempt.fault is DeliveryFault.GONE:
            give_up_all(connection, post.endpoint.id, attempt.fault, at)

    await office.changer.call(note)
