"""How often each client may search: a token bucket a client, refilled evenly over the minute."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

_MINUTE = 60.0


@dataclass(slots=True)
class Pace:
    """Lets a client search `per_minute` times a minute, all at once if it likes; times are of a monotonic clock."""

    per_minute: int
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)  # tokens and when they were counted

    def wait(self, client: str, now: float) -> int:
        """Take a token and give 0, or give the whole seconds until there is one."""
        tokens, counted = self._left.get(client, (float(self.per_minute), now))
        tokens = min(float(self.per_minute), tokens + (now - counted) * self.per_minute / _MINUTE)
        taken = tokens >= 1
        self._left[client] = (tokens - taken, now)
        return 0 if taken else math.ceil((1 - tokens) * _MINUTE / self.per_minute)
