"""Reads `[[issuer]]` of `clients.toml`: authorisation servers whose tokens are believed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.access.issuers import ALGORITHMS, Issuer
from gateway.configuration.addresses import read_address, read_ca_file, read_networks

_MOST_SKEW_SECONDS = 300


def read_issuers(root: Table, folder: Path) -> Mapping[str, Issuer]:
    """Read every issuer; files are relative to the folder. Two may not have one address."""
    urls: set[str] = set()
    return unique(root.tables("issuer"), lambda table: _issuer(table, folder, urls))


def _issuer(table: Table, folder: Path, urls: set[str]) -> tuple[str, Issuer]:
    defaults = Issuer(id="", url="", audience="")
    url, jwks_url = read_address(table, "url", table.text("url")), table.optional_text("jwks_url")
    if url in urls:
        table.fault("is the address of another issuer too", "name each issuer once", key="url")
    urls.add(url)
    algorithms = table.texts("algorithms") or defaults.algorithms
    for algorithm in algorithms:
        table.known("algorithms", algorithm, ALGORITHMS, "a signature algorithm")
    skew = table.integer("clock_skew_seconds", defaults.clock_skew_seconds)
    if skew > _MOST_SKEW_SECONDS:
        table.fault(f"is {skew}", f"write 0 to {_MOST_SKEW_SECONDS} seconds", key="clock_skew_seconds")
    found = Issuer(
        id=table.text("id"),
        url=url,
        audience=table.text("audience"),
        jwks_url=None if jwks_url is None else read_address(table, "jwks_url", jwks_url),
        algorithms=tuple(algorithms),
        client_claim=table.optional_text("client_claim") or defaults.client_claim,
        clock_skew_seconds=skew,
        ca_file=read_ca_file(table, folder),
        networks=read_networks(table),
    )
    table.finish()
    return found.id, found
