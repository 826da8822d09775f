"""Records what goes between a connector and its department, without credentials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from connectors.contract.cases import Exchanged
from connectors.exchange.exchange import Exchange, Policy, Reply, Request

_KEPT_HEADERS = frozenset({"content-type", "link", "etag", "last-modified"})


@dataclass
class Recorder:
    """Notes every exchange made through `wrap`, in the order the answers came; `secrets` are blanked."""

    secrets: Sequence[str] = field(repr=False)
    base_path: str = ""
    exchanged: list[Exchanged] = field(default_factory=list)

    def wrap(self, make: Callable[[Policy], Exchange]) -> Callable[[Policy], Exchange]:
        """Give a maker of exchanges that are recorded."""
        return lambda policy: _Recording(make(policy), self)

    def note(self, request: Request, reply: Reply) -> None:
        """Note one exchange."""
        parts = urlsplit(request.url)
        target = parts.path.removeprefix(self.base_path) + (f"?{parts.query}" if parts.query else "")
        secret = request.body is not None and b"grant_type=client_credentials" in request.body
        self.exchanged.append(
            Exchanged(
                method=request.method,
                target=self._blanked(target.encode()).decode(),
                request_body=self._blanked(request.body) if request.body is not None else None,
                status=reply.status,
                headers={name: value for name, value in reply.headers.items() if name in _KEPT_HEADERS},
                body=b'{"access_token":"***","token_type":"Bearer"}' if secret else self._blanked(reply.body),
                credential=secret,
            )
        )

    def _blanked(self, text: bytes) -> bytes:
        for secret in self.secrets:
            text = text.replace(secret.encode(), b"***")
        return text


class _Recording:
    def __init__(self, inner: Exchange, recorder: Recorder) -> None:
        self._inner = inner
        self._recorder = recorder

    async def send(self, request: Request) -> Reply:
        reply = await self._inner.send(request)
        self._recorder.note(request, reply)
        return reply

    async def __aenter__(self) -> Self:
        await self._inner.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._inner.__aexit__(*error)
