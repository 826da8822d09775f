"""Tells one client what this process keeps of departments' answers, and drops it."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.fetching import Desk
from gateway.office import Office
from gateway.stages.authorise import authorise_operating
from gateway.visit import Visit
from schema.caches import SourceCache
from schema.errors import ErrorCode, Refusal
from schema.suggest import did_you_mean


class CacheDesk:
    """Implements `schema.graph.caches.Caches` for one visit."""

    _visit: Visit
    _office: Office

    def source_caches(self, source: str | None) -> Sequence[SourceCache]:
        """Tell what is kept of one source, or of every one."""
        return tuple(desk.kept() for desk in self._desks(source))

    def drop_answers(self, source: str | None) -> Sequence[SourceCache]:
        """Drop what is kept, and tell what is left."""
        desks = self._desks(source)
        for desk in desks:
            desk.forget()
        return tuple(desk.kept() for desk in desks)

    def _desks(self, source: str | None) -> Sequence[Desk]:
        authorise_operating(self._visit.grant)
        desks = self._office.desks
        if source is None:
            return tuple(desks.values())
        if source not in desks:
            raise Refusal(
                ErrorCode.UNKNOWN_SOURCE,
                f"no source {source[:100]!r} is configured",
                where="source",
                hint=did_you_mean(source, desks),
            )
        return (desks[source],)
