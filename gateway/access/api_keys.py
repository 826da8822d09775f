"""Clients by API key, compared by SHA-256 digest; for the sandbox (`access.api_keys`)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from gateway.access.credentials import Presented
from gateway.grants import Grant


class ApiKeys:
    """Knows the grants by the hex SHA-256 of their key."""

    def __init__(self, grants: Mapping[str, Grant]) -> None:
        self._grants = dict(grants)

    async def verify(self, presented: Presented) -> Grant | None:
        """Give the grant of a key, or None if it is none of ours."""
        key = presented.bearer()
        return None if key is None else self._grants.get(hashlib.sha256(key.encode()).hexdigest())
