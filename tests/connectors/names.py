"""Names of a test's own: what each leads to, lookup by lookup, and how often it was looked up."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from typing import Any

import pytest

Lookup = Sequence[str] | OSError | float  # addresses, an error, or seconds of silence


class Names:
    """Takes the place of the system's resolver; the last lookup given for a name is given for ever."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._known: dict[str, list[Lookup]] = {}

    def lead(self, name: str, *lookups: Lookup) -> None:
        self._known[name] = list(lookups)

    def look_up(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        self.asked.append(host)
        queue = self._known[host]
        told = queue.pop(0) if len(queue) > 1 else queue[0]
        if isinstance(told, OSError):
            raise told
        if isinstance(told, float):
            time.sleep(told)
            return []
        return [_info(address, port) for address in told]


def named(monkeypatch: pytest.MonkeyPatch) -> Names:
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", names.look_up)
    return names


def _info(address: str, port: int) -> tuple[Any, ...]:
    if ":" in address:
        return socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)
