"""Looks at one watch: ends it where it is over, else makes the answer again and tells who watches if it differs."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import Final

import msgspec
from sqlalchemy import Connection

from gateway.office import Office
from gateway.proceedings.changing import by_itself
from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.simulation.kept import Unjudgeable
from gateway.store.erasure import erasures
from gateway.store.proceedings import find_proceeding
from gateway.store.watches import Kept, drop_watch, find_kept, keep_looked, look_again_at
from gateway.watches.comparing import Answer, changed_measures
from gateway.watches.model import ANSWER_CHANGED, COMPLETE, INCOMPLETE, WATCHES, KeptWatch, WatchDetails, WatchRole
from gateway.watches.receipt import WatchedReceipt, read_watched
from gateway.watches.rechecking import Rechecked, case_again, is_lost, recheck
from gateway.watches.seeing import next_look, seen_by
from schema.dates import legal_day
from schema.errors import Refusal
from schema.measures import Guidance
from schema.watches import WatchEnding, WatchState

log = logging.getLogger(__name__)

_SOON_SECONDS: Final = 5.0


async def look_at(watch_id: str, office: Office) -> None:
    """Look at a watch once; what cannot be told for want of the rights log or the disk is looked at again soon."""
    found = await office.reader.call(partial(_read, watch_id=watch_id, office=office))
    if isinstance(found, WatchEnding):
        await by_itself(partial(_end, watch_id, found), office)
        return
    watch, receipt = found
    grant = office.grants.get(watch.content.client)
    if grant is None or grant.agency != watch.opened_by:
        await by_itself(partial(_end, watch_id, WatchEnding.GRANT_LOST), office)
        return
    try:
        case = case_again(receipt, grant, office)
        told = await recheck(watch_id, case, grant, office)
    except Refusal as refusal:
        if is_lost(refusal):
            await by_itself(partial(_end, watch_id, WatchEnding.GRANT_LOST), office)
        else:
            log.warning("watch=%s could not be looked at: %s", watch_id, refusal.code.value)
            soon = office.clock() + timedelta(seconds=_SOON_SECONDS)
            await office.changer.call(partial(look_again_at, case_id=watch_id, at=soon))
        return
    await by_itself(lambda turn: _looked(turn, watch_id, told, office), office)


def _read(connection: Connection, watch_id: str, office: Office) -> tuple[KeptWatch, WatchedReceipt] | WatchEnding:
    """Give an open watch with its receipt, or why it ends."""
    watch = find_proceeding(connection, WATCHES, watch_id, office.vault)
    assert watch is not None
    if legal_day(office.clock()) > watch.content.until:
        return WatchEnding.UNTIL_PASSED
    if _erased(connection, watch):
        return WatchEnding.ERASED
    try:
        receipt = read_watched(connection, watch.content.receipt, office.vault)
        if receipt is not None:
            return watch, receipt
    except Unjudgeable as reason:
        log.warning("watch=%s ends: %s", watch_id, reason)
    return WatchEnding.UNREADABLE


def _erased(connection: Connection, watch: KeptWatch) -> bool:
    return any(each.at >= watch.opened_at for each in erasures(connection, watch.subject_ref or ""))


def _end(watch_id: str, ending: WatchEnding, turn: Turn) -> None:
    docket = Docket(WATCHES, turn)
    found = docket.held(watch_id)
    drop_watch(turn.connection, watch_id)
    if found is not None and found.state is WatchState.WATCHED:
        docket.step(found, WatchState.ENDED, role=WatchRole.GATEWAY, details=WatchDetails(ending=ending))


def _looked(turn: Turn, watch_id: str, now: Rechecked, office: Office) -> None:
    """Tell what changed, if anything did, and keep what was told; nothing where the watch ended meanwhile."""
    docket = Docket(WATCHES, turn)
    found, kept = docket.held(watch_id), find_kept(turn.connection, watch_id)
    if found is None or kept is None or found.state is not WatchState.WATCHED:
        return
    if _erased(turn.connection, found):
        _end(watch_id, WatchEnding.ERASED, turn)
        return
    before = msgspec.json.decode(kept.told, type=Answer)
    event = news_of(before, now.answer)
    if event is not None:
        docket.note(found, event[0], details=event[1])
    incomplete = now.answer.guidance is Guidance.INCOMPLETE
    told = msgspec.structs.replace(before, incomplete=True) if incomplete else now.answer
    seen = seen_by(office.matters.get(found.content.matter), office.sources)
    retry = office.watching.retry_seconds if incomplete else None
    keep_looked(
        turn.connection,
        watch_id,
        Kept(max(kept.position, now.position), msgspec.json.encode(told).decode()),
        now.refs,
        next_look(turn.at, found.content.until, seen, retry),
    )


def news_of(before: Answer, now: Answer) -> tuple[str, WatchDetails] | None:
    """Give the event an answer made again is, after what was told before; None where it is no news.

    An incomplete answer is no change: that it could not be told is said once, and so is that it can be told again.
    """
    if now.guidance is Guidance.INCOMPLETE:
        return None if before.incomplete else (INCOMPLETE, WatchDetails(guidance=before.guidance))
    if not before.same_as(now):
        measures = changed_measures(before, now)
        return ANSWER_CHANGED, WatchDetails(before=before.guidance, guidance=now.guidance, measures=measures)
    return (COMPLETE, WatchDetails(guidance=now.guidance)) if before.incomplete else None
