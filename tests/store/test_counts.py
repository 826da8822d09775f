"""Answers are counted with the receipt they leave, in a store that was made for it or brought up to it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import insert

from gateway.statistics.groups import AnswerGroup
from gateway.store.counts import answers_in, uncounted_until
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import Overtaken, StoreError
from gateway.store.tables import access_entry
from gateway.store.versions import VERSION
from tests.receipts.making import sealed
from tests.store.earlier import VERSION_1
from tests.store.making import committing, enter, objection, soon, submission

STANDARD = AnswerGroup("2026-09", "food-production-licence", "990000", "STANDARD")
SILENT = AnswerGroup("2026-09", "food-production-licence", "990000", "INCOMPLETE", "court")
LATER = STANDARD._replace(month="2026-10")


def counts(store: Store, month: str = "2026-09") -> dict[AnswerGroup, int]:
    with store.reading() as connection:
        return answers_in(connection, month)


async def test_answers_are_counted_by_group_within_one_commit_and_over_several(store: Store) -> None:
    async with committing(store) as committer:
        for group in (STANDARD, STANDARD, SILENT, STANDARD, LATER):
            await committer.submit(submission(sealed(), counted=group), soon())
    assert counts(store) == {STANDARD: 3, SILENT: 1}
    assert counts(store, "2026-10") == {LATER: 1}


async def test_an_answer_that_is_not_a_check_is_not_counted(store: Store) -> None:
    async with committing(store) as committer:
        await committer.submit(submission(), soon())
    assert counts(store) == {}


async def test_an_overtaken_answer_is_counted_once_it_is_given(store: Store) -> None:
    entry = enter(store, objection())
    asked = submission(sealed(), watch=frozenset({entry.record_id}), counted=STANDARD)
    async with committing(store) as committer:
        with pytest.raises(Overtaken):
            await committer.submit(asked, soon())
        assert counts(store) == {}
        await committer.submit(replace(asked, position=entry.seq), soon())
    assert counts(store) == {STANDARD: 1}


def test_a_new_store_has_counted_everything(store: Store) -> None:
    with store.reading() as connection:
        assert uncounted_until(connection) is None


@pytest.mark.parametrize("operations", [("check", "check", "subject"), ("subject",)])
def test_an_older_store_is_brought_up_and_says_what_was_not_counted(
    url: str, store: Store, operations: tuple[str, ...]
) -> None:
    with store.writing() as connection:
        for day, operation in enumerate(operations, start=1):
            entry = {"at": f"2026-08-0{day}T00:00:00.000000Z", "operation": operation}
            connection.execute(insert(access_entry), {**entry, "agency": "tax", "client": "desk", "subject_ref": "s"})
    store.close()
    _make_older(store)
    with pytest.raises(StoreError):
        open_store(url, Mode.APPEND)
    assert _version(store) == 1
    for _ in range(2):
        again = open_store(url, Mode.SERVE)
        with again.reading() as connection:
            expected = "2026-08-02T00:00:00.000000Z" if "check" in operations else None
            assert uncounted_until(connection) == expected
            assert answers_in(connection, "2026-08") == {}
        again.close()
        assert _version(store) == VERSION


def _make_older(store: Store) -> None:
    """Take out what version 1 had not."""
    with sqlite3.connect(store.path) as connection:
        for statement in VERSION_1:
            connection.execute(statement)
    connection.close()


def _version(store: Store) -> int:
    with sqlite3.connect(store.path) as connection:
        (version,) = connection.execute("SELECT version FROM store_info").fetchone()
    connection.close()
    return int(version)
