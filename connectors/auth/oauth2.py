"""Tokens of the client credentials grant (RFC 6749, 4.4): had once, kept until shortly before they expire."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from urllib.parse import quote_plus

from oauthlib.oauth2 import BackendApplicationClient

from connectors.auth.spec import ClientAuthentication, OAuth2Auth
from connectors.auth.tokens import read_token
from connectors.core.connector import Clock
from connectors.core.faults import TimedOut
from connectors.exchange.exchange import Reply, Request

_PATIENCE_SECONDS = 10.0  # a request for a token outlives the deadlines of those who wait for it


def token_url_of(spec: OAuth2Auth, base_url: str) -> str:
    """Give the whole URL of the token endpoint."""
    return base_url.rstrip("/") + spec.token_url if spec.token_url.startswith("/") else spec.token_url


class TokenHolder:
    """Holds one token; asking for a new one is shared by all who wait for it, and outlives any of them."""

    def __init__(
        self,
        spec: OAuth2Auth,
        secrets: Mapping[str, str],
        *,
        base_url: str,
        send: Callable[[Request], Awaitable[Reply]],
        clock: Clock,
        patience_seconds: float = _PATIENCE_SECONDS,
    ) -> None:
        self._scope = spec.scope
        self._request = _token_request(spec, secrets, token_url_of(spec, base_url))
        self._send = send
        self._clock = clock
        self._patience = patience_seconds
        self._held: tuple[str, datetime] | None = None  # and until when it is used
        self._asking: asyncio.Task[str] | None = None

    async def token(self) -> str:
        """Give a token; raises the `Fault` of the token endpoint."""
        if self._held is not None:
            value, until = self._held
            if self._clock() < until:
                return value
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
            self._asking.add_done_callback(_retrieved)
        return await asyncio.shield(self._asking)

    def forget(self, token: str | None = None) -> None:
        """Forget the token, unless another than the one the source refused is held by now."""
        if self._held is not None and token in {None, self._held[0]}:
            self._held = None

    async def _ask(self) -> str:
        try:
            async with asyncio.timeout(self._patience):
                reply = await self._send(self._request)
        except TimeoutError:
            raise TimedOut("the source's token endpoint did not answer in time", detail="token endpoint") from None
        now = self._clock()
        token = read_token(reply, scope=self._scope, now=now)
        self._held = token.value, now + token.usable
        return token.value


def _token_request(spec: OAuth2Auth, secrets: Mapping[str, str], url: str) -> Request:
    client_id, client_secret = secrets["client_id"], secrets["client_secret"]
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "tally",
    }
    client = BackendApplicationClient(client_id=client_id)
    if spec.client_authentication is ClientAuthentication.BODY:
        body = client.prepare_request_body(scope=spec.scope, include_client_id=True, client_secret=client_secret)
    else:
        body = client.prepare_request_body(scope=spec.scope)
        pair = f"{quote_plus(client_id)}:{quote_plus(client_secret)}"  # RFC 6749, 2.3.1
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return Request("POST", url, headers, body.encode())


def _retrieved(task: asyncio.Task[str]) -> None:
    """Let nobody's absence make a failure of the task a warning."""
    if not task.cancelled():
        task.exception()
