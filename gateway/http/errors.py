"""What a client sees of an error: a stable code and a safe message; anything unforeseen only says `internal error`."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from graphql import FieldNode, GraphQLError

from gateway.store.errors import StoreError
from schema.errors import ErrorCode, Refusal

log = logging.getLogger(__name__)

FormattedError = dict[str, Any]


def refusal_error(refusal: Refusal) -> FormattedError:
    """Format a refused request."""
    return {"message": refusal.message, "extensions": refusal.extensions()}


def internal_error() -> FormattedError:
    """Format a failure whose reason only the log has."""
    return {"message": "internal error", "extensions": {"code": ErrorCode.INTERNAL_ERROR.value}}


def request_errors(errors: Iterable[GraphQLError], code: ErrorCode) -> list[FormattedError]:
    """Format what is wrong with a document or its variables; the messages are graphql-core's own."""
    return [_located(error, refusal_in(error) or Refusal(code, error.message)) for error in errors]


def field_errors(errors: Iterable[GraphQLError]) -> list[FormattedError]:
    """Format the errors of single fields, logging those that are defects of ours."""
    return [_field_error(error) for error in errors]


def refusal_in(error: GraphQLError) -> Refusal | None:
    """Give the `Refusal` a resolver or scalar raised, if that is what the error comes from."""
    cause = _cause(error)
    return cause if isinstance(cause, Refusal) else None


def _field_error(error: GraphQLError) -> FormattedError:
    refusal = refusal_in(error)
    if refusal is None and _is_about_arguments(error):
        refusal = Refusal(ErrorCode.GRAPHQL_VALIDATION_FAILED, error.message)
    if refusal is None and isinstance(_cause(error), StoreError):
        _log_defect(error)
        refusal = Refusal(
            ErrorCode.STORE_UNAVAILABLE,
            "what the gateway keeps could not be read",
            hint="ask again in a few seconds; if it lasts, tell the operator",
        )
    if refusal is None:
        _log_defect(error)
        return {**internal_error(), **_place(error)}
    return _located(error, refusal)


def _cause(error: GraphQLError) -> BaseException | None:
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _is_about_arguments(error: GraphQLError) -> bool:
    """Tell whether graphql-core found an argument wrong while executing, such as an explicit null."""
    raised_by_core = error.original_error is None or isinstance(error.original_error, GraphQLError)
    nodes = error.nodes or ()
    return raised_by_core and bool(nodes) and not any(isinstance(node, FieldNode) for node in nodes)


def _located(error: GraphQLError, refusal: Refusal) -> FormattedError:
    return {**refusal_error(refusal), **_place(error)}


def _place(error: GraphQLError) -> FormattedError:
    place: FormattedError = {}
    if error.locations:
        place["locations"] = [{"line": each.line, "column": each.column} for each in error.locations]
    if error.path is not None:
        place["path"] = error.path
    return place


def _log_defect(error: GraphQLError) -> None:
    """Log the cause only: the text of a GraphQLError quotes the query, which may name a person."""
    cause = error.original_error or TypeError("a resolver's value does not fit its type")
    field = ".".join(map(str, error.path or ()))
    log.error("field failed", extra={"field": field}, exc_info=(type(cause), cause, cause.__traceback__))
