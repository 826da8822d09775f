"""What the gateway does by itself while it serves, each chore again and again with a pause between."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from gateway.accounting.counting import count_events
from gateway.adopting.kept import LEARN_SECONDS
from gateway.feedback.settling import settle_feedback
from gateway.objections.settling import settle_missed
from gateway.office import Office
from gateway.proceedings.overdue import find_overdue
from gateway.publications.ending import end_over
from gateway.rectifications.finding import find_rectifications

log = logging.getLogger(__name__)


class Chore(NamedTuple):
    """Something done again and again; `pause` is in seconds, cut short by a change where it is `woken` by them."""

    name: str
    do: Callable[[Office], Awaitable[None]]
    pause: float
    woken: bool = False


async def _learn_adoptions(office: Office) -> None:
    await office.kept_adoptions.learn(office.reader, office.vault)


CHORES = (
    Chore("find what is overdue", find_overdue, 10.0),
    Chore("take objections along with the log of rights", settle_missed, 10.0),
    Chore("settle feedback", settle_feedback, 15.0),
    Chore("learn of adoptions", _learn_adoptions, LEARN_SECONDS),
    Chore("find what relied on wrong records", find_rectifications, 10.0),
    Chore("end publications that are over", end_over, 600.0),
    Chore("count what departments did", count_events, 10.0),
)


async def keep_up(chore: Chore, office: Callable[[], Office]) -> None:
    """Do a chore until cancelled, with the office in use each time; what fails is logged and tried again."""
    while True:
        rung = office().bell.rung
        try:
            await chore.do(office())
        except Exception:
            log.exception("chore failed: %s", chore.name)
        await (office().bell.heard(rung, chore.pause) if chore.woken else asyncio.sleep(chore.pause))
