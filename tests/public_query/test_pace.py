"""The public's pace: so often from one address, so often in all; behind a trusted proxy the asker's address counts."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from gateway.http.refusals import HttpRefusal
from gateway.public_query.limits import PublicLimits
from gateway.public_query.pace import PublicPace, address_of

PROXIES = (ip_network("10.0.0.0/8"),)


def taken(pace: PublicPace, address: str, now: float, times: int) -> int:
    """Count how many of so many queries are let through."""
    count = 0
    for _ in range(times):
        try:
            pace.take(address, now)
        except HttpRefusal as refusal:
            assert refusal.status == 429
            assert int(refusal.headers["retry-after"]) >= 1
        else:
            count += 1
    return count


def test_an_address_has_its_allowance_and_everybody_together_theirs() -> None:
    pace = PublicPace(PublicLimits(queries_per_minute=10, queries_per_minute_per_address=4), 0.0, b"key")
    assert taken(pace, "192.0.2.1", 0.0, 9) == 4
    assert taken(pace, "192.0.2.2", 0.0, 9) == 4
    assert taken(pace, "192.0.2.3", 0.0, 9) == 2
    assert taken(pace, "192.0.2.1", 60.0, 9) == 4


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.1.1.1", "198.51.100.7", "198.51.100.7"),
        ("10.1.1.1", "203.0.113.9, 198.51.100.7, 10.2.2.2", "198.51.100.7"),
        ("10.1.1.1", "", "10.1.1.1"),
        ("10.1.1.1", "unknown", "?"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
        (None, "198.51.100.7", "?"),
    ],
)
def test_the_address_counted_is_the_nearest_no_trusted_proxy_has(
    peer: str | None, forwarded: str, counted: str
) -> None:
    assert address_of(peer, forwarded, PROXIES) == counted
