"""Asks the desk of a running report channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

import click
import httpx

from gateway.cli.exits import unreachable
from gateway.cli.gateway_client import failed

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_URL = "http://127.0.0.1:8100"
_START = "start one with `tally reports serve`, or name another with --url"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskClient:
    """The desk at `url`, asked with a key of staff."""

    url: str
    key: str | None = field(default=None, repr=False)

    def get(self, *path: str, **asked: str) -> dict[str, Any]:
        """Give what is at a path; raises `CommandFailed`."""
        return self._send("GET", path, asked, None)

    def post(self, *path: str, **said: str) -> dict[str, Any]:
        """Give what doing something came to; raises `CommandFailed`."""
        return self._send("POST", path, {}, said)

    def _send(
        self, method: str, path: tuple[str, ...], asked: Mapping[str, str], said: Mapping[str, str] | None
    ) -> dict[str, Any]:
        url = "/".join([self.url.rstrip("/"), "desk", *(quote(part, safe="") for part in path)])
        headers = {"authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            with httpx.Client(timeout=30.0, trust_env=False) as client:
                reply = client.request(method, url, params=asked, json=said, headers=headers)
            body = reply.json()
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise unreachable(f"no report channel answers at {self.url}", _START) from error
        except ValueError as error:
            raise unreachable(f"{self.url} does not answer as a report channel", _START) from error
        if not isinstance(body, dict):
            raise unreachable(f"{self.url} does not answer as a report channel", _START)
        if "errors" in body:
            raise failed(body["errors"])
        return body


def desk_options(command: F) -> F:
    """Add `--url` and `--key`."""
    key = click.option("--key", envvar="TALLY_REPORTS_KEY", show_envvar=True, help="Key of a member of staff.")
    url = click.option(
        "--url",
        envvar="TALLY_REPORTS_URL",
        default=DEFAULT_URL,
        show_default=True,
        show_envvar=True,
        help="Running report channel.",
    )
    return url(key(command))
