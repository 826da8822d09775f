"""How often the channel may be used, told without keeping an address of anybody."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from gateway.allowance import Allowance
from gateway.whistleblowing.words import Refused, ReportFault

_PLACES = 256
_KEY_BYTES = 32
_MINUTE = 60.0


class Pace:
    """So many requests a minute in all, and so many of one place.

    A place is one of 256 that addresses fall into, by a hash under a key that is made at start and kept in memory only:
    a flood closes the place of its sender, and what is remembered tells no address.
    """

    def __init__(self, rate: int, rate_of_place: int, now: float, random: Callable[[int], bytes]) -> None:
        self._key = random(_KEY_BYTES)
        self._all = Allowance(rate, now, seconds=_MINUTE)
        self._places = tuple(Allowance(rate_of_place, now, seconds=_MINUTE) for _ in range(_PLACES))

    def take(self, address: str, now: float) -> None:
        """Take one; raises `Refused(TOO_MANY)`. `now` is of a monotonic clock, in seconds."""
        place = blake2b(address.encode(), digest_size=1, key=self._key).digest()[0]
        if not (self._places[place].take(1, now) and self._all.take(1, now)):
            raise Refused(
                ReportFault.TOO_MANY, "too many requests; try again in a minute", "请求过于频繁，请一分钟后再试"
            )
