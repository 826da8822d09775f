"""Offences of the key areas and the legal bases of record kinds: published, named by records, asked for by lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from schema.codes import RecordKind
from schema.measures import MeasureStatus, Truth
from tests.acceptance.asking import Question
from tests.acceptance.packs import applied, of_measure, restraint_line, written_further
from tests.rules.making import dossier, revocation

LICENCE = "food-production-licence"
LINE = restraint_line('kind = "PENALTY", severities = ["SERIOUS"], offences = ["food-and-drugs"]')


@pytest.mark.go("GO-09-b", "GO-02-e")
def test_the_offences_are_published_with_their_areas(question: Question) -> None:
    found = question.ask("{ offences { totalCount nodes { id area titleZh } } }")["offences"]

    assert found["totalCount"] == 34
    assert {"id": "wage-arrears", "area": "MARKET_ORDER", "titleZh": "恶意欠薪"} in found["nodes"]


@pytest.mark.go("GO-09-b")
def test_a_record_names_the_offence_its_issuer_determined(question: Question) -> None:
    penalty = question.about("revoked", "penalties { offenceCode area }", "ADMINISTRATIVE_LICENCE")["penalties"]
    listed = question.about("listed-strict", "seriousDishonestyEntries { offenceCode area }", "ADMINISTRATIVE_LICENCE")

    assert penalty == [{"offenceCode": "food-and-drugs", "area": "LIFE_AND_HEALTH"}]
    assert listed["seriousDishonestyEntries"] == [{"offenceCode": "other-market-order", "area": "MARKET_ORDER"}]


@pytest.mark.go("GO-09-b")
@pytest.mark.parametrize(
    ("code", "count", "truth"), [("food-and-drugs", 1, None), ("work-safety", 0, None), (None, 0, Truth.UNKNOWN)]
)
def test_a_line_for_an_offence_meets_that_offence_alone(
    tmp_path: Path, code: str | None, count: int, truth: Truth | None
) -> None:
    found = applied(written_further(tmp_path, lines=LINE), dossier(revocation(offence_code=code)), LICENCE)

    assert [each.status for each in of_measure(found, "RES-04")] == [MeasureStatus.ACTIVE] * count
    near = [each.conditions[0] for each in found.why_not if each.line == "RES-04-of-the-test"]
    assert [each.truth for each in near] == ([] if truth is None else [truth])
    assert all("offence food-and-drugs" in each.text for each in near)


@pytest.mark.go("GO-02-c")
def test_each_kind_of_record_names_its_legal_bases(question: Question) -> None:
    found = question.ask("{ recordKinds { nodes { kind description bases { id confidence titleZh } } } }")

    kinds = {each["kind"]: each for each in found["recordKinds"]["nodes"]}
    assert set(kinds) == set(RecordKind)
    for each in kinds.values():
        assert {"public-credit-catalogue": "SECONDARY"}.items() <= {
            basis["id"]: basis["confidence"] for basis in each["bases"]
        }.items()
        assert each["description"]


@pytest.mark.go("GO-02-c")
def test_before_the_catalogue_of_2021_the_guiding_opinions_are_named_and_for_judgments_the_courts_provisions(
    question: Question,
) -> None:
    found = question.ask('{ recordKinds(asOf: "2021-12-15") { nodes { kind bases { id } } } }')["recordKinds"]["nodes"]
    others = {
        (each["kind"], basis["id"])
        for each in found
        for basis in each["bases"]
        if not basis["id"].startswith("guofa-2016-33-")
    }

    assert others == {("JUDGMENT", "court-provisions-2016-19")}
