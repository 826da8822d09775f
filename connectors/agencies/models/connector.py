"""Looks integrity models up in a drop folder, which is read again only when it changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Self

from connectors.agencies.models.drop import Drop, Row, load_drop
from connectors.agencies.models.mapping import red_list_entry
from connectors.core.connector import Call, Connector, Dated, Descriptor, SourceRef
from connectors.core.delivery import Delivery
from connectors.core.faults import Fault, Stale, Unaccounted
from connectors.core.settings import FolderSettings, SourceSettings
from connectors.exchange.folder import WatchedFolder
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found, NotFound, Outcome

_NOTHING = NotFound(evidence="no row with the code in a fresh drop that is as long as its manifest says")


class ModelsConnector(Connector):
    """Connector of the integrity models."""

    settings_type: type[SourceSettings] = FolderSettings

    def __init__(self, source: SourceRef, settings: FolderSettings, wiring: Wiring) -> None:
        self._drops = WatchedFolder[Drop](Path(settings.path), partial(load_drop, limit=settings.max_bytes))
        self._max_age = timedelta(days=settings.max_age_days)
        self._wiring = wiring
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE, Scheme.RESIDENT_IDENTITY),
            kinds=frozenset({RecordKind.RED_LIST_ENTRY}),
            carries=frozenset({Scheme.CREDIT_CODE, Scheme.RESIDENT_IDENTITY}),
            batch_size=1_000,
            limits=settings.limits,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._drops.close()

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Look every key up in the present drop; raises `Stale` if it is too old."""
        drop = await self._drops.current()
        now = self._wiring.clock()
        if now - drop.generated > self._max_age:
            raise Stale
        delivery = Delivery(self.descriptor.slug, self._wiring.issuers, now)
        return Dated({key: _outcome(delivery, drop, key) for key in call.keys}, drop.generated)


def _outcome(delivery: Delivery, drop: Drop, key: Identifier) -> Outcome:
    if key.scheme not in drop.schemes:
        return Unaccounted("the source's drop has no file about such subjects").failed()
    rows = drop.rows.get(key)
    return _found(delivery, key, rows) if rows else _NOTHING


def _found(delivery: Delivery, key: Identifier, rows: tuple[Row, ...]) -> Outcome:
    try:
        return Found(records=tuple(red_list_entry(delivery, key, row) for row in rows))
    except Fault as fault:
        return fault.failed()
