"""Endpoints news is pushed to: `webhooks.toml`. Secrets are taken from the environment or from files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from connectors.manifest.table import unique
from gateway.configuration.addresses import read_address, read_ca_file, read_networks
from gateway.configuration.placeholders import Elsewhere, taken_from_elsewhere
from gateway.delivering.endpoints import Endpoint
from gateway.delivering.pauses import DeliverySettings
from gateway.delivering.signing import read_secret
from gateway.grants import Grant
from schema.proceedings import ProceedingKind

_MOST_SECRETS = 2
_MAKE = 'make one with: printf whsec_%s "$(openssl rand -base64 32)"'


def load_endpoints(
    path: Path, *, grants: Mapping[str, Grant], environment: Mapping[str, str]
) -> Mapping[str, Endpoint]:
    """Read endpoints of clients, whose grants are given by id; raises `ManifestFaults` with everything wrong."""
    faults: list[Fault] = []
    root = Table.root(read_toml(path), faults)
    elsewhere = Elsewhere(environment, path.parent)
    found = unique(root.tables("endpoint"), lambda table: _endpoint(table, grants, elsewhere))
    root.finish()
    if faults:
        raise ManifestFaults(faults)
    return found


def read_delivery_settings(table: Table | None) -> DeliverySettings:
    """Read the limits of deliveries, each with its default."""
    plain = DeliverySettings()
    if table is None:
        return plain
    found = DeliverySettings(
        seconds=table.number("seconds", plain.seconds),
        at_once=table.integer("at_once", plain.at_once, at_least=1),
        attempts=table.integer("attempts", plain.attempts, at_least=1),
        first_pause_seconds=table.number("first_pause_seconds", plain.first_pause_seconds),
        longest_pause_seconds=table.number("longest_pause_seconds", plain.longest_pause_seconds),
    )
    if found.longest_pause_seconds < found.first_pause_seconds:
        table.fault("is less than first_pause_seconds", "write as many seconds or more", key="longest_pause_seconds")
    return found


def _endpoint(table: Table, grants: Mapping[str, Grant], elsewhere: Elsewhere) -> tuple[str, Endpoint]:
    name, client = table.text("id"), table.text("client")
    table.known("client", client, grants, "a client")
    grant = grants.get(client)
    url = elsewhere.filled(table, "url", table.text("url"))
    found = Endpoint(
        id=name,
        agency=grant.agency if grant else "",
        url=read_address(table, "url", url),
        secrets=_secrets(table, elsewhere),
        kinds=_kinds(table, grant),
        ca_file=read_ca_file(table, elsewhere.folder),
        networks=read_networks(table),
    )
    return name, found


def _kinds(table: Table, grant: Grant | None) -> frozenset[ProceedingKind]:
    kinds = frozenset(table.some_of("kinds", ProceedingKind))
    granted = grant.proceedings if grant else kinds
    if not table.has("kinds"):
        return granted
    for kind in sorted(kinds - granted):
        hint = "leave it out, or grant it to the client in clients.toml"
        table.fault(f"names {kind.value}, which its client may not see", hint, key="kinds")
    return kinds


def _secrets(table: Table, elsewhere: Elsewhere) -> tuple[bytes, ...]:
    written = table.texts("secrets")
    if not 1 <= len(written) <= _MOST_SECRETS:
        hint = 'write secrets = ["${NAME}"], and two while one is exchanged for another'
        table.fault(f"has {len(written)} secrets", hint, key="secrets" if table.has("secrets") else None)
    found = []
    for each in written:
        if not taken_from_elsewhere(each):
            hint = 'write "${NAME}" to take it from the environment, or "${file:PATH}" to read it from a file'
            table.fault("holds a secret written out in the file", hint, key="secrets")
            continue
        secret = elsewhere.filled(table, "secrets", each)
        if not secret:
            continue  # a fault already
        try:
            found.append(read_secret(secret))
        except ValueError as error:
            table.fault(f"takes a secret that {error}", _MAKE, key="secrets")
    return tuple(found)
