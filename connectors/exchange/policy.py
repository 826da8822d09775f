"""Where requests may go: declared origins only, and no key may move a request inside one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from connectors.core.checks import well_shaped
from connectors.core.faults import Defect
from connectors.core.networks import literal
from schema.identifiers import Identifier

_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str:
    """Give `scheme://host:port` of a URL (RFC 6454).

    Raises `ValueError` unless it is http(s) without userinfo, to a name or an address in its usual form: `127.1` and
    `2130706433` are 127.0.0.1 to some and names to others.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        raise ValueError("is not an http or https address without user name")
    if _NUMBER.fullmatch(parts.hostname.rpartition(".")[2]) and literal(parts.hostname) is None:
        raise ValueError("writes an IP address in another form than four numbers, such as 127.0.0.1")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or _PORTS[parts.scheme]}"


def check_origin(url: str, origins: frozenset[str]) -> None:
    """Raise `Defect` if a request would leave the origins its source declares."""
    if any(url.startswith(f"{origin}/") for origin in origins):
        return
    try:
        origin = origin_of(url)
    except ValueError:
        origin = "not an http address"
    if origin not in origins:
        raise Defect(detail=f"a request to {origin} was stopped; allowed: {', '.join(sorted(origins))}")


def key_in_url(key: Identifier) -> str:
    """Give a key's value for use in a URL.

    Raises `Defect` for personal keys, which travel in bodies only, and for any value that is more than
    digits and capital letters: quoting does not stop `..` or `%2e` from moving a request.
    """
    if key.scheme.personal or not well_shaped(key):
        raise Defect(detail=f"a {key.scheme.value} was kept out of a URL")
    return key.value
