"""What the HTTP sources share: a ledger of answers by key, how faults bend them, credentials and replies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.faults import WELL, Fault, Mode
from connectors.sandbox.world import World

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Answers of one kind by the key asked, and how the same answer is bent by a fault."""

    known: Mapping[str, Body]
    absent: Callable[[str], Body]  # what is said of a key nothing is known about
    keyless: Callable[[Body], Body]  # the answer with the asked key left out
    overstated: Callable[[Body], Body]  # the answer with a total above what it delivers

    def answer(self, asked: str, mode: Mode) -> Body:
        """Answer about `asked` as the mode has it."""
        body = self._of(self.other_than(asked) if mode is Mode.WRONG else asked)
        if mode is Mode.DROP_KEY:
            return self.keyless(body)
        return self.overstated(body) if mode is Mode.TRUNCATED else body

    def other_than(self, asked: str) -> str:
        """Give another key that something is known about."""
        return next(key for key in self.known if key != asked)

    def _of(self, key: str) -> Body:
        return self.known.get(key) or self.absent(key)


class HttpSource(ABC):
    """A source reached over HTTP; its endpoints read `fault.mode` where a fault changes the content of an answer."""

    slug: ClassVar[str]
    media_type: ClassVar[str] = "application/json"
    cuts_body: ClassVar[bool] = False  # `truncated` ends the body early: its answers have no total

    def __init__(self, world: World) -> None:
        self.world = world
        self.fault: Fault = WELL
        self.requests = 0

    @property
    def key(self) -> str:
        """Credential the source wants."""
        return f"sandbox-{self.slug}"

    @abstractmethod
    def routes(self) -> list[Route]:
        """Give the endpoints."""

    def admits(self, request: Request) -> bool:
        """Tell whether the request carries the credential."""
        return request.headers.get("x-api-key") == self.key

    def own_error(self) -> Response:
        """Give the source's own way to say that it failed."""
        return json_reply({"code": "9001", "message": "系统繁忙，请稍后再试"}, status=500)

    def half_answer(self) -> bytes:
        """Give an answer that breaks off, in the source's own syntax."""
        return b'{"code":"0000","message":"\xe6\x88\x90\xe5\x8a\x9f","data":{"'


class BearerSource(HttpSource):
    """A source that wants its credential as a bearer token."""

    def admits(self, request: Request) -> bool:
        """Tell whether the request carries the token."""
        return request.headers.get("authorization") == f"Bearer {self.key}"


def json_reply(body: object, *, status: int = 200) -> Response:
    """Give a JSON answer in UTF-8."""
    return Response(orjson.dumps(body), status_code=status, media_type="application/json;charset=UTF-8")


def unusable(message: str) -> Response:
    """Refuse a request that cannot be read."""
    return json_reply({"code": "0400", "message": message}, status=400)
