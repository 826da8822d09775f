"""Reads `[[issuer]]` of `clients.toml`: authorisation servers whose tokens are believed."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from connectors.core.networks import PUBLIC_ONLY, Networks
from connectors.exchange.policy import origin_of
from connectors.exchange.tls import tls_context
from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.access.issuers import ALGORITHMS, Issuer

_MOST_SKEW_SECONDS = 300


def read_issuers(root: Table, folder: Path) -> Mapping[str, Issuer]:
    """Read every issuer; files are relative to the folder. Two may not have one address."""
    urls: set[str] = set()
    return unique(root.tables("issuer"), lambda table: _issuer(table, folder, urls))


def _issuer(table: Table, folder: Path, urls: set[str]) -> tuple[str, Issuer]:
    defaults = Issuer(id="", url="", audience="")
    url, jwks_url = _address(table, "url", table.text("url")), table.optional_text("jwks_url")
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
        jwks_url=None if jwks_url is None else _address(table, "jwks_url", jwks_url),
        algorithms=tuple(algorithms),
        client_claim=table.optional_text("client_claim") or defaults.client_claim,
        clock_skew_seconds=skew,
        ca_file=_ca_file(table, folder),
        networks=_networks(table),
    )
    table.finish()
    return found.id, found


def _address(table: Table, key: str, written: str) -> str:
    """Give an address; keys that come over plain HTTP prove nothing, unless they never leave the machine."""
    try:
        origin_of(written)
    except ValueError as error:
        if written:
            table.fault(str(error), "write https://…", key=key)
        return written
    if urlsplit(written).scheme == "http" and not _loopback(urlsplit(written).hostname or ""):
        table.fault("is an address over plain HTTP", "write https://…; http is for this machine only", key=key)
    return written


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _networks(table: Table) -> Networks:
    try:
        return Networks.read(list(table.texts("networks")))
    except ValueError as error:
        problem, _, hint = str(error).partition("; ")
        table.fault(problem, hint, key="networks")
        return PUBLIC_ONLY


def _ca_file(table: Table, folder: Path) -> Path | None:
    written = table.optional_text("ca_file")
    if written is None:
        return None
    found = (folder / written).resolve()
    try:
        tls_context(ca=str(found))
    except ValueError as error:
        problem, _, hint = str(error).partition("; ")
        table.fault(problem, hint, key="ca_file")
    return found
