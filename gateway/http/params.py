"""Parameters of a GraphQL request, from a JSON body or from a query string (GraphQL over HTTP, section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from starlette.datastructures import QueryParams

from gateway.executor import Wanted
from gateway.http.body import decode
from gateway.http.refusals import HttpRefusal

_EXAMPLE: Final = 'send an object such as {"query": "{ __typename }"}'


@dataclass(frozen=True, slots=True)
class GraphQLParams:
    """What a client asks: the document by text or id, which operation of it, and its variables."""

    wanted: Wanted
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
    for member in ("operationName", "documentId"):
        value = members.get(member)
        if value is not None and not isinstance(value, str):
            raise _wrong(member, value, "text")
    for member in ("variables", "extensions"):
        value = members.get(member)
        if value is not None and not isinstance(value, dict):
            raise _wrong(member, value, "an object")
    return GraphQLParams(_wanted(members), members.get("operationName") or None, members.get("variables") or {})


def _wanted(members: dict[str, Any]) -> Wanted:
    query, document_id = members.get("query"), members.get("documentId") or None
    sha256_hash = _persisted(members.get("extensions") or {})
    if query is None and (document_id or sha256_hash is not None):
        return Wanted(None, document_id, sha256_hash)
    if not isinstance(query, str) or not query.strip():
        wrong = "is missing" if query is None else f"must be text, not {_kind(query)}"
        raise HttpRefusal(400, f"query {'is empty' if isinstance(query, str) else wrong}", where="query", hint=_EXAMPLE)
    return Wanted(query, document_id, sha256_hash)


def _persisted(extensions: dict[str, Any]) -> str | None:
    """Give the hash of `extensions.persistedQuery`, in which Apollo's clients name a document."""
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    if not isinstance(persisted, dict):
        raise _wrong("extensions.persistedQuery", persisted, "an object")
    sha256_hash = persisted.get("sha256Hash")
    if not isinstance(sha256_hash, str):
        raise _wrong("extensions.persistedQuery.sha256Hash", sha256_hash, "text")
    return sha256_hash


def _wrong(member: str, value: Any, expected: str) -> HttpRefusal:
    hint = f"send {expected}, or leave {member} out"
    return HttpRefusal(400, f"{member} must be {expected}, not {_kind(value)}", where=member, hint=hint)


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return names.get(type(value), "an object")
