"""Whatever is tried on a notice in whatever order, only legal steps are taken, and the trail tells them all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.notices.model import NOTICES, NoticeContent
from gateway.notices.states import MACHINE, Role
from gateway.proceedings.docket import Docket
from gateway.store.engine import Mode, open_store
from schema.duties import DepartmentDuty
from schema.errors import Refusal
from schema.notices import NoticeState
from tests.proceedings.making import turn

CONTENT = NoticeContent(agency="court", duty=DepartmentDuty.SHARING, from_month="2026-09", to_month="2026-09")
ROLES = {"nation": Role.COORDINATOR, "court": Role.DEPARTMENT}
TRIED = st.lists(st.tuples(st.sampled_from(["nation", "court", "tax"]), st.sampled_from(NoticeState)), max_size=8)


def test_the_way_of_a_notice() -> None:
    legal = {(role, state): MACHINE.legal(state, role) for role in Role for state in NoticeState}
    assert {key: after for key, after in legal.items() if after} == {
        (Role.DEPARTMENT, NoticeState.ISSUED): (NoticeState.ANSWERED,),
        (Role.COORDINATOR, NoticeState.ISSUED): (NoticeState.CLOSED,),
        (Role.COORDINATOR, NoticeState.ANSWERED): (NoticeState.CORRECTED, NoticeState.ISSUED, NoticeState.CLOSED),
        (Role.COORDINATOR, NoticeState.CORRECTED): (NoticeState.CLOSED,),
    }


@settings(max_examples=25, deadline=None)
@given(TRIED)
def test_only_legal_steps_are_ever_taken(tried: list[tuple[str, NoticeState]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'tally.db'}", Mode.SERVE)
        with turn(store, "nation") as mine:
            parties = {agency: (role,) for agency, role in ROLES.items()}
            case_id = Docket(NOTICES, mine).open(NoticeState.ISSUED, CONTENT, parties=parties).case_id
        expected = [NoticeState.ISSUED]
        for agency, after in tried:
            legal = MACHINE.legal(expected[-1], ROLES[agency]) if agency in ROLES else ()
            try:
                with turn(store, agency) as theirs:
                    docket = Docket(NOTICES, theirs)
                    docket.step(docket.find(case_id), after)
            except Refusal:
                assert after not in legal
            else:
                assert after in legal
                expected.append(after)
        with turn(store, "nation") as mine:
            found = Docket(NOTICES, mine).find(case_id)
        store.close()
    assert [event.state for event in found.trail] == expected
