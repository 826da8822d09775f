"""How many of something may happen in a time: a token bucket, refilled evenly."""

from __future__ import annotations


class Allowance:
    """Allows `rate` every `seconds`, and as many at once after a pause; times are of a monotonic clock, in seconds."""

    def __init__(self, rate: float, now: float, *, seconds: float = 1.0) -> None:
        self._rate = rate
        self._seconds = seconds
        self._left = float(rate)
        self._at = now

    def take(self, number: int, now: float) -> bool:
        """Take so many; False if they are too many."""
        self._left = min(self._rate, self._left + (now - self._at) * self._rate / self._seconds)
        self._at = now
        if number > self._left:
            return False
        self._left -= number
        return True

    def wait(self, number: int) -> float:
        """Give the seconds, from the last time any were asked for, until so many may be taken."""
        return max(0.0, number - self._left) * self._seconds / self._rate
