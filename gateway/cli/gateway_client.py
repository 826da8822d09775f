"""Asks a running gateway over GraphQL, and turns what goes wrong into errors a user can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson

from gateway.cli.exits import CommandFailed, unreachable

GRAPHQL = "/graphql"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_START_ONE = "start one with `tally serve` (or `tally demo` for the sandbox), or name another with --url"


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayClient:
    """A gateway at `url`, asked with an API key; `seconds` is how long an answer may take."""

    url: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 60.0

    def ask(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Give `data`; raises `CommandFailed` for an error of the gateway, or if it does not answer."""
        body = self._post({"query": query, "variables": variables})
        errors = body.get("errors")
        if errors:
            raise failed(errors)
        data: dict[str, Any] = body["data"]
        return data

    def _post(self, request: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"content-type": "application/json", "accept": "application/json"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        try:
            with httpx.Client(timeout=self.seconds, trust_env=not self._is_local) as client:
                reply = client.post(
                    self.url.rstrip("/") + GRAPHQL, content=orjson.dumps(request, default=str), headers=headers
                )
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise unreachable(f"no gateway answers at {self.url}: {_reason(error)}", _START_ONE) from error
        return self._read(reply)

    def _read(self, reply: httpx.Response) -> dict[str, Any]:
        try:
            body = orjson.loads(reply.content)
        except orjson.JSONDecodeError:
            body = None
        if not isinstance(body, dict) or not ({"data", "errors"} & body.keys()):
            raise unreachable(f"{self.url} answered HTTP {reply.status_code}, and not as a gateway", _START_ONE)
        return body

    @property
    def _is_local(self) -> bool:
        try:
            return urlsplit(self.url).hostname in _LOOPBACK
        except ValueError:
            return False


def failed(errors: list[Any]) -> CommandFailed:
    """Make one command error of the errors of an answer: every message with its place, code and hint."""
    parts = [_told(error) for error in errors]
    first = errors[0].get("extensions", {})
    hints = [hint for error in errors if (hint := error.get("extensions", {}).get("hint"))]
    return CommandFailed("; ".join(parts), code=first.get("code"), hint="; ".join(dict.fromkeys(hints)) or None)


def _told(error: Mapping[str, Any]) -> str:
    where = error.get("extensions", {}).get("where")
    return f"{where}: {error['message']}" if where else str(error["message"])


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
