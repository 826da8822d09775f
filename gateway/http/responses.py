"""JSON responses of the HTTP front."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from starlette.responses import Response

from gateway.executor import Answer
from gateway.http.errors import FormattedError, field_errors, internal_error, refusal_error
from gateway.http.refusals import headers_of, status_of
from schema.errors import Refusal

log = logging.getLogger(__name__)


def respond(
    body: Mapping[str, Any], media_type: str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Give a JSON response; text that cannot be UTF-8 is a defect and becomes an internal error."""
    try:
        content = orjson.dumps(body)
    except TypeError:
        log.exception("answer cannot be written as JSON")
        content = orjson.dumps({"errors": [internal_error()]})
        status = 500
    return Response(content, status, headers, media_type=f"{media_type}; charset=utf-8")


def answer_body(answer: Answer) -> dict[str, Any]:
    """Give the response to an operation that was executed (GraphQL specification, 7.1)."""
    body: dict[str, Any] = {"data": answer.data}
    if answer.errors:
        body["errors"] = field_errors(answer.errors)
    return body


def refused(refusal: Refusal, media_type: str) -> Response:
    """Give the response to a request refused before execution."""
    errors: Iterable[FormattedError] = [refusal_error(refusal)]
    return respond({"errors": errors}, media_type, status=status_of(refusal), headers=headers_of(refusal))
