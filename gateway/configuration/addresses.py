"""Reads addresses HTTP goes out to, and what their names may lead to."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from connectors.core.networks import PUBLIC_ONLY, Networks
from connectors.exchange.policy import origin_of
from connectors.exchange.tls import tls_context
from connectors.manifest import Table


def read_address(table: Table, key: str, written: str) -> str:
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


def read_networks(table: Table) -> Networks:
    """Read the networks a name may lead to beside public addresses."""
    try:
        return Networks.read(list(table.texts("networks")))
    except ValueError as error:
        problem, _, hint = str(error).partition("; ")
        table.fault(problem, hint, key="networks")
        return PUBLIC_ONLY


def read_ca_file(table: Table, folder: Path) -> Path | None:
    """Read the path of a private authority's certificates, relative to the folder."""
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
