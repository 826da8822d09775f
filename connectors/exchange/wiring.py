"""What connectors are given from outside: how HTTP goes out, the clock, and who the known agencies are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from connectors.core.connector import Clock
from connectors.core.issuers import Issuers
from connectors.exchange.exchange import Exchange, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Parts every connector is built with; `exchange` is `AiohttpExchange` in service, `HttpxExchange` as reference."""

    exchange: Callable[[Policy], Exchange]
    clock: Clock
    issuers: Issuers
