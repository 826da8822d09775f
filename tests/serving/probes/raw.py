"""Requests written by hand over raw sockets, and what holds of every answer to them, whatever was sent."""

from __future__ import annotations

import json
import re
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from schema.errors import ErrorCode

PATIENCE_SECONDS = 8.0
PATH = "/graphql"
_LEAKS = re.compile(
    r'Traceback|File "|site-packages|/tmp/|/home/|\.py\b|sqlite|SELECT |127\.0\.0\.1|sha256 of|0x[0-9a-f]{8}',
    re.IGNORECASE,
)
_SECURITY = ("content-security-policy", "x-content-type-options", "referrer-policy", "cache-control")
_CODES = {code.value for code in ErrorCode} - {ErrorCode.INTERNAL_ERROR.value}
_LONGEST_MESSAGE = 2_000


@dataclass(frozen=True)
class Probe:
    """Bytes to send, and the statuses that may answer them."""

    name: str
    data: bytes
    statuses: set[int]


@dataclass(frozen=True)
class Reply:
    """One parsed answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def codes(self) -> set[str]:
        """The codes of its errors."""
        return {error["extensions"]["code"] for error in self.json.get("errors", ())}


def send(url: str, data: bytes) -> bytes:
    """Send bytes and give everything the server answers until it closes."""
    address = urlsplit(url)
    answered = bytearray()
    with socket.create_connection((address.hostname, address.port), PATIENCE_SECONDS) as connection:
        try:
            connection.sendall(data)
            while chunk := connection.recv(65_536):
                answered += chunk
        except (ConnectionError, BrokenPipeError):
            pass
    return bytes(answered)


def replies(answered: bytes) -> list[Reply]:
    """Read the answers of one connection."""
    found = []
    while answered:
        head, _, answered = answered.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(first.split()[1])
        if status == 100:
            continue
        length = int(headers.get("content-length", "0"))
        found.append(Reply(status, headers, answered[:length]))
        answered = answered[length:]
    return found


def request(
    body: bytes | str | dict[str, Any] | None = None,
    *headers: str,
    method: str = "POST",
    target: str = PATH,
    version: str = "HTTP/1.1",
    key: str | None = None,
) -> bytes:
    """Write a request of JSON that ends its connection; `headers` are further lines, which may say the same again."""
    content = body.encode() if isinstance(body, str) else b"" if body is None else body
    content = json.dumps(content).encode() if isinstance(content, dict) else content
    names = {line.split(":")[0].lower() for line in headers}
    lines = [f"{method} {target} {version}", *headers]
    if "host" not in names:
        lines.append("Host: tally.example")
    if key is not None:
        lines.append(f"Authorization: Bearer {key}")
    if body is not None and "content-type" not in names:
        lines.append("Content-Type: application/json")
    if body is not None and not names & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(content)}")
    if "connection" not in names:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "surrogateescape") + content


def problems(reply: Reply) -> list[str]:
    """Say what is wrong with an answer, whatever was asked: a fault of the server, internals told, headers missing."""
    text = reply.body.decode("utf-8")
    found = [f"status {reply.status}"] if reply.status >= 500 else []
    found += [f"tells {leak.group()!r}" for leak in _LEAKS.finditer(text)]
    found += [f"no {name}" for name in _SECURITY if name not in reply.headers]
    found += [
        f"header {name}" for name in ("access-control-allow-origin", "location", "server") if name in reply.headers
    ]
    if reply.body.startswith(b'{"') and "errors" in reply.json:
        found += [f"code {code}" for code in reply.codes - _CODES]
        found += [
            "message of great length" for error in reply.json["errors"] if len(error["message"]) > _LONGEST_MESSAGE
        ]
    return found
