"""A store of an older version is brought up to date by who serves it, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.rights.entries import RightsEntry, RightsKind
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError, StoreFault
from gateway.store.rights_log import read_after
from gateway.store.tables import event, joint_case, store_info, uncounted
from gateway.store.versions import VERSION
from tests.store.earlier import VERSION_1, VERSION_2
from tests.store.making import enter, objection

_REPAIR = """INSERT INTO rights_entry (at, kind, record_id, subject_ref, "by", effective_on, new_evidence)
    VALUES ('2026-01-02T03:04:05.000000Z', 'REPAIRED', 'r1', 's1', 'tax', '2026-01-03', 0)"""


@pytest.fixture
def older(store: Store) -> str:
    """URL of a closed store as version 1 left it, with a repair in its log."""
    with store.writing() as connection:
        for statement in (*VERSION_1, _REPAIR):
            connection.execute(text(statement))
    store.close()
    return f"sqlite:///{store.path}"


def entries(store: Store) -> list[RightsEntry]:
    with store.reading() as connection:
        assert connection.execute(store_info.select()).one().version == VERSION
        return list(read_after(connection, 0))


def test_an_older_store_is_brought_up_to_date_and_keeps_its_log(older: str) -> None:
    opened = open_store(older, Mode.SERVE)
    (repair,) = entries(opened)
    assert (repair.kind, repair.record_id, repair.evidence) == (RightsKind.REPAIRED, "r1", ())
    assert enter(opened, objection()).seq == repair.seq + 1
    opened.close()
    again = open_store(older, Mode.READ)
    assert len(entries(again)) == 2
    again.close()


@pytest.mark.parametrize("mode", [Mode.APPEND, Mode.READ])
def test_an_older_store_another_program_may_serve_is_refused_and_not_changed(older: str, mode: Mode) -> None:
    path = Path(older.removeprefix("sqlite:///"))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="version 1") as refused:
        open_store(older, mode)
    assert refused.value.code is StoreFault.STORE_OLDER
    assert path.read_bytes() == before


def test_a_store_of_version_2_is_given_the_tables_of_joint_cases_and_counts_on(store: Store) -> None:
    enter(store, objection())
    with store.writing() as connection:
        for statement in VERSION_2:
            connection.execute(text(statement))
    store.close()
    opened = open_store(f"sqlite:///{store.path}", Mode.SERVE)
    assert len(entries(opened)) == 1
    with opened.reading() as connection:
        assert connection.execute(joint_case.select()).all() == connection.execute(event.select()).all() == []
        assert connection.execute(uncounted.select()).all() == []
    opened.close()
