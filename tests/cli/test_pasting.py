"""What the demo prints to paste."""

from __future__ import annotations

import tomllib

from gateway.demo.pasting import KEYS
from gateway.paths import shipped


def test_every_sandbox_key_is_printed_once() -> None:
    clients = tomllib.loads((shipped("config") / "clients.toml").read_text(encoding="utf-8"))["client"]
    assert sorted(KEYS) == sorted(client["id"] for client in clients)
    assert all(client["introspection"] for client in clients)  # GraphiQL reads the schema with any of them
