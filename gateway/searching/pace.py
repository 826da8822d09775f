"""How often each client may search: an allowance a client."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from gateway.allowance import Allowance

_MINUTE = 60.0


@dataclass(slots=True)
class Pace:
    """Lets a client search `per_minute` times a minute, all at once if it likes; times are of a monotonic clock."""

    per_minute: int
    _allowed: dict[str, Allowance] = field(default_factory=dict)

    def wait(self, client: str, now: float) -> int:
        """Take a search and give 0, or give the whole seconds until there is one."""
        allowance = self._allowed.get(client)
        if allowance is None:
            allowance = self._allowed[client] = Allowance(self.per_minute, now, seconds=_MINUTE)
        return 0 if allowance.take(1, now) else math.ceil(allowance.wait(1))
