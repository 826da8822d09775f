"""What every answer must keep to, whatever was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from gateway.http.security import HEADERS
from schema.errors import ErrorCode

SLACK_SECONDS = 4.0  # on a busy machine, beyond the deadline
USUAL_SECONDS = 3.0
KNOWN = frozenset(code.value for code in ErrorCode)
FORBIDDEN_TEXTS = (b"Traceback", b'File "', b"site-packages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An HTTP response, with the names of its headers in lower case, and the seconds it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


def faults_of(answer: Answered, patience: float = USUAL_SECONDS) -> list[str]:
    """Say everything an answer breaks; `patience` is the deadline that was asked for, in seconds."""
    found = list(_of_transport(answer, patience))
    if "json" in answer.headers.get("content-type", "") and answer.body:
        try:
            found += errors_in(orjson.loads(answer.body))
        except orjson.JSONDecodeError:
            found.append("the body is not JSON")
    needed = HEADERS if _is_refused_handshake(answer) else (*HEADERS, "x-request-id")
    return [*found, *(f"the header {name} is missing" for name in needed if name not in answer.headers)]


def _is_refused_handshake(answer: Answered) -> bool:
    """Tell whether a WebSocket handshake was refused before it was a request, which has an id."""
    plain = answer.headers.get("content-type", "").startswith("text/plain")
    return plain and 400 <= answer.status < 500 and answer.headers.get("connection") == "close"


def _of_transport(answer: Answered, patience: float) -> Iterator[str]:
    if answer.status >= 500:
        yield f"the status is {answer.status}"
    if answer.seconds > patience + SLACK_SECONDS:
        yield f"it took {answer.seconds:.1f} s, with a deadline of {patience:.1f} s"
    yield from (f"it shows {text!r}" for text in FORBIDDEN_TEXTS if text in answer.body)


def errors_in(body: Any) -> list[str]:
    """Say which errors of a GraphQL response are the gateway's own, or have no documented code."""
    errors = body.get("errors", []) if isinstance(body, dict) else []
    codes = [each.get("extensions", {}).get("code") for each in errors]
    return [
        f"the error {each.get('message')!r} has the code {code!r}"
        for each, code in zip(errors, codes, strict=True)
        if code not in KNOWN or code == ErrorCode.INTERNAL_ERROR.value
    ]
