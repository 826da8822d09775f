"""Code lists the Guiding Opinions close: as many codes as the text names, each with its meaning."""

from __future__ import annotations

import pytest

from schema.codes import AgencyKind, KeyGroup, ModelSource
from schema.declare import CodeList
from schema.measures import Strength


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        pytest.param(
            ModelSource,
            "CLASSIFIED_SUPERVISION MORAL_MODEL YOUNG_VOLUNTEER ASSOCIATION_MEMBER NEWS_MEDIA",
            marks=pytest.mark.go("GO-03-a"),
        ),
        pytest.param(
            KeyGroup,
            "ENTERPRISE_LEADER STUDENT_OR_YOUTH ACCOUNTANT_OR_AUDITOR TOUR_GUIDE INSURANCE_BROKER PUBLIC_OFFICIAL",
            marks=pytest.mark.go("GO-26-a"),
        ),
    ],
)
def test_a_closed_list_holds_what_the_text_names(codes: type[CodeList], names: str) -> None:
    assert [code.value for code in codes] == names.split()
    assert all(code.description for code in codes)


@pytest.mark.go("GO-02-b")
def test_law_binds_departments_and_courts_alone() -> None:
    assert {kind for kind in AgencyKind if kind.of_the_state} == {AgencyKind.GOVERNMENT, AgencyKind.COURT}


@pytest.mark.go("GO-07-b")
def test_a_wording_that_guides_orders_nobody() -> None:
    assert {strength for strength in Strength if not strength.guiding} == {Strength.MUST, Strength.SHOULD, Strength.MAY}
