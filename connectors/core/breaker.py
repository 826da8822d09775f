"""Circuit breaker of one source: closed, open for a rest, then one probe at a time."""

from __future__ import annotations

from enum import Enum, auto


class Ticket(Enum):
    """What a call was admitted as."""

    CALL = auto()
    PROBE = auto()


class Breaker:
    """Counts failures in a row; after `failures` of them it refuses calls for `rest_seconds`, then admits one probe.

    Times are those of any monotonic clock in seconds. A call that was admitted must hand its ticket back to
    exactly one of `succeeded`, `failed` or `withdrawn`.
    """

    def __init__(self, *, failures: int, rest_seconds: float) -> None:
        self._threshold = failures
        self._rest = rest_seconds
        self._in_a_row = 0
        self._open_until: float | None = None
        self._probing = False

    def admit(self, now: float) -> Ticket | None:
        """Give a ticket if a call may go out now; once the rest is over, the first asker becomes the probe."""
        if self._open_until is None:
            return Ticket.CALL
        if self._probing or now < self._open_until:
            return None
        self._probing = True
        return Ticket.PROBE

    def wait(self, now: float) -> float:
        """Give the seconds left until a probe may go out."""
        return 0.0 if self._open_until is None else max(0.0, self._open_until - now)

    def succeeded(self, ticket: Ticket) -> None:
        """Note an answer: the breaker closes, also if the call went out before it opened."""
        self._in_a_row = 0
        self._open_until = None
        self.withdrawn(ticket)

    def failed(self, ticket: Ticket, now: float) -> None:
        """Note a failure that speaks against the source; a failed probe opens the breaker again."""
        self._in_a_row += 1
        if ticket is Ticket.PROBE or self._in_a_row >= self._threshold:
            self._open_until = now + self._rest
        self.withdrawn(ticket)

    def withdrawn(self, ticket: Ticket) -> None:
        """Note a call that ended without saying anything about the source (cancelled, crowded out)."""
        if ticket is Ticket.PROBE:
            self._probing = False
