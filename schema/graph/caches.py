"""Query and mutation of what is kept of departments' answers, and the Protocol they are asked through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.caches import SourceCache
from schema.declare import resolver

_OneSource = Annotated[
    strawberry.ID | None, strawberry.argument(description="Slug of one source; default every source.")
]


class Caches(Protocol):
    """Tells of caches, and empties them; raises `Refusal`."""

    def source_caches(self, source: str | None) -> Sequence[SourceCache]:
        """Tell what is kept of one source, or of every one."""
        ...

    def drop_answers(self, source: str | None) -> Sequence[SourceCache]:
        """Drop what is kept, and tell what is left."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Caches: ...


_Info = Info[_Asked, None]


@strawberry.type
class CacheQueries:
    """Queries of caches, joined to the root."""

    @resolver("What the answering process keeps of departments' answers, in numbers. For clients that operate.")
    def source_caches(self, info: _Info, source: _OneSource = None) -> list[SourceCache] | None:
        """Tell what is kept."""
        return list(info.context.service.source_caches(source))


@strawberry.type
class CacheMutations:
    """Mutations of caches, joined to the root."""

    @resolver(
        "Drop what the answering process keeps of departments' answers, those on their way too. For clients that "
        "operate; done again it does no more."
    )
    def drop_cached_answers(self, info: _Info, source: _OneSource = None) -> list[SourceCache] | None:
        """Drop them."""
        return list(info.context.service.drop_answers(source))
