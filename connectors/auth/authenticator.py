"""Adds a source's credential to a request."""

from __future__ import annotations

import base64
import secrets as random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import quote

from connectors.auth.oauth2 import TokenHolder, token_url_of
from connectors.auth.signing import signature_headers
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


class Authenticator(Protocol):
    """Shows a source who asks.

    `static_headers` are all it adds, where that never changes: a connector puts them into every request once and
    for all. Otherwise it is None, and each request is `signed`.
    """

    @property
    def static_headers(self) -> Mapping[str, str] | None:
        """Headers that are all it adds, or None."""
        ...

    async def signed(self, request: Request) -> Request:
        """Give the request with the credential; raises a `Fault` if none could be had."""
        ...

    def refused(self) -> None:
        """Note that the source refused the credential: what can be had anew is had anew next time."""


def authenticator(  # noqa: PLR0911 - one kind a case
    spec: AuthSpec, secrets: Mapping[str, str], *, base_url: str, send: Send, clock: Clock
) -> Authenticator:
    """Make the authenticator of a source; `secrets` are the operator's settings that `spec.settings` names."""
    match spec:
        case NoAuth():
            return _Static({})
        case BearerAuth():
            return _Static({"Authorization": f"Bearer {secrets['key']}"})
        case BasicAuth():
            pair = base64.b64encode(f"{secrets['user']}:{secrets['password']}".encode()).decode()
            return _Static({"Authorization": f"Basic {pair}"})
        case ApiKeyAuth(header=str() as header):
            return _Static({header: secrets["key"]})
        case ApiKeyAuth():
            return _QueryKey(spec.query or "", secrets["key"])
        case OAuth2Auth():
            return _OAuth2(TokenHolder(spec, secrets, base_url=base_url, send=send, clock=clock))
        case SignatureAuth():
            return _Signing(spec, secrets["app_id"], secrets["secret"], clock)


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

    def refused(self) -> None:
        """Nothing can be had anew."""


class _Changing:
    @property
    def static_headers(self) -> None:
        return None

    def refused(self) -> None:
        """Nothing can be had anew."""


class _QueryKey(_Changing):
    def __init__(self, name: str, key: str) -> None:
        self._parameter = f"{quote(name, safe='')}={quote(key, safe='')}"

    async def signed(self, request: Request) -> Request:
        mark = "&" if "?" in request.url else "?"
        return replace(request, url=f"{request.url}{mark}{self._parameter}")


class _OAuth2(_Changing):
    def __init__(self, holder: TokenHolder) -> None:
        self._holder = holder

    async def signed(self, request: Request) -> Request:
        token = await self._holder.token()
        return replace(request, headers={**request.headers, "Authorization": f"Bearer {token}"})

    def refused(self) -> None:
        self._holder.forget()


class _Signing(_Changing):
    def __init__(self, spec: SignatureAuth, app_id: str, secret: str, clock: Clock) -> None:
        self._spec = spec
        self._app_id = app_id
        self._secret = secret
        self._clock = clock

    async def signed(self, request: Request) -> Request:
        headers = signature_headers(
            self._spec,
            request,
            app_id=self._app_id,
            secret=self._secret,
            now=self._clock(),
            nonce=random.token_hex(16),
        )
        return replace(request, headers={**request.headers, **headers})
