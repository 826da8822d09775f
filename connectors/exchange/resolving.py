"""Names looked up once for each connection, and only addresses that may be reached given: these are connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import ip_address

from connectors.core.faults import OffLimits, Unreachable
from connectors.core.networks import Address, Networks, canonical, kind_of

_SHOWN = 3  # addresses of one name in a message to the operator


async def resolved(host: str, port: int, networks: Networks, *, seconds: float) -> list[Address]:
    """Give the addresses of a name that may be reached, in the order the system prefers.

    Raises `Unreachable` if it has none or is not looked up in time, `OffLimits` if it has none that may be reached.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError:
        raise Unreachable("the source's name could not be looked up in time", detail="name lookup") from None
    except (OSError, UnicodeError) as error:
        raise Unreachable("the source's name could not be looked up", detail=type(error).__name__) from None
    addresses = list(dict.fromkeys(ip_address(item[4][0]) for item in found))
    allowed = [address for address in addresses if networks.allow(address)]
    if not allowed:
        raise _off_limits(host, addresses)
    return allowed


def _off_limits(host: str, addresses: Iterable[Address]) -> OffLimits:
    meant = [canonical(address) for address in addresses][:_SHOWN]
    told = ", ".join(f"{address} ({kind_of(address)})" for address in meant)
    wanted = ", ".join(f'"{address}"' for address in meant)
    advice = f"if that is where it should be, write networks = [{wanted}], or the network around, beside its url"
    return OffLimits(detail=f"{host} leads to {told}", advice=advice)
