"""Refuses what a web page of another site has a browser send: certificates come along without the page knowing them."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from gateway.http.refusals import HttpRefusal
from schema.errors import ErrorCode

_OWN: Final = frozenset({"same-origin", "none"})
_PREFLIGHTED: Final = ("authorization", "apollo-require-preflight", "graphql-require-preflight")
_CREDENTIAL_OF_BROWSERS: Final = "client-cert"


def check_same_site(method: str, headers: Headers) -> None:
    """Refuse (403) a request of another site's page, and a GET no browser would ask leave for first.

    Browsers say whose page asks in `Sec-Fetch-Site` (W3C Fetch Metadata), those that do not in `Origin` (RFC 6454). A
    POST of JSON is never sent across sites without a preflight, which is not answered here; a GET is, so it needs a
    header that has one (as Apollo asks for), or must come from no browser.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site.lower() not in _OWN:
        raise _refusal("Sec-Fetch-Site")
    if site is None and origin is not None and _host_of(origin) != headers.get("host", "").lower():
        raise _refusal("Origin")
    if method == "GET" and _CREDENTIAL_OF_BROWSERS in headers and not any(name in headers for name in _PREFLIGHTED):
        raise HttpRefusal(
            403,
            "a GET with a certificate could come from a page of another site",
            code=ErrorCode.FORBIDDEN,
            where="GraphQL-Require-Preflight",
            hint="send the header GraphQL-Require-Preflight: 1, or use POST",
        )


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None


def _refusal(where: str) -> HttpRefusal:
    hint = "ask from a server, or from a page of this gateway; other sites' pages are not answered (no CORS)"
    return HttpRefusal(403, "a web page of another site asks", code=ErrorCode.FORBIDDEN, where=where, hint=hint)
