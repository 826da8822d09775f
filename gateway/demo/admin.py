"""Tells the sandbox which sources misbehave; only what changes is sent."""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPConnection
from urllib.parse import urlsplit

import msgspec

from gateway.demo.children import CannotStart
from gateway.demo.servers import Town

_SECONDS = 10


class FaultOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Fault to put on a source of the sandbox; `ms` is the delay of `slow`."""

    mode: str
    ms: int = 1000


DOWN = FaultOrder(mode="down")


class Faults:
    """The faults in force in one town; `broken` is a source kept down throughout."""

    def __init__(self, town: Town, broken: str | None = None) -> None:
        """Put the broken source down; raises `CannotStart` for a source the town does not have."""
        if broken is not None and broken not in town.sources:
            raise CannotStart(f"no source {broken!r} in the sandbox; write one of: {', '.join(sorted(town.sources))}")
        self._address = urlsplit(town.admin).netloc
        self._always: dict[str, FaultOrder] = {broken: DOWN} if broken else {}
        self._now: dict[str, FaultOrder] = {}
        self.put({})

    def put(self, wanted: Mapping[str, FaultOrder]) -> None:
        """Let exactly these sources misbehave, and the broken one."""
        target = {**wanted, **self._always}
        for source in self._now.keys() - target.keys():
            self._send("DELETE", source)
        for source, fault in target.items():
            if self._now.get(source) != fault:
                self._send("POST", source, msgspec.json.encode(fault))
        self._now = target

    def _send(self, method: str, source: str, body: bytes | None = None) -> None:
        connection = HTTPConnection(self._address, timeout=_SECONDS)
        try:
            connection.request(method, f"/faults/{source}", body)
            reply = connection.getresponse()
            said = reply.read()
        finally:
            connection.close()
        if reply.status >= 400:
            raise CannotStart(f"the sandbox refused a fault: {said.decode(errors='replace')}")
