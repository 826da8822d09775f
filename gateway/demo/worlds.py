"""The world a scenario is played in: the town's day, the gateway's clock, a time zone."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class World(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Servers of their own: the town's day, an instant at which the gateway's clock stands still, a time zone.

    Scenarios whose worlds are equal share the servers; `own` keeps worlds apart that are otherwise equal.
    """

    day: date | None = None
    clock: datetime | None = None
    tz: str | None = None
    own: str = ""
