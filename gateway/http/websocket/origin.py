"""Cross-site WebSocket hijacking: browsers open sockets for any page, and send what a proxy takes for a credential.

A handshake of a page names it in `Origin` (RFC 6455, 4.1 and 10.2); other clients send none.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from gateway.http.refusals import HttpRefusal
from schema.errors import ErrorCode

_DEFAULT_PORTS = {"http": 80, "https": 443}


def check_origin(origin: str | None, host: str | None, allowed: Collection[str]) -> None:
    """Refuse (403) the handshake of a page that is neither of this host nor of an allowed origin."""
    if origin is None or origin.lower() in allowed or is_own(origin, host):
        return
    raise HttpRefusal(
        403,
        "pages of another site may not open sockets here",
        code=ErrorCode.FORBIDDEN,
        where="Origin",
        hint="the operator can name the site under websocket.origins",
    )


def is_own(origin: str, host: str | None) -> bool:
    """Tell whether an origin is of the host a request was sent to; a default port may be written or not."""
    try:
        page = urlsplit(origin.lower())
        port = page.port
    except ValueError:
        return False
    default = _DEFAULT_PORTS.get(page.scheme)
    if not host or not page.hostname or default is None:
        return False
    return f"//{host.lower()}" in {f"//{page.netloc}", *_other_spellings(page.netloc, port, default)}


def _other_spellings(netloc: str, port: int | None, default: int) -> set[str]:
    if port is None:
        return {f"//{netloc}:{default}"}
    return {f"//{netloc.removesuffix(f':{port}')}"} if port == default else set()
