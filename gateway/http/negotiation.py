"""Which media type a response has (GraphQL over HTTP, section 6; RFC 9110, 12.5.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

GRAPHQL_RESPONSE: Final = "application/graphql-response+json"
JSON: Final = "application/json"
HTML: Final = "text/html"


@lru_cache(maxsize=256)
def answer_type(accept: str) -> str | None:
    """Give the media type of a GraphQL response for an `Accept` header; None if the client takes neither."""
    response, plain = quality(accept, GRAPHQL_RESPONSE), quality(accept, JSON)
    if response <= 0 and plain <= 0:
        return None
    return GRAPHQL_RESPONSE if response >= plain else JSON


@lru_cache(maxsize=256)
def wants_page(accept: str) -> bool:
    """Tell whether a browser asks for a page: HTML named, and liked better than the answer types."""
    named = any(part.split(";")[0].strip().lower() == HTML for part in accept.split(","))
    return named and quality(accept, HTML) >= max(quality(accept, GRAPHQL_RESPONSE), quality(accept, JSON))


def quality(accept: str, media_type: str) -> float:
    """Give the quality, 0 to 1, an `Accept` header gives `media_type`; the most specific range counts."""
    if not accept.strip():
        return 1.0
    best, found = -1, 0.0
    for part in accept.split(","):
        pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
        rank = _rank(pattern, media_type)
        if rank > best:
            best, found = rank, _quality_of(parameters)
    return found if best >= 0 else 0.0


def _rank(pattern: str, media_type: str) -> int:
    if pattern == media_type:
        return 2
    if pattern == f"{media_type.split('/', 1)[0]}/*":
        return 1
    return 0 if pattern == "*/*" else -1


def _quality_of(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
