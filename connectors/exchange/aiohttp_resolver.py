"""The resolver of aiohttp: what it gives was checked, and is what is connected to."""

from __future__ import annotations

import socket

from aiohttp.abc import AbstractResolver, ResolveResult

from connectors.core.networks import Networks
from connectors.exchange.resolving import Lookups

_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV  # nothing is looked up again


class CheckedResolver(AbstractResolver):
    """Names to public addresses and those of the networks given; addresses in URLs do not come here."""

    def __init__(self, networks: Networks, seconds: float) -> None:
        self._lookups = Lookups(networks, seconds)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give the addresses that may be reached; raises `Unreachable` or `OffLimits` without any."""
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
                proto=0,
                flags=_NUMERIC,
            )
            for address in await self._lookups.addresses(host, port)
            if family in {socket.AF_UNSPEC, socket.AF_INET if address.version == 4 else socket.AF_INET6}
        ]

    async def close(self) -> None:
        """Nothing is held."""
