"""Which receipts rest on records of units: kept with the group, filled from what was signed before, found by record."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, insert, select

from gateway.rights.entries import RightsKind
from gateway.store.engine import Store
from gateway.store.reliance import candidates, is_reached, not_followed, note_followed
from gateway.store.sqlite import sqlite_engine
from gateway.store.tables import receipt_record
from tests.receipts.making import NOW, sealed
from tests.store.making import REF, committing, enter, objection, soon, submission
from tests.store.test_migrations import migrate

TODAY = NOW.date()


async def test_a_check_is_found_by_its_subject_and_by_the_records_of_units_it_reached(store: Store) -> None:
    own, person = sealed(id="own"), sealed(id="person")
    async with committing(store) as committer:
        await committer.submit(submission(own), soon())
        await committer.submit(submission(person, "PERSON:1", reached=frozenset({"r1", "r2"})), soon())
        await committer.submit(submission(None, REF), soon())
    with store.reading() as connection:
        assert candidates(connection, "r1", REF) == tuple(sorted((own.id, person.id)))
        assert candidates(connection, "r2", "other") == (person.id,)
        assert candidates(connection, "r3", "other") == ()
        assert [is_reached(connection, each, "r1") for each in (own.id, person.id)] == [False, True]


def test_an_entry_is_followed_up_once_and_not_before_it_takes_effect(store: Store) -> None:
    withdrawn = replace(objection(), kind=RightsKind.WITHDRAWN, effective_on=TODAY)
    first = enter(store, withdrawn)
    enter(store, objection("r2"))
    enter(store, replace(withdrawn, record_id="r3", effective_on=TODAY.replace(year=TODAY.year + 1)))
    second = enter(store, replace(objection("r4"), kind=RightsKind.VERIFIED_WRONG))
    kinds = {RightsKind.WITHDRAWN, RightsKind.VERIFIED_WRONG}
    with store.writing() as connection:
        assert not_followed(connection, kinds, TODAY) == [first, second]
        for _ in range(2):
            note_followed(connection, first)
        assert not_followed(connection, kinds, TODAY) == [second]


def test_an_older_store_is_filled_from_what_was_signed(tmp_path: Path) -> None:
    def measure(reached: object, *records: str) -> dict[str, object]:
        return {"reached_through": reached, "records": list(records)}

    bodies = {
        "a": json.dumps({"measures": [measure(None, "r1"), measure({"digest": "x"}, "r2", "r3")]}).encode(),
        "b": json.dumps({"measures": [measure(None, "r2")]}).encode(),
        "c": b"sealed",
    }
    with sqlite_engine(tmp_path / "older.db", read_only=False).begin() as connection:
        migrate(connection, int(_before()))
        for place, (name, body) in enumerate(bodies.items()):
            _put(connection, "receipt", id=name, body=body, leaf_index=place)
        migrate(connection, int(_before()) + 1)
        found = connection.execute(select(receipt_record).order_by(receipt_record.c.record_id))
        assert [tuple(row) for row in found] == [("r2", "a"), ("r3", "a")]


def _before() -> str:
    from gateway.store.migrations.versions import v5_receipt_records

    return v5_receipt_records.down_revision


def _put(connection: Connection, name: str, **values: object) -> None:
    table = Table(name, MetaData(), autoload_with=connection)
    group = Table("receipt_group", MetaData(), autoload_with=connection)
    if not connection.execute(select(group)).all():
        connection.execute(insert(group), {"writer": "w1", "sequence": 0, "head": "h"})
    rest = dict.fromkeys(("agency", "matter", "case_number", "subject_ref"), "x")
    connection.execute(insert(table), {**rest, "writer": "w1", "sequence": 0, **values})
