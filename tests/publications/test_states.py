"""No way of steps, whoever takes them, leads where the law does not: every reached state has what it needs."""

from __future__ import annotations

import contextlib
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.proceedings.model import GATEWAY
from gateway.publications.lateness import standing
from gateway.publications.model import PUBLICATIONS, collected_by, published_on
from gateway.publications.states import MACHINE, Role
from gateway.publications.steps import collect, end_if_over, open_publication, publish, take_down, withhold
from gateway.store.engine import Store
from gateway.store.proceedings import find_proceeding
from gateway.store.publications import hidden_records, publication_rows
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.publications import PublicationState as State
from schema.publications import TakeDownGround
from tests.joining.invented import UNIT
from tests.proceedings.making import NOW, turn
from tests.publications.making import CREDIT_CHINA, ENTERPRISES, PAGE, opening
from tests.store.making import VAULT

TODAY = legal_day(NOW)
AGENCIES = st.sampled_from(("ecology", "credit-centre", "market-regulation", "finance", GATEWAY))
STEPS = st.sampled_from(("publish", "collect", "collect too", "withhold", "end", "by itself"))


@given(way=st.lists(st.tuples(AGENCIES, STEPS), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_way_of_steps_leads_where_the_law_does_not(store: Store, way: list[tuple[str, str]]) -> None:
    with turn(store, "ecology") as mine:
        case_id = open_publication(mine, opening(f"decision:{mine.random(8).hex()}")).case_id
    before = State.DUE
    for agency, step in way:
        with contextlib.suppress(Refusal), turn(store, agency) as theirs:
            match step:
                case "publish":
                    publish(theirs, case_id, TODAY, PAGE)
                case "collect":
                    collect(theirs, case_id, CREDIT_CHINA, TODAY)
                case "collect too":
                    collect(theirs, case_id, ENTERPRISES, TODAY)
                case "withhold":
                    withhold(theirs, case_id, "state-secrets-law")
                case "end":
                    take_down(theirs, case_id, TakeDownGround.REPAIRED, TODAY)
                case _:
                    end_if_over(theirs, case_id)
        with store.reading() as connection:
            found = find_proceeding(connection, PUBLICATIONS, case_id, VAULT)
            hidden = hidden_records(connection, f"CREDIT_CODE:{UNIT.value}")
        assert found is not None
        roles = found.roles_of(agency) | ({Role.GATEWAY} if agency == GATEWAY else set())
        assert found.state == before or found.state in MACHINE.legal(before, *roles)
        before = found.state
        if found.state in {State.PUBLISHED, State.COLLECTED}:
            assert published_on(found) == TODAY
        if found.state is State.COLLECTED:
            assert collected_by(found).keys() == {CREDIT_CHINA, ENTERPRISES}
        if found.state is State.WITHHELD:
            assert found.trail[-1].details.basis is not None
        assert (found.record_id in hidden) == (found.state in {State.WITHHELD, State.TAKEN_DOWN})
    with store.reading() as connection:
        rows = list(publication_rows(connection, date.min, date.max, "ecology"))
        assert list(publication_rows(connection, date.min, date.max, "finance")) == []
    assert all(standing(row, TODAY) for row in rows)


def test_a_record_has_one_publication_and_a_retry_is_told_so(store: Store) -> None:
    with turn(store, "ecology") as mine:
        open_publication(mine, opening())
    try:
        with turn(store, "credit-centre") as theirs:
            open_publication(theirs, opening())
    except Refusal as refusal:
        assert refusal.code is ErrorCode.INVALID_PROCEEDING
    else:
        raise AssertionError("a second one was opened")
