"""Proceedings on disk: each step whole or not at all, by who may, shown as it was, its words sealed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from gateway.proceedings.docket import Docket, legal_steps
from gateway.proceedings.model import GATEWAY, OVERDUE, Proceeding
from gateway.rights.entries import RightsChange, RightsFault, RightsKind, Standing
from gateway.store.engine import Store
from gateway.store.erasure import erase
from gateway.store.overdue import note_overdue, overdue_ids
from gateway.store.proceeding_lists import ProceedingsWanted, ids_of, is_listed, list_proceedings
from gateway.store.proceedings import find_proceeding
from gateway.store.tables import event, proceeding, sealed_words
from schema.errors import ErrorCode, Refusal
from schema.proceedings import ProceedingKind
from tests.proceedings.making import LETTERS, NOW, Content, Details, Role, State, asked, turn
from tests.store.making import VAULT, order

Letter = Proceeding[Content, Details, State, Role]
LETTERS_WANTED = ProceedingsWanted(kind=ProceedingKind.NOTICE)


def read(store: Store, case_id: str, up_to: int | None = None) -> Letter:
    with store.reading() as connection:
        found = find_proceeding(connection, LETTERS, case_id, VAULT, up_to=up_to)
    assert found is not None
    return found


def answer(store: Store, case_id: str, agency: str = "court", words: str = "因此") -> int:
    with turn(store, agency) as theirs:
        docket = Docket(LETTERS, theirs)
        found = docket.find(case_id)
        taken = docket.step(found, State.ANSWERED, details=Details(count=2), words={"answer": words})
    return taken.sequence


def test_a_proceeding_is_what_its_events_say_and_can_be_read_as_it_was(store: Store) -> None:
    case_id = asked(store, due_on=date(2026, 11, 30))
    before = read(store, case_id)
    assert (before.state, before.due_on, before.content.about) == (State.ASKED, date(2026, 11, 30), "r1")
    sequence = answer(store, case_id)
    found = read(store, case_id)
    assert (found.state, found.due_on, found.trail[-1].details.count) == (State.ANSWERED, None, 2)
    assert found.words == {"question": "为什么", "answer": "因此"}
    assert found.first(State.ASKED) == before.trail[0]
    assert legal_steps(LETTERS, found, "tax") == (State.CLOSED,)
    assert legal_steps(LETTERS, found, "court") == legal_steps(LETTERS, found, "finance") == ()
    assert read(store, case_id, sequence - 1) == before


def test_who_takes_no_part_is_told_there_is_none_and_a_wrong_step_is_refused_with_the_legal_ones(store: Store) -> None:
    case_id = asked(store)
    with pytest.raises(Refusal) as stranger, turn(store, "finance") as theirs:
        Docket(LETTERS, theirs).find(case_id)
    with pytest.raises(Refusal) as nothing, turn(store, "tax") as mine:
        Docket(LETTERS, mine).find("none")
    assert stranger.value.code is nothing.value.code is ErrorCode.UNKNOWN_PROCEEDING
    assert stranger.value.message == nothing.value.message
    with pytest.raises(Refusal) as own:
        answer(store, case_id, "tax")
    assert own.value.code is ErrorCode.ILLEGAL_TRANSITION
    assert own.value.hint == "what may follow: CLOSED"
    answer(store, case_id)
    with pytest.raises(Refusal, match="does not follow") as again:
        answer(store, case_id)
    assert again.value.hint == "nothing more may follow for your agency"
    assert len(read(store, case_id).trail) == 2


def test_of_those_who_race_for_a_step_one_takes_it(store: Store) -> None:
    case_id = asked(store)
    barrier = Barrier(8)

    def race(_: int) -> bool:
        barrier.wait()
        try:
            answer(store, case_id)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(race, range(8))) == 1


def test_words_are_sealed_and_go_with_the_subject(store: Store) -> None:
    case_id = asked(store, words="涉及商业秘密")
    erased = asked(store, subject_ref="s2", words="涉及商业秘密")
    with store.reading() as connection:
        rows = [str(row) for table in (event, proceeding, sealed_words) for row in connection.execute(select(table))]
    assert not any("涉及商业秘密" in row for row in rows)
    erase(store, order("s2"))
    assert (read(store, case_id).words, read(store, erased).words) == ({"question": "涉及商业秘密"}, {})
    with store.writing() as connection:
        raw = connection.exec_driver_sql("SELECT count(*) FROM sealed_words").scalar_one()
    assert raw == 2


def test_lists_give_those_wanted_newest_first_page_by_page(store: Store) -> None:
    made = [asked(store, subject_ref=f"s{number % 2}") for number in range(5)]
    answer(store, made[0])

    def listed(wanted: ProceedingsWanted, first: int = 50, after: str | None = None) -> tuple[str, ...]:
        with store.reading() as connection:
            return list_proceedings(connection, wanted, first=first, after=after).ids

    newest = tuple(reversed(made))
    assert listed(LETTERS_WANTED, 2) + listed(LETTERS_WANTED, 3, newest[1]) == newest
    wanted = {
        "agency": (ProceedingsWanted(kind=ProceedingKind.NOTICE, agency="court"), newest),
        "role": (ProceedingsWanted(kind=ProceedingKind.NOTICE, agency="court", roles=("ASKER",)), ()),
        "state": (ProceedingsWanted(kind=ProceedingKind.NOTICE, states=("ANSWERED",)), (made[0],)),
        "subject": (ProceedingsWanted(kind=ProceedingKind.NOTICE, subject_ref="s1"), (made[3], made[1])),
        "record": (ProceedingsWanted(kind=ProceedingKind.NOTICE, record_id="r2"), ()),
        "kind": (ProceedingsWanted(kind=ProceedingKind.REPAIR), ()),
        "overdue": (ProceedingsWanted(kind=ProceedingKind.NOTICE, overdue=True), ()),
        "in time": (ProceedingsWanted(kind=ProceedingKind.NOTICE, overdue=False), newest),
    }
    assert {name: listed(asked_for) for name, (asked_for, _) in wanted.items()} == {
        name: ids for name, (_, ids) in wanted.items()
    }
    with store.reading() as connection:
        assert ids_of(connection, LETTERS_WANTED) == tuple(made)
        assert is_listed(connection, made[0], LETTERS_WANTED)
        assert not is_listed(connection, made[0], ProceedingsWanted(kind=ProceedingKind.REPAIR))


def test_what_is_due_and_not_done_is_noted_once_and_a_step_ends_it(store: Store) -> None:
    due = date(2026, 11, 24)
    case_id, later = asked(store, due_on=due), NOW + timedelta(days=1)
    asked(store, due_on=date(2026, 11, 25))
    asked(store)
    for today, found in ((due, ()), (date(2026, 11, 25), (case_id,))):
        with store.reading() as connection:
            assert overdue_ids(connection, today) == found
    for expected in (1, 0):
        with store.writing() as connection:
            noted = note_overdue(connection, case_id, date(2026, 11, 25), later)
            assert (noted is not None) == bool(expected)
    late = read(store, case_id)
    last = late.trail[-1]
    assert (last.kind, last.by, last.state, last.due_on, late.overdue) == (OVERDUE, GATEWAY, State.ASKED, due, True)
    with store.reading() as connection:
        assert ids_of(connection, ProceedingsWanted(kind=ProceedingKind.NOTICE, overdue=True)) == (case_id,)
    answer(store, case_id)
    assert not read(store, case_id).overdue
    with store.reading() as connection:
        assert overdue_ids(connection, date(2026, 12, 1)) != (case_id,)


def test_of_those_who_find_it_overdue_at_once_one_notes_it(store: Store) -> None:
    due, barrier = date(2026, 11, 24), Barrier(4)
    case_id = asked(store, due_on=due)

    def note(_: int) -> int | None:
        barrier.wait()
        with store.writing() as connection:
            return note_overdue(connection, case_id, due + timedelta(days=1), NOW)

    with ThreadPoolExecutor(4) as threads:
        assert sum(number is not None for number in threads.map(note, range(4))) == 1
    assert [each.kind for each in read(store, case_id).trail] == ["ASKED", OVERDUE]


def test_a_turn_enters_into_the_rights_log_with_what_it_changes_or_not_at_all(store: Store) -> None:
    case_id = asked(store)
    change = RightsChange(at=NOW, kind=RightsKind.OBJECTION_ACCEPTED, record_id="r1", subject_ref="s1", by="court")
    with turn(store, "court") as theirs:
        theirs.enter(change, Standing.HANDLER)
        assert theirs.rights.of("r1").under_verification
        Docket(LETTERS, theirs).note(Docket(LETTERS, theirs).find(case_id), "TOLD")
    assert [each.kind for each in read(store, case_id).trail] == ["ASKED", "TOLD"]
    with pytest.raises(RightsFault), turn(store, "court") as theirs:
        Docket(LETTERS, theirs).note(Docket(LETTERS, theirs).find(case_id), "TOLD")
        theirs.enter(replace(change, kind=RightsKind.VERIFIED_WRONG), Standing.HANDLER)
    assert [each.kind for each in read(store, case_id).trail] == ["ASKED", "TOLD"]
