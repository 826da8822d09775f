"""Working days and lateness: counted as a person with a calendar would, whatever the days (GO-17-a, GO-17-f)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.publications.lateness import PublicationRow, lateness, standing, working_days_late
from gateway.publications.model import PublicationDetails
from gateway.publications.reading import due_day
from gateway.publications.steps import ending_of, open_publication
from gateway.rights.state import RecordRights
from gateway.store.engine import Store
from gateway.store.overdue import note_overdue
from gateway.store.publications import publication_rows, standing_publications
from schema.codes import RecordKind
from schema.declare import revised
from schema.errors import ErrorCode, Refusal
from schema.publications import PublicationState, TakeDownGround
from tests.proceedings.making import NOW, turn
from tests.publications.making import CALENDAR, DECIDED, DUE, DUTY, opening

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 15))
STATES = st.sampled_from(PublicationState)
ROWS = st.builds(
    PublicationRow,
    st.just("ecology"),
    st.just("990000"),
    st.sampled_from((RecordKind.LICENCE, RecordKind.PENALTY)),
    DAYS,
    st.none() | DAYS,
    STATES,
    st.none() | DAYS,
    st.none() | DAYS,
)
COUNTS = ("published_in_time", "published_late", "overdue", "not_yet_due", "withheld", "ended_before")


@pytest.mark.go("GO-17-a")
@given(decided=st.dates(date(2024, 1, 1), date(2026, 11, 30)))
@settings(max_examples=60)
def test_the_day_due_is_worked_and_has_seven_worked_days_behind_it(decided: date) -> None:
    due = due_day(DUTY, decided, CALENDAR)
    assert due is not None
    days = [decided + timedelta(days=count) for count in range(1, (due - decided).days + 1)]
    assert sum(map(CALENDAR.is_working, days)) == 7
    assert CALENDAR.is_working(due)
    assert CALENDAR.working_days_between(decided, due) == 7


@pytest.mark.go("GO-17-f")
@given(due=DAYS, published=DAYS, today=DAYS)
@settings(max_examples=60)
def test_late_is_what_comes_after_the_day_due_and_grows_by_worked_days_alone(
    due: date, published: date, today: date
) -> None:
    late = working_days_late(due, published, PublicationState.PUBLISHED, today, CALENDAR)
    assert (late is None) == (published <= due)
    if late is not None and published > date(2024, 1, 1):
        before = CALENDAR.working_days_between(due, published - timedelta(days=1))
        assert late - before == CALENDAR.is_working(published)


@pytest.mark.go("GO-17-f")
@given(rows=st.lists(ROWS, max_size=12), today=DAYS)
@settings(max_examples=60)
def test_every_decision_is_in_one_count(rows: list[PublicationRow], today: date) -> None:
    found = lateness(rows, today, CALENDAR)
    for kind in found:
        own = [row for row in rows if row.kind is kind.kind]
        assert sum(getattr(kind, name) for name in COUNTS) == len(own)
        assert all(getattr(kind, name) == [standing(row, today) for row in own].count(name) for name in COUNTS)
        assert (kind.most_working_days_late is None) == (kind.published_late == 0)
    assert {kind.kind for kind in found} == {row.kind for row in rows}


def test_what_is_withheld_or_only_encouraged_is_never_late() -> None:
    later = DUE + timedelta(days=20)
    assert working_days_late(DUE, None, PublicationState.WITHHELD, later, CALENDAR) is None
    assert working_days_late(None, None, PublicationState.DUE, later, CALENDAR) is None
    assert working_days_late(DUE, None, PublicationState.DUE, DUE, CALENDAR) is None
    assert working_days_late(DUE, None, PublicationState.DUE, DUE + timedelta(days=1), CALENDAR) == 1
    assert due_day(revised(DUTY, working_days=None), DECIDED, CALENDAR) is None


def test_a_year_without_calendar_is_an_error() -> None:
    with pytest.raises(Refusal) as refusal:
        due_day(DUTY, date(2026, 12, 28), CALENDAR)
    assert refusal.value.code is ErrorCode.CALENDAR_UNKNOWN


@pytest.mark.go("GO-17-a")
def test_what_is_due_and_not_published_is_overdue_the_day_after_and_days_a_record_states_make_it_published(
    store: Store,
) -> None:
    told = PublicationDetails(published_on=DECIDED, collected_on=DUE)
    with turn(store, "ecology") as mine:
        late = open_publication(mine, opening("decision:1")).case_id
        done = open_publication(
            mine, opening("decision:2", told=told, platforms=opening().content.platforms[:1])
        ).case_id
        open_publication(mine, opening("decision:3", told=PublicationDetails(published_on=DECIDED - timedelta(days=1))))
    with store.writing() as connection:
        assert note_overdue(connection, late, DUE, NOW) is None
        assert note_overdue(connection, late, DUE + timedelta(days=1), NOW) is not None
        assert note_overdue(connection, done, DUE + timedelta(days=1), NOW) is None
    with store.reading() as connection:
        rows = list(publication_rows(connection, DECIDED, DECIDED))
        assert list(publication_rows(connection, DECIDED + timedelta(days=1), DUE)) == []
    assert [(row.state, row.published_on, row.collected_on) for row in rows] == [
        (PublicationState.DUE, None, None),
        (PublicationState.COLLECTED, DECIDED, DUE),
        (PublicationState.DUE, None, None),
    ]


@pytest.mark.go("GO-17-a")
def test_a_publication_is_over_with_its_record_or_its_time_and_not_a_day_before(store: Store) -> None:
    day = date(2026, 11, 24)
    repaired, withdrawn = RecordRights(repaired_on=day), RecordRights(withdrawn_on=day, repaired_on=day)
    assert ending_of(RecordRights(), day, day) is None
    assert ending_of(RecordRights(), day, day + timedelta(days=1)) == (
        TakeDownGround.PERIOD_OVER,
        day + timedelta(days=1),
    )
    assert ending_of(repaired, None, day - timedelta(days=1)) is None
    assert ending_of(repaired, None, day) == (TakeDownGround.REPAIRED, day)
    assert ending_of(withdrawn, None, day) == (TakeDownGround.WITHDRAWN, day)
    assert ending_of(RecordRights(verified_wrong_at=NOW), None, day) == (TakeDownGround.WITHDRAWN, day)
    assert ending_of(RecordRights(exit_on=day), None, day) == (TakeDownGround.LEFT_LIST, day)
    with turn(store, "ecology") as mine:
        case_id = open_publication(mine, opening(public_until=day)).case_id
    with store.reading() as connection:
        assert standing_publications(connection) == [(case_id, "decision:1", day)]
