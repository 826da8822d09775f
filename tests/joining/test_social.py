"""For reference by what the supplier is: whoever delivers and issues, a social body's word alone never counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strawberry import ID

from gateway.joining.social import for_reference, social_bodies
from schema.agencies import Agency
from schema.codes import AgencyKind
from schema.declare import revised
from schema.records import Provenance, Record
from tests.joining.invented import NOW
from tests.rules.making import authority, entry, evaluation, model, penalty

SOCIAL = frozenset({"association", "bank"})
AGENCY_OF = {"member-files": "association", "loans": "bank", "hub": "credit-centre", "models": "civility-office"}
RECORDS = [penalty(), entry(), model(), evaluation("construction", "builders-2020", "A")]


def delivered(record: Record, *sources: str, issuer: str | None) -> Record:
    copies = tuple(Provenance(source=source, retrieved_at=NOW) for source in sources)
    return revised(record, provenances=copies, issuer=authority(issuer))


@pytest.mark.go("GO-19-b", "GO-02-b")
@pytest.mark.parametrize("kind", AgencyKind)
def test_every_participant_but_departments_and_courts_is_a_social_body(kind: AgencyKind) -> None:
    agency = Agency(slug=ID("a"), name="a", name_zh="a", code="c", kind=kind, region="990000", field="f")

    assert social_bodies([agency]) == ({"a"} if kind not in {AgencyKind.GOVERNMENT, AgencyKind.COURT} else set())


@pytest.mark.go("GO-19-b")
@given(
    record=st.sampled_from(RECORDS),
    sources=st.lists(st.sampled_from(sorted(AGENCY_OF)), min_size=1, unique=True),
    issuer=st.sampled_from([None, "association", "bank", "credit-centre", "market-regulation"]),
)
def test_a_record_counts_only_if_a_department_or_court_stands_behind_it(
    record: Record, sources: list[str], issuer: str | None
) -> None:
    found = for_reference(delivered(record, *sources, issuer=issuer), SOCIAL, AGENCY_OF)

    a_department_keeps_it = not SOCIAL.issuperset(AGENCY_OF[source] for source in sources)
    determined_by_one = issuer in SOCIAL and record.kind != "RED_LIST_ENTRY"
    assert found is (determined_by_one or not a_department_keeps_it)


@pytest.mark.go("GO-03-a", "GO-03-b", "GO-19-b")
def test_a_member_an_association_recommends_is_a_model_once_a_department_keeps_it() -> None:
    recommended = delivered(model(), "member-files", issuer="association")

    assert for_reference(recommended, SOCIAL, AGENCY_OF)
    assert not for_reference(delivered(model(), "models", issuer="association"), SOCIAL, AGENCY_OF)


def test_without_social_bodies_nothing_is_for_reference_by_its_supplier() -> None:
    assert not for_reference(delivered(entry(), "member-files", issuer="association"), frozenset(), AGENCY_OF)
