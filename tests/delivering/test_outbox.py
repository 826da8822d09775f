"""The outbox: an event and what is to be delivered of it are one change, for whoever takes part by then."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGKILL

import pytest

from gateway.cases.ledger import Ledger
from gateway.proceedings.docket import Docket
from gateway.rights.state import RightsState
from gateway.store.engine import Store
from gateway.store.outbox import keep_endpoints
from schema.proceedings import ProceedingKind
from tests.cases.making import INITIATOR, NOW, TODAY, file_of, invited, sealed_of
from tests.delivering.making import endpoint, known, states
from tests.proceedings.making import LETTERS, Role, State, asked, turn
from tests.proceedings.test_docket import answer
from tests.receipts.making import UNIT
from tests.store.making import VAULT

COURT, TAX, OTHER = (endpoint("http://127.0.0.1/", name, name) for name in ("court", "tax", "finance"))


def test_every_event_is_for_the_endpoints_of_those_who_take_part_and_of_its_kind(store: Store) -> None:
    repairs = endpoint("http://127.0.0.1/", "repairs", "court", kinds=frozenset({ProceedingKind.REPAIR}))
    known(store, COURT, TAX, OTHER, repairs)
    case_id = asked(store)
    answer(store, case_id)
    assert [row[:3] for row in states(store)] == [
        (1, "court", "PENDING"),
        (1, "tax", "PENDING"),
        (2, "court", "PENDING"),
        (2, "tax", "PENDING"),
    ]


def test_who_comes_to_take_part_is_sent_what_it_came_by_and_the_others_once(store: Store) -> None:
    known(store, COURT, OTHER)
    case_id = asked(store)
    with turn(store, "tax") as mine:
        docket = Docket(LETTERS, mine)
        docket.note(docket.find(case_id), "WIDENED", parties={"finance": [Role.ANSWERER]})
    assert [row[:2] for row in states(store)] == [(1, "court"), (2, "court"), (2, "finance")]


def test_what_is_undone_is_delivered_to_nobody(store: Store) -> None:
    known(store, COURT)
    case_id = asked(store)
    with pytest.raises(RuntimeError), turn(store, "court") as theirs:
        docket = Docket(LETTERS, theirs)
        docket.step(docket.find(case_id), State.ANSWERED)
        raise RuntimeError
    assert [row[0] for row in states(store)] == [1]


def test_departments_a_joint_case_is_sent_to_hear_of_it(store: Store) -> None:
    joint = frozenset({ProceedingKind.JOINT_CASE})
    known(store, *(endpoint("http://127.0.0.1/", name, name, kinds=joint) for name in ("tax", INITIATOR, "court")))
    with store.writing() as connection:
        ledger = Ledger(connection, VAULT, RightsState(), agency=INITIATOR, at=NOW, today=TODAY)
        ledger.open(file_of(UNIT, "decision:1"), sealed_of(UNIT), (invited("tax"),))
    assert {row[1] for row in states(store)} == {"tax", INITIATOR}
    assert [row[0] for row in states(store) if row[1] == "tax"] == [1, 2, 3]


def test_what_waits_for_an_endpoint_that_is_taken_away_is_given_up_and_listed(store: Store) -> None:
    known(store, COURT, TAX)
    asked(store)
    known(store, TAX)
    assert [(row[1], row[2], row[4]) for row in states(store)] == [
        ("court", "DEAD", "REMOVED"),
        ("tax", "PENDING", None),
    ]
    with store.writing() as connection:
        keep_endpoints(connection, {}, datetime.now(UTC))
    asked(store)
    assert {row[2] for row in states(store)} == {"DEAD"}


def test_a_process_killed_before_the_commit_leaves_neither_event_nor_delivery(store: Store, url: str) -> None:
    known(store, COURT)
    script = Path(__file__).with_name("dying.py")
    died = subprocess.run([sys.executable, script, url], check=False, timeout=60)
    assert (died.returncode, states(store)) == (-SIGKILL, [])
    asked(store)
    assert [row[1:3] for row in states(store)] == [("court", "PENDING")]
