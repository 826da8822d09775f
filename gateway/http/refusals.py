"""Requests refused before any field is executed: each with an HTTP status."""

from __future__ import annotations

from collections.abc import Mapping

from schema.errors import ErrorCode, Refusal

_STATUS = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.QUERY_TOO_LARGE: 413,
    ErrorCode.CREDENTIALS_UNAVAILABLE: 503,
    ErrorCode.TOO_MANY_AT_ONCE: 503,
}


class HttpRefusal(Refusal):
    """A refusal of the HTTP request itself, with the status and headers RFC 9110 asks for."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: ErrorCode = ErrorCode.BAD_REQUEST,
        where: str | None = None,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code, message, where=where, hint=hint)
        self.status = status
        self.headers = dict(headers or {})


def status_of(refusal: Refusal) -> int:
    """Give the HTTP status of a request refused before execution."""
    if isinstance(refusal, HttpRefusal):
        return refusal.status
    return _STATUS.get(refusal.code, 400)


def headers_of(refusal: Refusal) -> dict[str, str]:
    """Give the response headers a refusal needs: `Allow`, `WWW-Authenticate` (RFC 9110, 11.6.1)."""
    if isinstance(refusal, HttpRefusal):
        return refusal.headers
    return {"www-authenticate": "Bearer"} if refusal.code is ErrorCode.UNAUTHENTICATED else {}
