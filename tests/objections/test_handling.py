"""Steps of an objection at a store: the rights log follows each, and no overdue provider ends a suspension."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gateway.objections.handling import Handling
from gateway.objections.model import JOINED, Objected
from gateway.objections.showing import shown
from gateway.rights.entries import RightsKind
from gateway.rules.calendar import WorkingCalendar
from gateway.store.engine import Mode, Store, open_store
from gateway.store.erasure import erase
from gateway.store.overdue import note_overdue
from gateway.store.tables import metadata
from gateway.workflow.requests import Outcome
from schema.codes import AgencyKind
from schema.errors import ErrorCode, Refusal
from schema.objections import ObjectionFinding as Finding
from schema.objections import ObjectionState as State
from tests.joining.invented import PERSON
from tests.objections.making import ISSUER, LODGER, PROVIDER, REF, STRANGER, Objecting
from tests.proceedings.making import NOW
from tests.store.making import order

Step = Callable[[Handling, Objected], Outcome]
STEPS: dict[str, Step] = {
    "accept": Handling.accept,
    "refuse": lambda handling, found: handling.refuse(found, "不属于异议范围"),
    "correct": lambda handling, found: handling.verify(found, Finding.CORRECT, "属实"),
    "wrong": lambda handling, found: handling.verify(found, Finding.WRONG, None),
    "corrected": lambda handling, found: handling.correct(found, "已更正"),
    "withdrawn": lambda handling, found: handling.withdraw(found, "撤〔2026〕1号", None),
}
ROUNDS = count(1)


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('objections') / 'tally.db'}", Mode.SERVE)
    yield opened
    opened.close()


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([LODGER, ISSUER, PROVIDER]),
    st.lists(
        st.tuples(st.sampled_from([LODGER, ISSUER, PROVIDER, STRANGER]), st.sampled_from(sorted(STEPS))), max_size=6
    ),
)
def test_a_record_is_suspended_exactly_while_its_objection_is_under_verification(
    one_store: Store, lodger: str, wanted: list[tuple[str, str]]
) -> None:
    objecting = Objecting(one_store, record=f"decision:{next(ROUNDS)}")
    found = objecting.lodge(lodger)
    for agency, step in wanted:
        before = objecting.read(found)
        try:
            objecting.take(agency, found, STEPS[step])
        except Refusal as refusal:
            assert refusal.code in {ErrorCode.ILLEGAL_TRANSITION, ErrorCode.UNKNOWN_PROCEEDING}
            assert objecting.read(found) == before
        after, rights = objecting.read(found), objecting.rights()
        assert rights.under_verification == (after.state is State.UNDER_VERIFICATION)
        assert (rights.verified_wrong_at is not None) == (
            after.state in {State.VERIFIED_WRONG, State.CORRECTED, State.WITHDRAWN}
        )
        assert (rights.withdrawn_on is not None) == (after.state is State.WITHDRAWN)
        assert shown(after, LODGER).suspended_since == rights.verification_since


def test_an_overdue_provider_is_noted_and_ends_no_suspension(store: Store) -> None:
    objecting = Objecting(store)
    found = objecting.take(LODGER, objecting.lodge(), Handling.accept)
    deadline = shown(found, LODGER).deadline
    assert deadline is not None
    assert found.due_on == date(2026, 12, 8)
    assert deadline.working_days == 10
    late = NOW + timedelta(days=30)
    with store.writing() as connection:
        assert note_overdue(connection, found.id, late.date(), late) is not None
    overdue = shown(objecting.read(found), PROVIDER)
    assert (overdue.state, overdue.overdue, overdue.suspended_since) == (State.UNDER_VERIFICATION, True, NOW)
    assert overdue.next_steps == (State.VERIFIED_CORRECT, State.VERIFIED_WRONG)
    assert objecting.rights().under_verification
    joined = objecting.lodge(STRANGER)
    assert (joined.trail[-1].kind, shown(joined, LODGER).deadline) == (JOINED, deadline)
    done = objecting.take(PROVIDER, found, STEPS["wrong"])
    assert (done.due_on, done.overdue) == (date(2026, 12, 1), False)
    assert not objecting.rights().under_verification


def test_where_the_working_days_are_not_known_nothing_is_refused_and_no_day_made_up(store: Store) -> None:
    objecting = Objecting(store, days=WorkingCalendar([]))
    found = shown(objecting.lodge(accept=True), LODGER)
    assert (found.state, found.due_on) == (State.UNDER_VERIFICATION, None)
    assert found.deadline is not None


@pytest.mark.parametrize("kind", [RightsKind.WITHDRAWN, RightsKind.VERIFIED_WRONG])
def test_a_record_that_ended_since_the_departments_were_asked_is_not_disputed(store: Store, kind: RightsKind) -> None:
    objecting = Objecting(store)
    objecting.enter(kind, ISSUER)
    with pytest.raises(Refusal) as refused:
        objecting.lodge()
    assert (refused.value.code, refused.value.where) == (ErrorCode.UNKNOWN_RECORD, "input.record")


def test_a_record_verified_correct_is_disputed_again_only_with_new_evidence(store: Store) -> None:
    objecting = Objecting(store)
    objecting.take(ISSUER, objecting.lodge(accept=True), STEPS["correct"])
    with pytest.raises(Refusal) as refused:
        objecting.lodge()
    assert refused.value.where == "input.newEvidence"
    assert not objecting.rights().under_verification
    assert objecting.lodge(new_evidence=True, evidence="判决书", accept=True).state is State.UNDER_VERIFICATION
    assert objecting.rights().under_verification


def test_an_objection_that_was_open_is_not_accepted_once_the_record_was_verified_elsewhere(store: Store) -> None:
    objecting = Objecting(store)
    first = objecting.lodge()
    for kind in (RightsKind.OBJECTION_ACCEPTED, RightsKind.VERIFIED_CORRECT):
        objecting.enter(kind)
    with pytest.raises(Refusal) as refused:
        objecting.take(LODGER, first, Handling.accept)
    assert refused.value.where == "objection"
    assert objecting.read(first).state is State.INFORMED
    joined = objecting.lodge(STRANGER, new_evidence=True, evidence="新证据")
    assert objecting.take(LODGER, joined, Handling.accept).state is State.UNDER_VERIFICATION


def test_what_a_bank_passes_on_is_handled_by_who_answers_for_the_record(store: Store) -> None:
    objecting = Objecting(store)
    with pytest.raises(Refusal) as refused:
        objecting.lodge(STRANGER, kind=AgencyKind.FINANCIAL, accept=True)
    assert refused.value.code is ErrorCode.FORBIDDEN
    found = objecting.lodge(STRANGER, kind=AgencyKind.FINANCIAL)
    assert objecting.take(PROVIDER, found, STEPS["refuse"]).state is State.REFUSED


def test_words_go_with_the_subject_and_the_objection_stays(store: Store) -> None:
    objecting = Objecting(store)
    found = objecting.lodge(evidence="判决书", accept=True)
    before = shown(found, LODGER)
    assert (before.grounds, before.evidence) == (("查无此事",), ("判决书",))
    erase(store, order(REF))
    after = shown(objecting.read(found), LODGER)
    assert (after.grounds, after.evidence, after.subject, after.state) == ((), (), None, State.UNDER_VERIFICATION)


def test_a_person_is_shown_masked_and_named_nowhere_in_the_clear(store: Store) -> None:
    found = Objecting(store).lodge(subject=PERSON, accept=True)
    subject = shown(found, LODGER).subject
    assert subject is not None
    assert (subject.value[:2], set(subject.value[2:-2])) == (PERSON.value[:2], {"*"})
    with store.reading() as connection:
        rows = [repr(tuple(row)) for table in metadata.tables.values() for row in connection.execute(select(table))]
    assert len(rows) > 5
    assert not [row for row in rows if PERSON.value in row]
