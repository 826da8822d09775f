"""Tokens of the client credentials grant (RFC 6749, 4.4): had once, kept until shortly before they expire."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import quote, urljoin

from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error

from connectors.auth.spec import ClientAuthentication, OAuth2Auth
from connectors.core.connector import Clock
from connectors.core.faults import Malformed, Rejected
from connectors.core.status import fault_of_status
from connectors.exchange.exchange import Reply, Request

_EARLY = timedelta(seconds=30)  # a token is not used in the last moments of its life
_WITHOUT_EXPIRY = timedelta(minutes=5)


def token_url_of(spec: OAuth2Auth, base_url: str) -> str:
    """Give the whole URL of the token endpoint."""
    return (
        base_url.rstrip("/") + spec.token_url if spec.token_url.startswith("/") else urljoin(base_url, spec.token_url)
    )


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
    ) -> None:
        self._spec = spec
        self._client_id = secrets["client_id"]
        self._client_secret = secrets["client_secret"]
        self._url = token_url_of(spec, base_url)
        self._send = send
        self._clock = clock
        self._token: str | None = None
        self._until: datetime | None = None
        self._asking: asyncio.Task[str] | None = None

    async def token(self) -> str:
        """Give a token; raises the `Fault` of the token endpoint."""
        if self._token is not None and self._until is not None and self._clock() < self._until:
            return self._token
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
            self._asking.add_done_callback(_retrieved)
        return await asyncio.shield(self._asking)

    def forget(self) -> None:
        """Forget a token the source refused."""
        self._token = None

    async def _ask(self) -> str:
        client = BackendApplicationClient(client_id=self._client_id)
        in_body = self._spec.client_authentication is ClientAuthentication.BODY
        secret = {"client_secret": self._client_secret} if in_body else {}
        body = client.prepare_request_body(scope=self._spec.scope, include_client_id=in_body, **secret)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        if not in_body:
            pair = f"{quote(self._client_id, safe='')}:{quote(self._client_secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        reply = await self._send(Request("POST", self._url, headers, body.encode()))
        if reply.status in {400, 401}:
            raise Rejected("the source's token endpoint refused the gateway's credential", detail="token endpoint")
        fault = fault_of_status(reply.status, reply.headers, self._clock())
        if fault is not None:
            raise fault
        return self._taken(client, reply)

    def _taken(self, client: BackendApplicationClient, reply: Reply) -> str:
        try:
            answer = client.parse_request_body_response(reply.body.decode("utf-8"), scope=self._spec.scope)
            token, seconds = answer["access_token"], answer.get("expires_in")
            lasts = _WITHOUT_EXPIRY if seconds is None else timedelta(seconds=float(seconds))
        except (OAuth2Error, ValueError, TypeError, KeyError, AttributeError, OverflowError, Warning) as error:
            raise Malformed("the source's token endpoint did not give a token", detail=type(error).__name__) from None
        if not isinstance(token, str) or not token:
            raise Malformed("the source's token endpoint did not give a token")
        self._token = token
        self._until = self._clock() + max(lasts - _EARLY, lasts / 2)
        return token


def _retrieved(task: asyncio.Task[str]) -> None:
    if not task.cancelled():
        task.exception()
