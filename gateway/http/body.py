"""Reads a request body: only JSON in UTF-8, uncompressed, no larger than allowed."""

from __future__ import annotations

from email.message import Message
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request

from gateway.http.refusals import HttpRefusal
from schema.errors import ErrorCode

FORM: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 20


async def read_json(request: Request, limit: int) -> Any:
    """Give the decoded JSON body; raises `HttpRefusal` (400, 413, 415)."""
    check_content_type(request.headers.get("content-type", ""))
    check_encoding(request.headers.get("content-encoding", ""))
    _check_length(request.headers.get("content-length"), limit)
    return decode(await _read(request, limit))


async def read_form(request: Request, limit: int) -> dict[str, str]:
    """Give the fields of a form (`application/x-www-form-urlencoded`); raises `HttpRefusal` (400, 413, 415)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        hint = f"send the header Content-Type: {FORM}"
        raise HttpRefusal(415, "the request body must be a form", where="Content-Type", hint=hint)
    check_encoding(request.headers.get("content-encoding", ""))
    _check_length(request.headers.get("content-length"), limit)
    body = await _read(request, limit)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise HttpRefusal(400, "the request body is no form", hint="send fields as name=value, joined by &") from None


def check_content_type(content_type: str) -> None:
    """Refuse anything but `application/json` in UTF-8: browsers preflight it, so no other site can send it."""
    if not is_json(content_type):
        hint = "send the header Content-Type: application/json"
        raise HttpRefusal(415, "the request body must be JSON in UTF-8", where="Content-Type", hint=hint)


@lru_cache(maxsize=64)
def is_json(content_type: str) -> bool:
    """Tell whether a `Content-Type` header says JSON in UTF-8 (RFC 8259, 8.1)."""
    header = Message()
    header["content-type"] = content_type
    charset = header.get_content_charset("utf-8")
    return header.get_content_type() == "application/json" and charset in {"utf-8", "utf8"}


def check_encoding(encoding: str) -> None:
    """Refuse compressed bodies: a small one can unpack to a very large one."""
    if encoding.strip().lower() not in {"", "identity"}:
        hint = "send the body as it is"
        raise HttpRefusal(
            415,
            "compressed request bodies are not accepted",
            where="Content-Encoding",
            hint=hint,
            headers={"accept-encoding": "identity"},
        )


def decode(body: bytes) -> Any:
    """Decode JSON; refuses invalid UTF-8, lone surrogates, NaN and text nested too deeply."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        hint = 'send an object such as {"query": "{ __typename }"}'
        where = f"line {error.lineno}, column {error.colno}"
        raise HttpRefusal(400, "the request body is not valid JSON", where=where, hint=hint) from None


def _check_length(length: str | None, limit: int) -> None:
    if length is not None and length.isascii() and length.isdigit() and int(length[:18]) > limit:
        raise too_large(limit)


async def _read(request: Request, limit: int) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise too_large(limit)
    except ClientDisconnect:
        raise HttpRefusal(400, "the request body ended early") from None
    return bytes(body)


def too_large(limit: int) -> HttpRefusal:
    """Give the refusal of a body larger than `limit` bytes."""
    message = f"the request body is larger than {limit} bytes"
    return HttpRefusal(413, message, code=ErrorCode.QUERY_TOO_LARGE, hint="split the request")
