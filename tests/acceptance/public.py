"""Asks a gateway of the stage what is public, as anybody may: without a credential."""

from __future__ import annotations

import time
from typing import Any

import httpx

from gateway.demo.servers import Gateway


def told(gateway: Gateway, member: str) -> Any:
    """Ask about a member of the cast as anybody may, without credential; again where it is too often."""
    while True:
        reply = httpx.get(
            f"{gateway.url}/public", params={"code": gateway.town.cast[member]["value"]}, trust_env=False, timeout=20
        )
        if reply.status_code != 429:
            assert reply.status_code == 200, reply.text
            return reply.json()
        time.sleep(int(reply.headers["retry-after"]))
