"""Adds a source's credential to a request."""

from __future__ import annotations

import secrets as random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import quote

from connectors.auth.credentials import basic_pair, check_given, in_header
from connectors.auth.oauth2 import TokenHolder, token_url_of
from connectors.auth.signing import Signer
from connectors.auth.spec import (
    ApiKeyAuth,
    AuthSpec,
    BasicAuth,
    BearerAuth,
    NoAuth,
    OAuth2Auth,
    SignatureAuth,
)
from connectors.core.connector import Clock
from connectors.exchange.exchange import Reply, Request
from connectors.exchange.policy import origin_of

Send = Callable[[Request], Awaitable[Reply]]

_BEARER = "Bearer "


class Authenticator(Protocol):
    """Shows a source who asks.

    `static_headers` are all it adds, where that never changes: a connector puts them into every request once and
    for all. Otherwise it is None, and each request is `signed`, every attempt and every page anew.
    """

    @property
    def static_headers(self) -> Mapping[str, str] | None:
        """Headers that are all it adds, or None."""
        ...

    async def signed(self, request: Request) -> Request:
        """Give the request with the credential; raises a `Fault` if none could be had."""
        ...

    def refused(self, request: Request | None = None) -> None:
        """Note that the source answered 401: what can be had anew is had anew next time.

        Given the signed request, a credential that was had anew since is kept.
        """


def authenticator(  # noqa: PLR0911 - one kind a case
    spec: AuthSpec, secrets: Mapping[str, str], *, base_url: str, send: Send, clock: Clock
) -> Authenticator:
    """Make the authenticator of a source; `secrets` are the operator's settings that `spec.settings` names.

    Raises `ValueError` that says which of them is unusable, and never what it is.
    """
    check_given(spec.settings, secrets)
    match spec:
        case NoAuth():
            return _Static({})
        case BearerAuth():
            return _Static({"Authorization": _BEARER + in_header("key", secrets)})
        case BasicAuth():
            return _Static({"Authorization": f"Basic {basic_pair(secrets)}"})
        case ApiKeyAuth(header=str() as header):
            return _Static({header: in_header("key", secrets)})
        case ApiKeyAuth():
            return _QueryKey(spec.query or "", secrets["key"])
        case OAuth2Auth():
            return _OAuth2(TokenHolder(spec, secrets, base_url=base_url, send=send, clock=clock))
        case SignatureAuth():
            app_id = in_header("app_id", secrets) if spec.sends("app_id") else secrets["app_id"]
            return _Signing(Signer(spec, app_id, secrets["secret"]), clock)


def origins_of(spec: AuthSpec, base_url: str) -> frozenset[str]:
    """Give the origins a credential is had from."""
    return frozenset({origin_of(token_url_of(spec, base_url))}) if isinstance(spec, OAuth2Auth) else frozenset()


class _Static:
    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = headers

    @property
    def static_headers(self) -> Mapping[str, str]:
        return self._headers

    async def signed(self, request: Request) -> Request:
        return replace(request, headers={**request.headers, **self._headers})

    def refused(self, request: Request | None = None) -> None:
        """Nothing can be had anew."""


class _Changing:
    @property
    def static_headers(self) -> None:
        return None

    def refused(self, request: Request | None = None) -> None:
        """Nothing can be had anew."""


class _QueryKey(_Changing):
    def __init__(self, name: str, key: str) -> None:
        self._name = quote(name, safe="")
        self._parameter = f"{self._name}={quote(key, safe='')}"

    async def signed(self, request: Request) -> Request:
        path, _, query = request.url.partition("?")
        parts = [part for part in query.split("&") if part and part.partition("=")[0] != self._name]
        return replace(request, url=f"{path}?{'&'.join((*parts, self._parameter))}")


class _OAuth2(_Changing):
    def __init__(self, holder: TokenHolder) -> None:
        self._holder = holder

    async def signed(self, request: Request) -> Request:
        token = await self._holder.token()
        return replace(request, headers={**request.headers, "Authorization": _BEARER + token})

    def refused(self, request: Request | None = None) -> None:
        shown = None if request is None else request.headers.get("Authorization")
        self._holder.forget(None if shown is None else shown.removeprefix(_BEARER))


class _Signing(_Changing):
    def __init__(self, signer: Signer, clock: Clock) -> None:
        self._signer = signer
        self._clock = clock

    async def signed(self, request: Request) -> Request:
        headers = self._signer.headers(request, now=self._clock(), nonce=random.token_hex(16))
        return replace(request, headers={**request.headers, **headers})
