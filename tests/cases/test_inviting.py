"""What a joint case says a measure is to a department is what a check there says of it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
import strawberry
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.cases.competence import check_competence
from gateway.cases.inviting import Proposal, invitation
from gateway.stages.dossier import Asker
from schema.agencies import Agency
from schema.codes import AgencyKind, RecordKind, Severity
from schema.errors import Refusal
from schema.graph.joint_cases import DesignationInput
from schema.joint_cases import Designation, MeasureForce
from schema.measures import Direction, MeasureStatus
from schema.records import Authority
from tests.cases.making import NOW
from tests.rules.making import AS_OF, directory, dossier, entry, measured, pack

INITIATORS = ("ecology", "ecology-neighbour", "ecology-far", "market-regulation")
KINDS = (RecordKind.SERIOUS_DISHONESTY_ENTRY, RecordKind.ENFORCEMENT_ENTRY, RecordKind.RED_LIST_ENTRY)
LISTS = (*pack().lists, None)


def authority_of(agency: Agency) -> Authority:
    return Authority(name=agency.name, code=agency.code, agency=agency.slug, region=agency.region)


def designation(kind: RecordKind, list_id: str | None) -> Designation:
    incentive = kind is RecordKind.RED_LIST_ENTRY
    return Designation(
        kind=kind,
        direction=Direction.INCENTIVE if incentive else Direction.RESTRAINT,
        record=strawberry.ID("decision:1"),
        list_id=list_id,
        decided_on=date(2026, 8, 3),
        severity=Severity.NONE if incentive else Severity.SERIOUS,
        field="environment",
        bases=(),
    )


def proposal(initiator: Agency, given: Designation, *measures: str, of_person: bool = False) -> Proposal:
    chosen = tuple(pack().catalogue[name].measure for name in measures)
    return Proposal(initiator=initiator, designation=given, measures=chosen, of_person=of_person, day=AS_OF)


@pytest.mark.go("GO-16-a", "GO-16-c")
@pytest.mark.parametrize("list_id", ["environment", "market-regulation", "builders-conduct"])
def test_a_measure_can_act_by_a_case_exactly_where_it_can_by_a_check(list_id: str) -> None:
    found = set()
    departments = [agency for agency in directory().values() if agency.kind is AgencyKind.GOVERNMENT]
    for slug, agency in product(INITIATORS, departments):
        issuer = directory()[slug]
        designated = designation(RecordKind.SERIOUS_DISHONESTY_ENTRY, list_id)
        sent = invitation(proposal(issuer, designated, "RES-01"), agency, pack())
        record = entry(list_id=list_id, issuer=authority_of(issuer))
        by = Asker(agency=agency, known_at=NOW)
        measures = measured(dossier(record), "annual-inspection-plan", by=by).measures
        checked = [each for each in measures if each.measure.id == "RES-01"]

        acts = [each.status is not MeasureStatus.FOR_REFERENCE for each in checked]
        assert [not sent.for_reference] == (acts or [False]), (slug, agency.slug)
        under = checked[0].recognised_under if checked else None
        assert sent.recognised_under == under
        found.add(sent.for_reference)
    expected = {"environment": {False, True}, "market-regulation": {False}, "builders-conduct": {True}}
    assert found == expected[list_id]


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(directory())),
    st.sampled_from(sorted(directory())),
    st.sampled_from(KINDS),
    st.sampled_from(LISTS),
    st.sets(st.sampled_from(sorted(pack().catalogue)), min_size=1, max_size=3),
    st.booleans(),
)
def test_nothing_acts_without_a_line_and_nothing_binds_who_is_only_guided(
    initiator: str, sent_to: str, kind: RecordKind, list_id: str | None, measures: set[str], of_person: bool
) -> None:
    agency = directory()[sent_to]
    given_list = list_id if kind is RecordKind.SERIOUS_DISHONESTY_ENTRY else None
    made = proposal(directory()[initiator], designation(kind, given_list), *sorted(measures), of_person=of_person)
    sent = invitation(made, agency, pack())
    assert sent.for_reference == all(each.force is MeasureForce.FOR_REFERENCE for each in sent.measures)
    for each in sent.measures:
        acts = each.force is not MeasureForce.FOR_REFERENCE
        assert (bool(each.lines), each.reason is None) == (acts, acts)
        assert each.force is not MeasureForce.MANDATORY or agency.kind.of_the_state
        assert not acts or agency.kind in each.measure.participants


@pytest.mark.go("GO-15-a", "GO-19-b")
@pytest.mark.parametrize("kind", KINDS)
def test_who_designates_is_who_keeps_the_list_enforces_or_is_of_the_state(kind: RecordKind) -> None:
    may = set()
    for slug, list_id in product(directory(), LISTS):
        asked = DesignationInput(
            kind=kind,
            document_number="1号",
            decided_on=AS_OF,
            severity=Severity.SERIOUS,
            bases=[],
            list_id=None if list_id is None else strawberry.ID(list_id),
        )
        try:
            check_competence(asked, directory()[slug], pack().lists)
            may.add((slug, list_id))
        except Refusal as refused:
            assert refused.hint
    if kind is RecordKind.SERIOUS_DISHONESTY_ENTRY:
        keepers = {"market-regulation", "finance", "tax", "ecology", "ecology-neighbour", "ecology-far"}
        assert {slug for slug, _ in may} == keepers
        assert {name for slug, name in may if slug == "market-regulation"} == {"market-regulation", "food-safety"}
    else:
        of_the_state = {slug for slug, agency in directory().items() if agency.kind.of_the_state}
        assert may == {(slug, None) for slug in (["court"] if kind is RecordKind.ENFORCEMENT_ENTRY else of_the_state)}
