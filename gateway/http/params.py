"""Parameters of a GraphQL request, from a JSON body or from a query string (GraphQL over HTTP, section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from starlette.datastructures import QueryParams

from gateway.http.body import decode
from gateway.http.refusals import HttpRefusal

_EXAMPLE: Final = 'send an object such as {"query": "{ __typename }"}'


@dataclass(frozen=True, slots=True)
class GraphQLParams:
    """What a client asks: the document, which operation of it, and its variables."""

    query: str
    operation_name: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)


def from_json(body: Any) -> GraphQLParams:
    """Check a decoded body; raises `HttpRefusal` (400) naming the member that is wrong."""
    if isinstance(body, list):
        hint = "send one object a request; several fields or aliases in one query do what a batch would"
        raise HttpRefusal(400, "batches of operations are not accepted", where="body", hint=hint)
    if not isinstance(body, dict):
        raise HttpRefusal(400, f"the body must be an object, not {_kind(body)}", where="body", hint=_EXAMPLE)
    return _params(body)


def from_query_string(query: QueryParams) -> GraphQLParams:
    """Check the parameters of a GET request; `variables` and `extensions` are JSON text."""
    members: dict[str, Any] = dict(query)
    for name in ("variables", "extensions"):
        if name in members:
            members[name] = decode(members[name].encode("utf-8", "surrogateescape")) if members[name] else None
    return _params(members)


def _params(members: dict[str, Any]) -> GraphQLParams:
    query = members.get("query")
    if not isinstance(query, str) or not query.strip():
        wrong = "is missing" if query is None else f"must be text, not {_kind(query)}"
        raise HttpRefusal(400, f"query {'is empty' if isinstance(query, str) else wrong}", where="query", hint=_EXAMPLE)
    name = members.get("operationName")
    if name is not None and not isinstance(name, str):
        raise _wrong("operationName", name, "text")
    for member in ("variables", "extensions"):
        value = members.get(member)
        if value is not None and not isinstance(value, dict):
            raise _wrong(member, value, "an object")
    return GraphQLParams(query, name or None, members.get("variables") or {})


def _wrong(member: str, value: Any, expected: str) -> HttpRefusal:
    hint = f"send {expected}, or leave {member} out"
    return HttpRefusal(400, f"{member} must be {expected}, not {_kind(value)}", where=member, hint=hint)


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return names.get(type(value), "an object")
