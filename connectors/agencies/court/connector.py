"""Asks the court's exchange database: one statement a table and key set, believed only if the table is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import Row

from connectors.agencies.court.mapping import enforcement_entry
from connectors.agencies.court.tables import ExchangeTable
from connectors.core.accounting import check_total
from connectors.core.connector import Call, Connector, Dated, Descriptor, SourceRef
from connectors.core.dates import read_instant
from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken, Fault, Stale, Unaccounted
from connectors.core.settings import SourceSettings, SqlSettings
from connectors.exchange.sql import SqlSource
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found, NotFound, Outcome

_UNITS = ExchangeTable("sxbzxr_unit", "zzjgdm")
_PERSONS = ExchangeTable("sxbzxr_person", "sfzhm")
_NOTHING = NotFound(evidence="no row with the key in a table that holds the rows its control row declares")


class CourtConnector(Connector):
    """Connector of the court; it masks identity numbers of persons, so it cannot prove a person absent."""

    settings_type: type[SourceSettings] = SqlSettings

    def __init__(self, source: SourceRef, settings: SqlSettings, wiring: Wiring) -> None:
        self._database = SqlSource(settings.url, connections=settings.limits.concurrency)
        self._max_age = timedelta(days=settings.max_age_days)
        self._wiring = wiring
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.ORGANISATION_CODE, Scheme.RESIDENT_IDENTITY),
            kinds=frozenset({RecordKind.ENFORCEMENT_ENTRY}),
            carries=frozenset({Scheme.ORGANISATION_CODE, Scheme.RESIDENT_IDENTITY}),
            masked=frozenset({Scheme.RESIDENT_IDENTITY}),
            batch_size=100,
            limits=settings.limits,
        )

    async def __aenter__(self) -> Self:
        self._database.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._database.close()

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Ask for the entries of every key, units and persons each with one statement."""
        outcomes: dict[Identifier, Outcome] = {}
        loaded: list[datetime] = []
        for table, keys in _by_table(call.keys):
            rows = await self._database.read(table.rows_of([key.value for key in keys]))
            loaded.append(self._loaded_at(rows))
            outcomes |= self._outcomes(table, keys, rows)
        return Dated(outcomes, min(loaded)) if loaded else outcomes

    def _loaded_at(self, rows: Sequence[Row[Any]]) -> datetime:
        """Give when the table was loaded; raises `Unaccounted`, `Truncated` or `Stale` if it proves nothing."""
        if not rows:
            raise Unaccounted("the source's table has no control row, so it may be incomplete")
        control = rows[0]
        if not isinstance(control.row_count, int) or not isinstance(control.loaded_at, str):
            raise ContractBroken
        check_total(control.row_count, control.held)
        loaded_at = read_instant(control.loaded_at)
        if self._wiring.clock() - loaded_at > self._max_age:
            raise Stale
        return loaded_at

    def _outcomes(
        self, table: ExchangeTable, keys: Sequence[Identifier], rows: Sequence[Row[Any]]
    ) -> dict[Identifier, Outcome]:
        delivery = Delivery(self.descriptor.slug, self._wiring.issuers, self._wiring.clock())
        by_key: dict[str, list[Row[Any]]] = {}
        for row in rows:
            if row.row_id is not None:
                by_key.setdefault(row.subject_key, []).append(row)
        return {key: _outcome(delivery, table, key, by_key.get(key.value, ())) for key in keys}


def _outcome(delivery: Delivery, table: ExchangeTable, key: Identifier, rows: Sequence[Row[Any]]) -> Outcome:
    if not rows:
        return _NOTHING
    try:
        return Found(records=tuple(enforcement_entry(delivery, table.name, key, row) for row in rows))
    except Fault as fault:
        return fault.failed()


def _by_table(keys: Sequence[Identifier]) -> list[tuple[ExchangeTable, list[Identifier]]]:
    units = [key for key in keys if not key.scheme.personal]
    persons = [key for key in keys if key.scheme.personal]
    return [(table, group) for table, group in ((_UNITS, units), (_PERSONS, persons)) if group]
