"""What an operator allows by the address given for a source, and what an author may not allow for the operator."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from connectors.core.networks import LOOPBACK, Networks, canonical, kind_of, literal


def networks_of(url: str, declared: Networks) -> Networks:
    """Give the networks an operator declares, with this machine where the address says `localhost` (RFC 6761, 6.3)."""
    if urlsplit(url).hostname != "localhost":
        return declared
    return Networks((*declared.declared, *LOOPBACK))


def check_addresses(origins: Iterable[str], networks: Networks) -> None:
    """Raise `ValueError` if an origin that an operator did not write is an address that is neither public nor declared.

    What it says names the setting to write.
    """
    for origin in sorted(origins):
        address = literal(urlsplit(origin).hostname or "")
        if address is not None and not networks.allow(address):
            meant = canonical(address)
            raise ValueError(
                f"its agency file reaches {origin}, which is {kind_of(meant)}; "
                f'if that is where it should be, write networks = ["{meant}"], or the network around'
            )
