"""Errors a user can see: a stable code, what is wrong, where, and what to write instead.

Internals (addresses, stack traces, driver messages) never enter a `Refusal`; they go to the log under the request id.
"""

from __future__ import annotations

from schema.declare import CodeList


class ErrorCode(CodeList):
    """Stable codes of `errors[].extensions.code`; each is documented in the README."""

    UNAUTHENTICATED = "UNAUTHENTICATED", "No credential was sent, or it is not known."
    CREDENTIALS_UNAVAILABLE = (
        "CREDENTIALS_UNAVAILABLE",
        "The keys of the credential's issuer cannot be had, so nobody can be told by it.",
    )
    FORBIDDEN = (
        "FORBIDDEN",
        "The credential's grant does not cover this operation, purpose or matter, or a page of another site asks.",
    )
    INVALID_IDENTIFIER = "INVALID_IDENTIFIER", "The identifier breaks the rules of its scheme (GB 32100, GB 11714, …)."
    UNKNOWN_SUBJECT = "UNKNOWN_SUBJECT", "The identifier is well formed, and the registry knows no such subject."
    UNKNOWN_MATTER = "UNKNOWN_MATTER", "No matter of that id is configured."
    UNKNOWN_SOURCE = "UNKNOWN_SOURCE", "No source of that slug is configured."
    INVALID_CASE_NUMBER = (
        "INVALID_CASE_NUMBER",
        "The case number is blank, too long, or holds control characters or a personal number.",
    )
    INVALID_AS_OF = "INVALID_AS_OF", "The as-of date lies in the future, or before any rule pack governs."
    INVALID_MONTHS = (
        "INVALID_MONTHS",
        "Statistics and accounts are of closed calendar months that were counted in whole, at most 36 at once.",
    )
    INVALID_DEADLINE = "INVALID_DEADLINE", "The deadline is outside the range the gateway accepts."
    INVALID_FRESHNESS = (
        "INVALID_FRESHNESS",
        "The greatest age of cached answers is outside the range the gateway accepts.",
    )
    TOO_MANY_SUBJECTS = "TOO_MANY_SUBJECTS", "A bulk query names more subjects than one request may."
    INVALID_NAME = "INVALID_NAME", "The name to be searched is too short, too long or holds control characters."
    UNKNOWN_RECORD = "UNKNOWN_RECORD", "No department knows that record of the subject, or it may not be used any more."
    UNKNOWN_RECEIPT = "UNKNOWN_RECEIPT", "No receipt of that id was issued to this agency."
    RECEIPT_UNAVAILABLE = (
        "RECEIPT_UNAVAILABLE",
        "The receipt could not be made durable in time, so no guidance is given.",
    )
    RIGHTS_UNAVAILABLE = (
        "RIGHTS_UNAVAILABLE",
        "The log of objections and repairs could not be read, so no guidance is given.",
    )
    UNKNOWN_CASE = "UNKNOWN_CASE", "No joint case of that id is this agency's to see."
    INVALID_CASE = "INVALID_CASE", "A joint case cannot be opened, carried or answered as written; `where` says what."
    CASE_EXISTS = "CASE_EXISTS", "The decision already has an open joint case."
    UNKNOWN_PROCEEDING = "UNKNOWN_PROCEEDING", "No proceeding of that kind and id is this agency's to see."
    INVALID_PROCEEDING = (
        "INVALID_PROCEEDING",
        "A proceeding cannot be opened, or a step of it taken, as written; `where` says what.",
    )
    ILLEGAL_TRANSITION = (
        "ILLEGAL_TRANSITION",
        "The step does not follow from where it stands; `hint` names those that do.",
    )
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED", "The idempotency key came with another request before."
    CHANGE_UNAVAILABLE = (
        "CHANGE_UNAVAILABLE",
        "The change could not be made durable; send it again with the same key.",
    )
    STORE_UNAVAILABLE = "STORE_UNAVAILABLE", "What the gateway keeps could not be read in time; ask again."
    CALENDAR_UNKNOWN = "CALENDAR_UNKNOWN", "A period needs the working days of a year no calendar is configured for."
    SOURCE_UNAVAILABLE = "SOURCE_UNAVAILABLE", "A department needed for this answer did not answer."
    BAD_REQUEST = "BAD_REQUEST", "The HTTP request is not a GraphQL request."
    QUERY_TOO_LARGE = "QUERY_TOO_LARGE", "The request exceeds a limit on its size, its shape or what it costs."
    TOO_MANY_REQUESTS = (
        "TOO_MANY_REQUESTS",
        "The client asks more often, or has more operations at work and waiting or sockets open, than it may.",
    )
    OPERATION_TIMED_OUT = "OPERATION_TIMED_OUT", "The operation took longer than any may, and was stopped."
    OPERATION_NOT_ALLOWED = (
        "OPERATION_NOT_ALLOWED",
        "The credential may send trusted operations only, and this is none of them.",
    )
    UNKNOWN_OPERATION = "UNKNOWN_OPERATION", "No trusted operation has the id that was sent as `documentId`."
    PERSISTED_QUERY_NOT_SUPPORTED = (
        "PERSISTED_QUERY_NOT_SUPPORTED",
        "No trusted operation has the hash that was sent, and queries are not registered by sending them.",
    )
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED", "The query is not valid GraphQL syntax."
    GRAPHQL_VALIDATION_FAILED = (
        "GRAPHQL_VALIDATION_FAILED",
        "The query does not fit the schema, or its variables do not.",
    )
    INTERNAL_ERROR = "INTERNAL_ERROR", "The gateway failed; the log has the reason under the request id."


class Refusal(Exception):  # noqa: N818 - it refuses a request; it is not a defect
    """A request that cannot be answered as asked."""

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
        self.hint = hint
        self.retry_after = retry_after

    def extensions(self) -> dict[str, str | int]:
        """Give the `extensions` of the error: `code`, and `where`, `hint`, `retryAfterSeconds` if there are any."""
        found = {
            "code": self.code.value,
            "where": self.where,
            "hint": self.hint,
            "retryAfterSeconds": self.retry_after,
        }
        return {name: value for name, value in found.items() if value is not None}
