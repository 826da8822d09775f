"""Connector of an agency file of kind sql: one statement a table and key set, believed as far as it proves itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from connectors.core.accounting import check_total
from connectors.core.connector import Call, Clock, Connector, Dated, Descriptor
from connectors.core.dates import read_instant
from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken, Fault, Stale, TooLarge, Unaccounted
from connectors.core.issuers import Issuers
from connectors.declared.combine import combined
from connectors.declared.sql_spec import ControlTable, SqlTable
from connectors.declared.sql_statement import CONTROL_COLUMNS, PREFIX, statement
from connectors.exchange.sql.source import SqlSource, is_file
from connectors.mapping.tabular import TabularMapping
from schema.dates import SHANGHAI
from schema.identifiers import Identifier, Scheme, normalise
from schema.outcomes import NotFound, Outcome

Rows = Sequence[Sequence[Any]]
_NOTHING = NotFound(evidence="no row with the key in a table that holds the rows its control row declares")


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlQuestion:
    """A table, the schemes of the keys in it, and how its rows are mapped."""

    schemes: frozenset[Scheme]
    table: SqlTable
    mapping: TabularMapping


class SqlConnector(Connector):
    """Asks every table that serves a key's scheme, and joins what they say."""

    def __init__(
        self, descriptor: Descriptor, questions: Sequence[SqlQuestion], *, url: str, issuers: Issuers, clock: Clock
    ) -> None:
        """Take what the file declares; raises `ValueError` if `url` is no SQLAlchemy URL."""
        self.descriptor = descriptor
        self._questions = [_without_schema(item) for item in questions] if is_file(url) else questions
        self._issuers = issuers
        self._clock = clock
        self._database = SqlSource(
            url, connections=descriptor.limits.concurrency, seconds=descriptor.limits.time_budget_seconds
        )

    async def __aenter__(self) -> Self:
        self._database.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._database.close()

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Ask for the rows of every key, each table with one statement."""
        told: dict[Identifier, list[Outcome]] = {key: [] for key in call.keys}
        loaded: list[datetime] = []
        for question in self._questions:
            keys = [key for key in call.keys if key.scheme in question.schemes]
            if not keys:
                continue
            outcomes, loaded_at = await self._ask(question, keys)
            loaded += [loaded_at] if loaded_at is not None else []
            for key, outcome in outcomes.items():
                told[key].append(outcome)
        answers = {key: combined(outcomes) for key, outcomes in told.items() if outcomes}
        return Dated(answers, min(loaded)) if loaded else answers

    async def _ask(
        self, question: SqlQuestion, keys: Sequence[Identifier]
    ) -> tuple[dict[Identifier, Outcome], datetime | None]:
        spec, columns = question.table, question.mapping.columns
        rows = await self._database.read(statement(spec, columns, [key.value for key in keys]))
        if len(rows) > spec.most_rows:
            raise TooLarge("the source's table has more rows about the subjects than its agency file allows")
        loaded_at = None if spec.control is None else self._proven(spec.control, rows)
        delivery = Delivery(self.descriptor.slug, self._issuers, self._clock())
        by_key: dict[str, list[Sequence[Any]]] = {}
        for row in rows:
            if row[CONTROL_COLUMNS] is not None:
                by_key.setdefault(normalise(str(row[CONTROL_COLUMNS + 1])), []).append(row[PREFIX:])
        proven = spec.control is not None
        return {key: _outcome(question, delivery, key, by_key.get(key.value, ()), proven) for key in keys}, loaded_at

    def _proven(self, control: ControlTable, rows: Rows) -> datetime | None:
        """Give when the table was loaded; raises `Unaccounted`, `Truncated`, `Stale` or `ContractBroken`."""
        if not rows:
            raise Unaccounted("the source's table has no control row, so it may be incomplete")
        declared, held, loaded = rows[0][:CONTROL_COLUMNS]
        if len({tuple(row[:CONTROL_COLUMNS]) for row in rows}) > 1:
            raise ContractBroken("the source's table has more than one control row")
        if isinstance(declared, bool) or not isinstance(declared, int):
            raise ContractBroken("the source's control row declares no number of rows")
        check_total(declared, held)
        if control.loaded_at is None:
            return None
        loaded_at = _instant(loaded)
        if control.stale_after_days is not None and self._clock() - loaded_at > timedelta(
            days=control.stale_after_days
        ):
            raise Stale
        return loaded_at


def _without_schema(question: SqlQuestion) -> SqlQuestion:
    """Give the question by bare names: a SQLite file has no schemas."""
    table = question.table
    control = None if table.control is None else replace(table.control, table=table.control.table.rpartition(".")[2])
    return replace(question, table=replace(table, table=table.table.rpartition(".")[2], control=control))


def _outcome(
    question: SqlQuestion,
    delivery: Delivery,
    key: Identifier,
    rows: Rows,
    proven: bool,  # noqa: FBT001 - private
) -> Outcome:
    if not rows:
        return _NOTHING if proven else Unaccounted("the source's table does not prove that it is whole").failed()
    try:
        return question.mapping.found(delivery, key, rows)
    except Fault as fault:
        return fault.failed()


def _instant(value: Any) -> datetime:
    if isinstance(value, str):
        return read_instant(value)
    if not isinstance(value, datetime):
        raise ContractBroken("the source's control row does not say when the table was loaded")
    return (value if value.tzinfo else value.replace(tzinfo=SHANGHAI)).astimezone(UTC)
