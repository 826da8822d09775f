"""Joint cases on disk: each change whole or not at all, carried out once, and what is kept is what the events say."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, select

from gateway.cases.ledger import Ledger
from gateway.cases.model import CaseFile
from gateway.cases.record import CaseRecord
from gateway.rights.state import RecordRights, RightsState
from gateway.store.cases import find_file, record_of
from gateway.store.engine import Store
from gateway.store.erasure import erase
from gateway.store.events import events_of
from gateway.store.requests import find_outcome, keep_outcome
from gateway.store.tables import case_participant, idempotency_key, joint_case
from gateway.workflow.requests import Outcome, Request
from schema.errors import ErrorCode, Refusal
from schema.identifiers import Identifier
from schema.joint_cases import JointCaseEnding, JointCaseResponse, ParticipantState
from tests.cases.making import INITIATOR, NOW, TODAY, file_of, invited, sealed_of
from tests.joining.invented import UNIT
from tests.receipts.making import PERSON
from tests.store.making import VAULT, order

DYING = Path(__file__).with_name("dying.py")
AT_FIRST = 4  # opened, carried into a region, sent to two


def ledger(connection: Connection, agency: str, rights: RightsState | None = None, today: date = TODAY) -> Ledger:
    return Ledger(connection, VAULT, rights or RightsState(), agency=agency, at=NOW, today=today)


def opened(
    store: Store, subject: Identifier = UNIT, record: str = "decision:1", last_day: date | None = None
) -> CaseFile:
    file = file_of(subject, record, last_day=last_day)
    with store.writing() as connection:
        ledger(connection, INITIATOR).open(file, sealed_of(subject), (invited("tax"), invited("court")))
    return file


def respond(store: Store, file: CaseFile, agency: str, response: str, reason: str | None = None) -> Outcome:
    with store.writing() as connection:
        return ledger(connection, agency).respond(file.id, JointCaseResponse[response], reason)


def read(store: Store, file: CaseFile, up_to: int | None = None) -> CaseRecord:
    with store.reading() as connection:
        found = find_file(connection, file.id)
        assert found == file
        return record_of(connection, found, VAULT, up_to)


def kept(store: Store, file: CaseFile) -> tuple[str, dict[str, str]]:
    """Give the states the tables hold."""
    with store.reading() as connection:
        case = connection.execute(select(joint_case.c.state).where(joint_case.c.id == file.id)).scalar_one()
        mine = case_participant.c.case_id == file.id
        rows = connection.execute(select(case_participant.c.agency, case_participant.c.state).where(mine))
        return case, dict(tuple(row) for row in rows)


@pytest.mark.go("GO-15-b")
def test_the_tables_hold_what_the_events_say_and_a_case_can_be_read_as_it_was(store: Store) -> None:
    file = opened(store)
    received = respond(store, file, "tax", "RECEIVED")
    refused = respond(store, file, "tax", "REFUSED", "另案处理")
    respond(store, file, "court", "RECEIVED")
    with store.writing() as connection:
        ledger(connection, INITIATOR).end(file.id, "撤案")

    progress = read(store, file).progress
    states = {agency: each.state.value for agency, each in progress.participants.items()}
    assert kept(store, file) == (progress.state.value, states) == ("ENDED", {"tax": "REFUSED", "court": "ENDED"})
    assert read(store, file).reasons == {"tax": "另案处理"}
    assert read(store, file).end_reason == "撤案"
    assert read(store, file, received.sequence).progress.participants["tax"].state is ParticipantState.RECEIVED
    assert read(store, file, refused.sequence).progress.participants["tax"].state is ParticipantState.REFUSED


def test_a_refused_change_leaves_no_trace(store: Store) -> None:
    file = opened(store)
    before = read(store, file)
    with pytest.raises(Refusal) as refused:
        respond(store, file, "tax", "APPLIED")
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION
    with pytest.raises(Refusal) as stranger:
        respond(store, file, "finance", "RECEIVED")
    assert stranger.value.code is ErrorCode.UNKNOWN_CASE
    with pytest.raises(Refusal) as own:
        respond(store, file, INITIATOR, "RECEIVED")
    assert own.value.code is ErrorCode.FORBIDDEN
    assert read(store, file) == before


def test_a_decision_has_one_open_case_and_may_have_another_once_it_ended(store: Store) -> None:
    file = opened(store)
    with pytest.raises(Refusal) as refused:
        opened(store)
    assert (refused.value.code, file.id in refused.value.message) == (ErrorCode.CASE_EXISTS, True)
    opened(store, record="decision:2")


@pytest.mark.go("GO-21-c")
@pytest.mark.parametrize(
    ("rights", "ending"),
    [
        (RecordRights(withdrawn_on=TODAY), JointCaseEnding.WITHDRAWN),
        (RecordRights(repaired_on=TODAY), JointCaseEnding.REPAIRED),
        (RecordRights(exit_on=TODAY), JointCaseEnding.LIST_EXIT),
        (RecordRights(verified_wrong_at=NOW), JointCaseEnding.VERIFIED_WRONG),
        (RecordRights(), JointCaseEnding.PERIOD_OVER),
        (RecordRights(repaired_on=TODAY + timedelta(days=1)), None),
    ],
)
def test_a_case_ends_with_its_record_or_its_period_once(
    store: Store, rights: RecordRights, ending: JointCaseEnding | None
) -> None:
    over = ending is JointCaseEnding.PERIOD_OVER
    file = opened(store, last_day=TODAY if over else None)
    state = RightsState(records={file.content.designation.record: rights})
    today = TODAY + timedelta(days=1) if over else TODAY
    for _ in range(2):
        with store.writing() as connection:
            ledger(connection, "tax", state, today).settle(file.id)
    record = read(store, file)
    assert record.progress.ending is ending
    assert len(record.events) == AT_FIRST + (ending is not None)
    if ending is not None:
        with store.writing() as connection, pytest.raises(Refusal) as refused:
            ledger(connection, "tax", state, today).respond(file.id, JointCaseResponse.RECEIVED, None)
        assert ending.description in refused.value.message
        with store.writing() as connection, pytest.raises(Refusal):
            again = file_of(UNIT, last_day=file.content.designation.last_day)
            ledger(connection, INITIATOR, state, today).open(again, sealed_of(UNIT), ())


@pytest.mark.go("GO-18-d")
def test_what_is_sealed_is_gone_once_the_subject_is_erased_and_the_case_stays(store: Store) -> None:
    file = opened(store, PERSON)
    respond(store, file, "tax", "REFUSED", "CANARY")
    before = read(store, file)
    assert before.sealed == sealed_of(PERSON)
    assert before.reasons == {"tax": "CANARY"}

    erase(store, order(file.subject_ref))
    opened(store, PERSON, "decision:2")  # the person has a new key, which opens nothing of before
    after = read(store, file)
    assert (after.sealed, after.reasons, after.progress) == (None, {}, before.progress)


def test_a_key_is_told_from_another_request_with_it(store: Store) -> None:
    file = opened(store)
    request = Request(client="desk", key="k", digest="d")
    outcome = Outcome(case_id=file.id, sequence=5)
    with store.writing() as connection:
        assert find_outcome(connection, request) is None
        keep_outcome(connection, request, outcome)
        assert find_outcome(connection, request) == outcome
        assert find_outcome(connection, Request(client="other", key="k", digest="x")) is None
        with pytest.raises(Refusal) as refused:
            find_outcome(connection, Request(client="desk", key="k", digest="x"))
    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


@pytest.mark.go("GO-15-b")
def test_of_many_that_race_for_one_step_one_takes_it_and_the_others_are_told_where_it_stands(store: Store) -> None:
    file = opened(store)
    start = Barrier(6)

    def receive(_: int) -> str | None:
        start.wait()
        try:
            respond(store, file, "tax", "RECEIVED")
        except Refusal as refused:
            return refused.hint
        return "taken"

    with ThreadPoolExecutor(6) as pool:
        said = Counter(pool.map(receive, range(6)))
    assert said == {"taken": 1, "what may follow: CONFIRMED, REFUSED": 5}
    assert len(read(store, file).events) == AT_FIRST + 1


@pytest.mark.go("GO-15-b")
def test_a_process_killed_before_its_commit_leaves_nothing(store: Store, url: str) -> None:
    file = opened(store)
    died = subprocess.run([sys.executable, str(DYING), url, file.id, "tax"], check=False)
    assert died.returncode == -signal.SIGKILL
    with store.reading() as connection:
        assert len(events_of(connection, file.id)) == AT_FIRST
        assert connection.execute(select(idempotency_key)).all() == []
    assert kept(store, file) == ("PUSHED", {"tax": "PUSHED", "court": "PUSHED"})
    assert respond(store, file, "tax", "RECEIVED").sequence > AT_FIRST
    assert len(read(store, file).events) == AT_FIRST + 1
