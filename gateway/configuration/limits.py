"""Reads limits: each a whole number or seconds, named after the field it fills, with the field's default."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from connectors.manifest import Table
from gateway.executor import QueryLimits
from gateway.http.limits import ServerLimits
from gateway.http.turns import TurnLimits

T = TypeVar("T", QueryLimits, ServerLimits, TurnLimits)
_AT_LEAST = {"graphql.max_body_bytes": 1024, "graphql.max_tokens": 10, "graphql.max_depth": 3, "server.client_queue": 0}


def read_limits(table: Table, kind: type[T], prefix: str = "") -> T:
    """Read the limits of a kind from the keys that begin with `prefix`; those not written have their default."""
    return kind(**{each.name: _limit(table, prefix + each.name, each.default) for each in fields(kind)})


def _limit(table: Table, key: str, default: Any) -> Any:
    if isinstance(default, int):
        least = _AT_LEAST.get(".".join((*map(str, table.path), key)), 1)
        return table.integer(key, default, at_least=least)
    return table.number(key, default)
