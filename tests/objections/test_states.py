"""Who may take which step of an objection, and that every way ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gateway.objections.parties import answering, handles, lodging, standing_of
from gateway.objections.states import OBJECTIONS, OPEN
from gateway.rights.entries import Standing
from schema.codes import AgencyKind
from schema.declare import revised
from schema.objections import ObjectionRole as Role
from schema.objections import ObjectionState as State
from tests.joining.invented import AGENCIES

ENDS = {State.VERIFIED_CORRECT, State.CORRECTED, State.WITHDRAWN, State.REFUSED}
VERIFIED = {State.VERIFIED_CORRECT, State.VERIFIED_WRONG}


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_every_way_from_lodging_ends_and_suspends_only_what_was_accepted(choices: list[int]) -> None:
    state, seen = State.LODGED, [State.LODGED]
    for choice in choices:
        legal = OBJECTIONS.legal(state, *Role)
        if not legal:
            break
        state = legal[choice % len(legal)]
        seen.append(state)
    assert state in ENDS
    assert len(set(seen)) == len(seen)
    assert (State.UNDER_VERIFICATION in seen) == (State.REFUSED not in seen)


@given(st.sampled_from(State), st.sets(st.sampled_from(Role)))
def test_only_who_provides_or_issued_the_record_verifies_and_only_its_issuer_withdraws(
    state: State, roles: set[Role]
) -> None:
    legal = set(OBJECTIONS.legal(state, *roles))
    if not roles & {Role.PROVIDER, Role.ISSUER}:
        assert not legal & VERIFIED
    if Role.ISSUER not in roles:
        assert State.WITHDRAWN not in legal
    if state in ENDS:
        assert not legal
    assert bool(OBJECTIONS.legal(state, *Role)) == (state not in ENDS)
    assert state not in OPEN or state not in ENDS


def test_roles_follow_from_what_an_agency_is_to_the_record() -> None:
    answers = answering("ecology", ("credit-centre", "ecology"), AGENCIES)
    assert answers == {
        "credit-centre": {Role.PROVIDER},
        "ecology": {Role.PROVIDER, Role.ISSUER, Role.CORRECTOR},
    }
    unknown = answering("a-ministry", ("credit-centre",), AGENCIES)
    assert unknown == {"credit-centre": {Role.PROVIDER, Role.CORRECTOR}}
    department = AGENCIES["court"]
    assert lodging(department, answers) == {"court": {Role.LODGER, Role.HANDLER}}
    for kind in AgencyKind:
        body = revised(department, kind=kind)
        assert handles(body, answers) == kind.of_the_state
        assert handles(revised(AGENCIES["ecology"], kind=kind), answers)
    bank = revised(department, kind=AgencyKind.FINANCIAL)
    assert lodging(bank, answers) == {
        "court": {Role.LODGER},
        "credit-centre": {Role.HANDLER},
        "ecology": {Role.HANDLER},
    }
    assert [standing_of(roles) for roles in (set(Role), {Role.PROVIDER, Role.LODGER}, {Role.HANDLER})] == [
        Standing.ISSUER,
        Standing.PROVIDER,
        Standing.HANDLER,
    ]
