"""Who asks, as far as the HTTP front needs to know: for fairness between clients, and for what of GraphQL is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gateway.manner import DEVELOPER, Manner


@dataclass(frozen=True, slots=True)
class Asker:
    """One client by its id, and how it may ask."""

    client: str
    manner: Manner


def anybody(_: Any) -> Asker:
    """Give the asker where clients are not told apart."""
    return Asker("anybody", DEVELOPER)
