"""GraphQL documents the command line and the demo ask with: trusted operations shipped with the configuration."""

from __future__ import annotations

from typing import Final

from gateway.paths import shipped


def _shipped(name: str) -> str:
    return (shipped("config") / "operations" / f"{name}.graphql").read_text(encoding="utf-8").strip()


CACHES: Final = _shipped("tally-caches")
CACHE_DROP: Final = _shipped("tally-cache-drop")
CHECK: Final = _shipped("tally-check")
MATTERS: Final = _shipped("tally-matters")
STATISTICS: Final = _shipped("tally-statistics")
ACCOUNTS: Final = _shipped("tally-accounts")
