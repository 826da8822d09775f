"""Clients and their grants: `clients.toml`. API keys are kept as SHA-256 digests only."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from connectors.manifest.table import unique
from gateway.grants import Grant
from schema.codes import Purpose, RecordKind

_DIGEST = re.compile(r"[0-9a-f]{64}")


def load_grants(path: Path, *, agencies: Collection[str], matters: Collection[str]) -> Mapping[str, Grant]:
    """Read the grants by the SHA-256 (hex) of their API key; raises `ManifestFaults` with everything wrong."""
    faults: list[Fault] = []
    root = Table.root(read_toml(path), faults)
    taken: set[str] = set()
    found = unique(root.tables("client"), lambda table: _client(table, agencies, matters, taken))
    root.finish()
    if faults:
        raise ManifestFaults(faults)
    return dict(found.values())


def _check_kind(table: Table, written: str) -> None:
    kind, colon, field = written.partition(":")
    known = table.known("record_kinds", kind, [item.value for item in RecordKind], "a record kind")
    if known and colon and (kind != RecordKind.EVALUATION.value or not field):
        table.fault(
            f"is {written!r}; only evaluations are narrowed to a field",
            f'write "{kind}", or "EVALUATION:tax" for the evaluations of a field',
            key="record_kinds",
        )


def _check_statistics(table: Table) -> None:
    """Note what a client that reads aggregates may not have beside them (GO-27-b)."""
    if table.flag("statistics"):
        for key in ("purposes", "matters", "record_kinds", "personal"):
            if table.written(key):
                table.fault(
                    "is granted to a client with statistics = true, which reads aggregates and nothing else",
                    f"leave {key} out, or give its agency another client for it",
                    key=key,
                )


def _digest(table: Table, taken: set[str]) -> str:
    digest = table.text("key_sha256")
    if digest and not _DIGEST.fullmatch(digest):
        table.fault("is not a SHA-256 in hex", "write the output of `printf %s KEY | sha256sum`", key="key_sha256")
    elif digest and digest in taken:
        table.fault("is the key of another client too", "give each client a key of its own", key="key_sha256")
    taken.add(digest)
    return digest


def _client(
    table: Table, agencies: Collection[str], matters: Collection[str], taken: set[str]
) -> tuple[str, tuple[str, Grant]]:
    client, agency, digest = table.text("id"), table.text("agency"), _digest(table, taken)
    table.known("agency", agency, agencies, "an agency")
    granted = table.texts("matters")
    for matter in granted:
        table.known("matters", matter, matters, "a matter")
    kinds = table.texts("record_kinds")
    for kind in kinds:
        _check_kind(table, kind)
    _check_statistics(table)
    grant = Grant(
        client=client,
        agency=agency,
        purposes=frozenset(table.some_of("purposes", Purpose)),
        matters=frozenset(granted),
        record_kinds=frozenset(kinds),
        personal=table.flag("personal"),
        statistics=table.flag("statistics"),
    )
    return client, (digest, grant)
