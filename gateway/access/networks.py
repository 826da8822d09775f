"""Networks of proxies, as settings name them."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address

Network = IPv4Network | IPv6Network


def within(peer: str | None, networks: Iterable[Network]) -> bool:
    """Tell whether the address of a connection's other end lies in one of the networks; what is no address does not."""
    try:
        address = ip_address(peer or "")
    except ValueError:
        return False
    return any(address in network for network in networks)
