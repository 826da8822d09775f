"""Agreements as a region would write them: between agencies, regions and scales, one way or both, with conditions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gateway.rules.load import PackFaults
from gateway.rules.model import RulePack
from gateway.stages.recognise import recognise
from schema.codes import Level
from schema.evaluations import RatedEvaluation, RecognitionStatus
from schema.measures import MeasureStatus
from schema.records import Evaluation
from tests.acceptance.packs import applied, of_measure, written_further
from tests.rules.making import AS_OF, asker, authority, dossier, entry, environment, evaluation, matters

PLAN = "annual-inspection-plan"
RECOGNISED, FAILED = RecognitionStatus.RECOGNISED, RecognitionStatus.CONDITION_FAILED
NOT_RECOGNISED, SUPERSEDED = RecognitionStatus.NOT_RECOGNISED, RecognitionStatus.SUPERSEDED
BASIS = 'basis = "guofa-2016-33-16"'


def grades(rest: str = "", *, issuers: str = '["region:970000"]', recognisers: str = '["region:990000"]') -> str:
    """Write an agreement on environmental grades."""
    return f"""
[[agreement]]
id = "written"
title = "written for a test"
from = {issuers}
recognisers = {recognisers}
scale = "environment-2013"
{BASIS}
in_force = {{ from = 2024-01-01 }}
{rest}
"""


def lists(rest: str = "", *, names: str = '["environment"]', issuers: str = '["region:970000"]') -> str:
    """Write an agreement on lists."""
    return f"""
[[list_agreement]]
id = "written"
title = "written for a test"
lists = {names}
from = {issuers}
recognisers = ["region:960000"]
{BASIS}
in_force = {{ from = 2024-01-01 }}
{rest}
"""


def rated(pack: RulePack, *found: Evaluation, by: str = "market-regulation", region: str = "990000") -> dict[str, str]:
    asking = asker(by, region)
    ratings = recognise(dossier(*found), matter=matters()[PLAN], asker=asking, as_of=AS_OF, pack=pack)
    return {each.evaluation.id: each.status for each in ratings if each.evaluation}


@pytest.mark.go("GO-16-b", "GO-16-c")
def test_agencies_recognise_by_name_and_no_other_of_their_region_does(tmp_path: Path) -> None:
    pack = written_further(tmp_path, recognition=grades(issuers='["ecology-far"]', recognisers='["finance"]'))
    far, other = environment("blue", "ecology-far", key="far"), environment("blue", "water-far", key="other")
    elsewhere = other.__class__(**{**vars(other), "issuer": authority("water-far", "970000")})

    assert rated(pack, far, by="finance") == {"far": RECOGNISED}
    assert rated(pack, far, by="ecology") == {"far": NOT_RECOGNISED}
    assert rated(pack, elsewhere, by="finance") == {"other": NOT_RECOGNISED}


@pytest.mark.go("GO-16-b", "GO-16-c")
@pytest.mark.parametrize(
    ("rest", "far_by_sample", "sample_by_far"),
    [("", RECOGNISED, NOT_RECOGNISED), ("reciprocal = true", RECOGNISED, RECOGNISED)],
)
def test_one_way_is_the_default_and_both_ways_is_said(
    tmp_path: Path, rest: str, far_by_sample: RecognitionStatus, sample_by_far: RecognitionStatus
) -> None:
    pack = written_further(tmp_path, recognition=grades(rest))

    assert rated(pack, environment("blue", "ecology-far", key="g")) == {"g": far_by_sample}
    assert rated(pack, environment("blue", "ecology", key="g"), region="970000") == {"g": sample_by_far}
    directions = [rule.shown.id for rule in pack.agreements if rule.shown.id.startswith("written")]
    assert directions == (["written", "written-other-way"] if rest else ["written"])


@pytest.mark.go("GO-16-b")
def test_a_region_stands_for_the_divisions_within_it(tmp_path: Path) -> None:
    pack = written_further(tmp_path, recognition=grades())
    city = environment("blue", key="city")
    of_a_city = city.__class__(**{**vars(city), "issuer": authority("ecology-city", "970300")})

    assert rated(pack, of_a_city, region="990102") == {"city": RECOGNISED}
    assert rated(pack, environment("blue", key="province"), region="990102") == {"province": RecognitionStatus.OWN}
    home = city.__class__(**{**vars(city), "issuer": authority("ecology-city", "990100")})
    assert rated(pack, home) == {"city": NOT_RECOGNISED}


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(("grade", "status"), [("green", RECOGNISED), ("blue", RECOGNISED), ("yellow", FAILED)])
def test_a_least_level_is_a_condition(tmp_path: Path, grade: str, status: RecognitionStatus) -> None:
    pack = written_further(tmp_path, recognition=grades('min_level = "GOOD"'))

    assert rated(pack, environment(grade, "ecology-far", key="far")) == {"far": status}


@pytest.mark.go("GO-16-b", "GO-16-c")
def test_an_agreement_for_reference_shows_the_grade_and_counts_it_as_nothing(tmp_path: Path) -> None:
    pack = written_further(tmp_path, recognition=grades('effect = "REFERENCE"'))
    far = dossier(environment("green", "ecology-far"))

    (found,) = recognise(far, matter=matters()[PLAN], asker=asker(), as_of=AS_OF, pack=pack)

    assert (found.status, found.level, found.recognised_as) == (NOT_RECOGNISED, Level.EXEMPLARY, None)
    assert found.reason == "under written this grade is for reference only"


@pytest.mark.go("GO-16-b")
def test_grades_that_differ_are_both_shown_and_the_newer_then_stricter_counts(tmp_path: Path) -> None:
    pack = written_further(tmp_path, recognition=grades(issuers='["region:970000", "region:980000"]'))
    far = environment("green", "ecology-far", key="far", decided_on=date(2026, 6, 28))
    near = environment("blue", "ecology-neighbour", key="near")

    assert rated(pack, far, near) == {"far": RECOGNISED, "near": SUPERSEDED}
    same_day = environment("green", "ecology-far", key="far")
    assert rated(pack, same_day, near) == {"far": SUPERSEDED, "near": RECOGNISED}
    assert rated(pack, far, environment("red", key="own")) == {"far": SUPERSEDED, "own": RecognitionStatus.OWN}


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    ("decided_on", "status", "level"),
    [
        (date(2024, 11, 24), RECOGNISED, Level.EXEMPLARY),
        (date(2024, 11, 23), FAILED, None),
    ],
)
def test_a_grade_of_the_old_tax_scale_counts_for_two_years(
    tmp_path: Path, decided_on: date, status: RecognitionStatus, level: Level | None
) -> None:
    found = _old_tax(written_further(tmp_path), "A", decided_on)

    assert (found.status, found.recognised_as) == (status, level)


@pytest.mark.go("GO-16-b")
def test_tax_m_stays_no_rank_from_scale_to_scale(tmp_path: Path) -> None:
    found = _old_tax(written_further(tmp_path), "M", date(2026, 1, 1))

    assert (found.recognised_grade, found.recognised_as) == ("M", Level.NOT_RATED)


def _old_tax(pack: RulePack, grade: str, decided_on: date) -> RatedEvaluation:
    old = dossier(evaluation("tax", "tax-2014", grade, decided_on=decided_on))
    (found,) = recognise(old, matter=matters()[PLAN], asker=asker(), as_of=AS_OF, pack=pack)
    return found


@pytest.mark.go("GO-16-b", "GO-16-c")
@pytest.mark.parametrize("rest", ["", "reciprocal = true"])
def test_a_list_agreement_goes_one_way_unless_it_says_both(tmp_path: Path, rest: str) -> None:
    pack = written_further(tmp_path, recognition=lists(rest))

    def status(issuer: str, asking: str) -> MeasureStatus:
        listed = entry(list_id="environment", issuer=authority(None, issuer))
        (made,) = of_measure(applied(pack, dossier(listed), PLAN, by=asker(region=asking)), "RES-01")
        return made.status

    assert status("970000", "960000") is MeasureStatus.ACTIVE
    assert status("960000", "970000") is (MeasureStatus.ACTIVE if rest else MeasureStatus.FOR_REFERENCE)
    assert status("980000", "960000") is MeasureStatus.FOR_REFERENCE


BOTH = "reciprocal = true"
READ = 'to_scale = "environment-2013"\ngrades = { blue = "blue" }'
UNRANKED = """
[[agreement]]
id = "written"
title = "written for a test"
from = ["own"]
recognisers = ["any"]
scale = "tax-2014"
to_scale = "tax-2025"
grades = { M = "B" }
basis = "sta-2025-12"
in_force = { from = 2025-07-01 }
"""
FAULTY = [
    (grades(BOTH, issuers='["own"]'), "'own' names no party that could recognise in turn"),
    (grades(BOTH, issuers='["any"]'), "'any' names no party that could recognise in turn"),
    (grades(BOTH, recognisers='["any"]'), "leave reciprocal out, or name the parties"),
    (grades(BOTH, issuers='["region:990000"]'), "every party of it recognises every other already"),
    (grades(f"{BOTH}\n{READ}"), "reads grades on another scale (leave reciprocal out"),
    (grades('reciprocal = "yes"'), "true or false"),
    (grades(recognisers='["own"]'), "cannot be 'own'"),
    (grades(issuers='["region:98"]'), "names the region '98' (write a division code"),
    (grades('min_level = "NOT_RATED"'), "NOT_RATED is no level to reach"),
    (grades().replace('"written"', '"written-other-way"', 1), "choose another id"),
    (UNRANKED, "M is no rank, and B is one (leave M out)"),
    (lists(issuers='["own"]'), "cannot be 'own'"),
    (lists(BOTH, issuers='["any"]'), "'any' names no party that could recognise in turn"),
    (lists(names='["market-regulation"]'), "is national and counts everywhere"),
    (lists(names='["builders-conduct"]'), "GO-19-b"),
    (lists(names='["environmnt"]'), "did you mean environment?"),
    (lists(names="[]"), "names no list"),
    (lists('matters = ["public-tenders"]'), "did you mean public-tender?"),
    (lists("reciprocl = true"), "did you mean reciprocal?"),
    (lists().replace(BASIS, 'basis = "nothing"'), "the legal basis"),
    (lists().replace(BASIS, 'basis = "gacc-2021-251"'), "not in force throughout"),
    (lists().replace('"written"', '"yangtze-delta-environment-list"', 1), "used twice"),
]


@pytest.mark.go("GO-16-b", "GO-16-c")
@pytest.mark.parametrize(("recognition", "said"), FAULTY)
def test_an_agreement_that_makes_no_sense_is_refused_where_it_stands(
    tmp_path: Path, recognition: str, said: str
) -> None:
    with pytest.raises(PackFaults) as refused:
        written_further(tmp_path, recognition=recognition)

    telling = [fault for fault in refused.value.faults if said in str(fault)]
    assert telling, str(refused.value)
    assert all(fault.file == "cn-2026/recognition.toml" and fault.line > 1 for fault in telling)
