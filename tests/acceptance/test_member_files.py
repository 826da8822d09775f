"""Credit files of an association's members: grades with a rating agency and misconduct, read and never acted on."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import TRADING_CENTRE, Question

GRADE = "scale grade score year referenceOnly issuer { agency } ratedWith { name code agency }"
LISTED = "listId reason legalBasis referenceOnly issuer { agency }"
TENDER = ("public-tender", "PUBLIC_RESOURCE_TRADING", TRADING_CENTRE)


@pytest.mark.go("GO-03-f", "GO-12-c", "GO-19-b")
def test_a_members_grade_names_the_association_and_the_rating_agency(question: Question) -> None:
    found = question.about("highway-graded", f"evaluations {{ field {GRADE} }}", "SUPERVISION")["evaluations"]

    (grade,) = [each for each in found if each["field"] == "construction"]
    assert (grade["scale"], grade["grade"], grade["referenceOnly"]) == ("builders-2020", "AAA", True)
    assert grade["issuer"] == {"agency": "builders-association"}
    assert grade["ratedWith"] == {
        "name": "样例省信用评级有限公司",
        "code": "91990000TA22LY0006",
        "agency": "rating-agency",
    }
    assert [each["ratedWith"] for each in found if each["field"] != "construction"] == [None] * (len(found) - 1)


@pytest.mark.go("GO-12-a", "GO-19-b")
def test_a_members_file_records_serious_misconduct_on_the_associations_own_list(question: Question) -> None:
    (entry,) = question.about("association-listed", f"seriousDishonestyEntries {{ {LISTED} }}", "SUPERVISION")[
        "seriousDishonestyEntries"
    ]

    assert (entry["listId"], entry["referenceOnly"]) == ("builders-conduct", True)
    assert entry["issuer"] == {"agency": "builders-association"}
    assert "公约" in entry["legalBasis"]


@pytest.mark.go("GO-12-a", "GO-12-c", "GO-19-b")
def test_neither_changes_the_guidance_or_is_recognised(question: Question) -> None:
    parts = """guidance measures { status measure { direction } } sources { source outcome }
        evaluations { field level status reason }"""

    found = question.check("association-listed", parts, *TENDER)

    assert found["guidance"] == "STANDARD"
    restraints = {each["status"] for each in found["measures"] if each["measure"]["direction"] == "RESTRAINT"}
    assert restraints <= {"FOR_REFERENCE"}
    (rated,) = [each for each in found["evaluations"] if each["field"] == "construction"]
    assert (rated["level"], rated["status"]) == ("POOR", "NOT_RECOGNISED")
    assert "social body" in rated["reason"]
    assert {"source": "member-files", "outcome": "FOUND"} in found["sources"]


@pytest.mark.go("GO-12-a")
def test_the_scale_rests_on_the_sectors_convention(question: Question) -> None:
    found = question.ask("{ scales { nodes { id basis { kind titleZh confidence } } } }")["scales"]["nodes"]

    (basis,) = [each["basis"] for each in found if each["id"] == "builders-2020"]
    assert (basis["kind"], basis["confidence"]) == ("CONVENTION", "UNVERIFIED")
    assert "沙箱虚构" in basis["titleZh"]


@pytest.mark.go("GO-07-b")
def test_a_score_is_shown_beside_its_grade_and_scale_where_it_is_published(question: Question) -> None:
    parts = "evaluations { field scale grade score }"

    found = question.about("highway-graded", parts, "SUPERVISION")["evaluations"]
    unscored = question.about("tax-m", parts, "SUPERVISION")["evaluations"]

    scores = {(each["field"], each["scale"]): each["score"] for each in found}
    assert scores["construction", "builders-2020"] == "96.5"
    assert scores["tax", "tax-2025"] == "82.5"
    assert scores["highway-construction", "highway-2009"] is None
    assert {each["score"] for each in unscored if each["field"] == "tax"} == {None}
