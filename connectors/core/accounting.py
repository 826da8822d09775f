"""Checks connectors make on an answer as a whole: it speaks of the key asked, and it is all there."""

from __future__ import annotations

from connectors.core.faults import ContractBroken, Truncated, Unaccounted, WrongSubject
from schema.identifiers import Identifier, normalise


def check_echo(key: Identifier, echo: str | None) -> None:
    """Raise `Unaccounted` if an answer does not say whom it is about, `WrongSubject` if it says another."""
    if echo == key.value:
        return
    if not echo:
        raise Unaccounted
    if normalise(echo) != key.value:
        raise WrongSubject


def check_total(declared: int | None, delivered: int) -> None:
    """Raise `Unaccounted` without a declared total, `Truncated` below it, `ContractBroken` above it."""
    if declared == delivered:
        return
    if declared is None:
        raise Unaccounted
    if delivered < declared:
        raise Truncated
    raise ContractBroken("the source delivered more rows than it declared")
