"""How many of something may happen a second: a bucket of tokens."""

from __future__ import annotations


class Allowance:
    """Allows `rate` a second, and as many at once after a pause."""

    def __init__(self, rate: float, now: float) -> None:
        self._rate = rate
        self._left = rate
        self._at = now

    def take(self, number: int, now: float) -> bool:
        """Take so many; False if they are too many."""
        self._left = min(self._rate, self._left + (now - self._at) * self._rate)
        self._at = now
        if number > self._left:
            return False
        self._left -= number
        return True
