"""What a request to the channel holds, read within bounds: a form of a page, or JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request

from gateway.http.body import is_json
from gateway.whistleblowing.words import Refused, ReportFault

MOST_BYTES = 262_144
_MOST_FIELDS = 20
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a request, and whether they came from a page, which is answered with a page."""

    fields: dict[str, object] = field(repr=False)
    by_page: bool

    def texts(self) -> dict[str, str]:
        """Give the fields that are texts, to fill a page with again."""
        return {name: value for name, value in self.fields.items() if isinstance(value, str)}


def from_page(request: Request) -> bool:
    """Tell whether a request is the form of a page."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM


async def read_sent(request: Request) -> Sent:
    """Read the body; raises `Refused`, which quotes nothing of it."""
    by_page = from_page(request)
    if not by_page and not is_json(request.headers.get("content-type", "")):
        raise _not_understood(f"send {_FORM} or application/json")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise _not_understood("send the body uncompressed")
    body = await _body(request)
    try:
        if by_page:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
            return Sent(dict(pairs), by_page=True)
        found = orjson.loads(body)
    except ValueError:
        raise _not_understood("the body cannot be read") from None
    if not isinstance(found, dict):
        raise _not_understood('send an object such as {"creditCode": "…", "whatHappened": "…"}')
    return Sent(found, by_page=False)


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise Refused(ReportFault.TOO_LARGE, f"send at most {MOST_BYTES} bytes", f"最多 {MOST_BYTES} 字节")
    except ClientDisconnect:
        raise _not_understood("the body ended early") from None
    return bytes(body)


def _not_understood(message: str) -> Refused:
    return Refused(ReportFault.NOT_UNDERSTOOD, message, "无法识别请求")
