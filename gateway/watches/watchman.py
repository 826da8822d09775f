"""Goes round the watches: those with news first, a few at a time and so many a minute, so that checks come first."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial

from gateway.allowance import Allowance
from gateway.office import Office
from gateway.store.watches import any_watch_due, look_at_once, rights_news, take_due
from gateway.watches.looking import look_at

log = logging.getLogger(__name__)
_MINUTE = 60.0


class Watchman:
    """Looks at watches for one process; several share the work, each watch taken by one."""

    def __init__(self) -> None:
        self._position = 0
        self._rate = 0
        self._allowed = Allowance(1, 0.0)

    async def go_round(self, office: Office) -> None:
        """Look at every watch that is due, as far as the pace allows."""
        settings, loop = office.watching, asyncio.get_running_loop()
        lease = timedelta(milliseconds=2 * office.settings.longest_deadline_ms)
        while True:
            await self._hear_rights(office)
            if not await office.reader.call(partial(any_watch_due, now=office.clock())):
                return
            if not self._pace(office).take(settings.at_once, loop.time()):
                return
            taking = partial(take_due, now=office.clock(), most=settings.at_once, lease=lease)
            taken = await office.changer.call(taking)
            await asyncio.gather(*(self._look(each, office) for each in taken))

    async def _hear_rights(self, office: Office) -> None:
        """Put the watches the rights log has news of before all others; after a start the whole log is gone through."""
        news = await office.reader.call(partial(rights_news, after=self._position))
        if news.watches:
            await office.changer.call(partial(look_at_once, case_ids=news.watches))
        self._position = news.position

    async def _look(self, watch_id: str, office: Office) -> None:
        try:
            await look_at(watch_id, office)
        except Exception:
            log.exception("watch=%s could not be looked at", watch_id)

    def _pace(self, office: Office) -> Allowance:
        rate = max(office.watching.per_minute, office.watching.at_once)
        if rate != self._rate:
            self._rate, self._allowed = rate, Allowance(rate, asyncio.get_running_loop().time(), seconds=_MINUTE)
        return self._allowed
