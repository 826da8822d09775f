"""How often the public may ask: in all, and from one address, of which a keyed digest is kept and nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from itertools import pairwise

from cachetools import LRUCache

from gateway.access.networks import Network, within
from gateway.allowance import Allowance
from gateway.http.refusals import HttpRefusal
from gateway.public_query.limits import PublicLimits
from schema.errors import ErrorCode

_MINUTE = 60.0
_MOST_ADDRESSES = 20_000
_SHARED_BITS = 64  # of an IPv6 address, which one subscriber has all of


class PublicPace:
    """Lets the public ask; times are of a monotonic clock, in seconds. `key` is random and made at start."""

    def __init__(self, limits: PublicLimits, now: float, key: bytes) -> None:
        self._key = key
        self._each = limits.queries_per_minute_per_address
        self._all = Allowance(limits.queries_per_minute, now, seconds=_MINUTE)
        self._addresses: LRUCache[bytes, Allowance] = LRUCache(_MOST_ADDRESSES)

    def take(self, address: str, now: float) -> None:
        """Take one query of an address; raises `HttpRefusal` (429) with the seconds to wait."""
        place = blake2b(address.encode(), digest_size=16, key=self._key).digest()
        own = self._addresses.get(place)
        if own is None:
            own = self._addresses[place] = Allowance(self._each, now, seconds=_MINUTE)
        for allowance, whose in ((own, "your address"), (self._all, "everybody together")):
            if not allowance.take(1, now):
                raise _too_many(whose, math.ceil(allowance.wait(1)))


def _too_many(whose: str, seconds: int) -> HttpRefusal:
    return HttpRefusal(
        429,
        f"too many queries of {whose}",
        code=ErrorCode.TOO_MANY_REQUESTS,
        hint=f"ask again in {seconds} s",
        headers={"retry-after": str(seconds)},
    )


def address_of(peer: str | None, forwarded: str, proxies: Iterable[Network]) -> str:
    """Give the address a query counts against: the peer's, or the last one a trusted proxy did not write itself.

    `forwarded` is the `X-Forwarded-For` of the request, believed of trusted proxies alone.
    """
    trusted = tuple(proxies)
    chain = [peer or "", *reversed([each.strip() for each in forwarded.split(",") if each.strip()])]
    found = chain[0]
    for nearer, farther in pairwise(chain):
        if not within(nearer, trusted):
            break
        found = farther
    return _subscriber(found)


def _subscriber(written: str) -> str:
    try:
        address = ip_address(written)
    except ValueError:
        return "?"
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((int(address), _SHARED_BITS), strict=False))
    return str(address)
