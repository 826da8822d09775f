"""Names looked up for each connection, and only addresses that may be reached given: these are connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from connectors.core.faults import OffLimits, Unreachable
from connectors.core.networks import Address, Networks, canonical, kind_of

_SHOWN = 3  # addresses of one name in a message to the operator


class Lookups:
    """Looks names up in the system's way, each for `seconds` at most.

    A lookup under way is shared, and outlives those who wait for it: a name server that hangs holds one thread for a
    name, however many ask.
    """

    def __init__(self, networks: Networks, seconds: float) -> None:
        self._networks = networks
        self._seconds = seconds
        self._under_way: dict[str, asyncio.Task[list[Any]]] = {}

    async def addresses(self, host: str, port: int) -> list[Address]:
        """Give the addresses of a name that may be reached, in the order the system prefers.

        Raises `Unreachable` if it has none or is not looked up in time, `OffLimits` if it has none that may be reached.
        """
        try:
            async with asyncio.timeout(self._seconds):
                found = await asyncio.shield(self._looked_up(host, port))
        except TimeoutError:
            raise Unreachable("the source's name could not be looked up in time", detail="name lookup") from None
        except (OSError, UnicodeError) as error:
            raise Unreachable("the source's name could not be looked up", detail=type(error).__name__) from None
        addresses = list(dict.fromkeys(ip_address(item[4][0]) for item in found))
        allowed = [address for address in addresses if self._networks.allow(address)]
        if not allowed:
            raise _off_limits(host, addresses)
        return allowed

    def _looked_up(self, host: str, port: int) -> asyncio.Task[list[Any]]:
        task = self._under_way.get(host)
        if task is None:
            loop = asyncio.get_running_loop()
            task = loop.create_task(_found(loop, host, port))
            self._under_way[host] = task
            task.add_done_callback(lambda done: self._ended(host, done))
        return task

    def _ended(self, host: str, task: asyncio.Task[list[Any]]) -> None:
        del self._under_way[host]
        if not task.cancelled():
            task.exception()  # nobody may be left to be told


async def _found(loop: asyncio.AbstractEventLoop, host: str, port: int) -> list[Any]:
    return await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _off_limits(host: str, addresses: Iterable[Address]) -> OffLimits:
    meant = [canonical(address) for address in addresses][:_SHOWN]
    told = ", ".join(f"{address} ({kind_of(address)})" for address in meant)
    wanted = ", ".join(f'"{address}"' for address in meant)
    advice = f"if that is where it should be, write networks = [{wanted}], or the network around, beside its url"
    return OffLimits(detail=f"{host} leads to {told}", advice=advice)
