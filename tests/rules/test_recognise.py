"""Recognition: own first, then newer, then stricter; one-way, dated, conditional; never by silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.stages.dossier import Dossier
from gateway.stages.recognise import recognise
from schema.codes import Level
from schema.dates import Period, period
from schema.declare import revised
from schema.evaluations import RecognitionStatus
from schema.records import Authority
from tests.rules.making import (
    AS_OF,
    UNIT,
    asker,
    authority,
    dossier,
    entry,
    environment,
    evaluation,
    gap,
    matters,
    only,
    pack,
    rate,
)

LICENCE, TENDER = "food-production-licence", "public-tender"
OWN, RECOGNISED = RecognitionStatus.OWN, RecognitionStatus.RECOGNISED
NOT_RECOGNISED, UNKNOWN = RecognitionStatus.NOT_RECOGNISED, RecognitionStatus.UNKNOWN
FAILED, SUPERSEDED = RecognitionStatus.CONDITION_FAILED, RecognitionStatus.SUPERSEDED


@pytest.mark.go("GO-16-b", "GO-16-c")
@pytest.mark.parametrize(
    ("issuer", "asker_region", "status", "level"),
    [
        ("ecology", "990000", OWN, Level.GOOD),
        ("ecology-neighbour", "990000", RECOGNISED, Level.GOOD),
        ("ecology-far", "990000", NOT_RECOGNISED, None),
        ("ecology", "980000", NOT_RECOGNISED, None),
        ("ecology-neighbour", "980000", OWN, Level.GOOD),
    ],
)
def test_recognition_is_between_named_parties_and_one_way(
    issuer: str, asker_region: str, status: RecognitionStatus, level: Level | None
) -> None:
    found = only(rate(dossier(environment("blue", issuer)), LICENCE, by=asker(region=asker_region)))
    assert (found.status, found.recognised_as) == (status, level)
    assert found.level is Level.GOOD


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    ("changes", "more", "gaps", "status"),
    [
        ({}, (), (), RECOGNISED),
        ({"decided_on": date(2024, 11, 24)}, (), (), RECOGNISED),
        ({"decided_on": date(2024, 11, 23)}, (), (), FAILED),
        ({"decided_on": None}, (), (), UNKNOWN),
        ({"decided_on": None, "year": 2025}, (), (), RECOGNISED),
        ({"period": None}, (), (), UNKNOWN),
        ({"period": Period(starts_on=date(2026, 6, 27), ends_before=AS_OF)}, (), (), NOT_RECOGNISED),
        ({}, (entry(),), (), FAILED),
        ({}, (entry(verification_since=datetime(2026, 11, 1, tzinfo=UTC)),), (), UNKNOWN),
        ({}, (), ("SERIOUS_DISHONESTY_ENTRY",), UNKNOWN),
        ({}, (), ("EVALUATION:environment",), UNKNOWN),
        ({}, (environment("red"),), (), FAILED),
        ({"name_differs": True}, (), (), UNKNOWN),
        ({"reference_only": True}, (), (), NOT_RECOGNISED),
        ({"decided_on": date(2026, 11, 25)}, (), (), NOT_RECOGNISED),
    ],
)
def test_conditions_of_an_agreement(
    changes: dict[str, object], more: tuple[object, ...], gaps: tuple[str, ...], status: RecognitionStatus
) -> None:
    grade = environment("blue", "ecology-neighbour", key="foreign", **changes)
    subject: Dossier = dossier(grade, *more, gaps=gaps)  # type: ignore[arg-type]  # the table mixes kinds of record
    found = next(each for each in rate(subject, LICENCE) if each.evaluation and each.evaluation.id == "foreign")
    assert found.status is status
    assert (found.recognised_as is None) is (status is not RECOGNISED)


@pytest.mark.go("GO-16-c")
def test_an_agreement_out_of_force_recognises_nothing_and_is_shown() -> None:
    over = period(date(2024, 1, 1), AS_OF)
    rules = tuple(replace(rule, shown=revised(rule.shown, in_force=over)) for rule in pack().agreements)
    found = only(
        recognise(
            dossier(environment("blue", "ecology-neighbour")),
            matter=matters()[LICENCE],
            asker=asker(),
            as_of=AS_OF,
            pack=replace(pack(), agreements=rules),
        )
    )
    assert found.status is NOT_RECOGNISED
    assert found.agreement is not None
    assert "not in force" in found.reason


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [
        (environment("green", key="old", decided_on=date(2025, 6, 27)), environment("red", key="new"), "new"),
        (environment("red", key="old", decided_on=date(2025, 6, 27)), environment("green", key="new"), "new"),
        (environment("green", key="a"), environment("yellow", key="b"), "b"),
        (environment("green", key="a"), environment("yellow", key="b", decided_on=None), "b"),
        (environment("green", key="a", decided_on=None), environment("yellow", key="b"), "b"),
    ],
)
def test_newer_then_stricter(first: object, second: object, winner: str) -> None:
    found = rate(dossier(first, second), LICENCE)  # type: ignore[arg-type]  # both are evaluations
    counting = [each.evaluation.id for each in found if each.recognised_as is not None and each.evaluation]
    assert counting == [winner]
    assert sorted(each.status for each in found) == sorted([OWN, SUPERSEDED])
    (lost,) = (each for each in found if each.status is SUPERSEDED)
    assert lost.reason == f"{winner} takes precedence: own first, then newer, then stricter"
    assert (lost.recognised_as, lost.recognised_grade) == (None, None)


@pytest.mark.go("GO-16-b")
def test_an_own_grade_counts_as_what_it_is_and_is_shown_on_its_scale() -> None:
    (found,) = rate(dossier(environment("green", key="own")), LICENCE)
    (scale,) = (each.scale for each in pack().scales.values() if each.scale.field == "environment")
    assert (found.status, found.scale) == (OWN, scale)
    assert (found.level, found.recognised_as, found.recognised_grade) == (Level.EXEMPLARY, Level.EXEMPLARY, "green")
    foreign = environment("green", "ecology-far")
    (told,) = rate(dossier(foreign), LICENCE)
    assert (told.status, told.scale, told.recognised_as, told.recognised_grade) == (NOT_RECOGNISED, scale, None, None)


@pytest.mark.parametrize(
    ("issuer", "status"),
    [
        (authority("market-regulation", None), OWN),
        (Authority(name="x", code=asker().agency.code, agency=None, region=None), OWN),
        (Authority(name="x", code=None, agency=None, region=None), NOT_RECOGNISED),
        (Authority(name="x", code=UNIT.value, agency="tax-neighbour", region="980000"), NOT_RECOGNISED),
    ],
)
def test_the_askers_own_grade_is_known_by_its_slug_or_its_code(issuer: Authority, status: RecognitionStatus) -> None:
    found = only(rate(dossier(evaluation("tax", "tax-2025", "A", issuer=issuer)), LICENCE))
    assert found.status is status
    if status is OWN:
        assert found.reason == f"given by {issuer.name}, the asker's own side"


@pytest.mark.go("GO-16-c")
def test_while_sources_of_a_field_are_silent_each_is_named() -> None:
    subject = replace(dossier(environment("green")), gaps={"EVALUATION:environment": (gap("a"), gap("b"))})
    found = only(rate(subject, LICENCE))
    assert (found.status, found.recognised_as) == (UNKNOWN, None)
    assert found.reason == ("an own, newer or stricter grade may exist: a: no answer in time; b: no answer in time")


@pytest.mark.go("GO-16-b")
def test_old_customs_levels_are_read_on_the_new_scale_and_never_raised() -> None:
    def read(grade: str) -> tuple[str | None, Level | None]:
        old = evaluation("customs", "customs-2021", grade, decided_on=date(2025, 1, 1))
        found = only(rate(dossier(old), LICENCE))
        return found.recognised_grade, found.recognised_as

    assert read("高级认证企业") == ("advanced certified", Level.EXEMPLARY)
    assert read("others") == ("regular", Level.ORDINARY)
    assert read("dishonest") == ("dishonest", Level.POOR)


@pytest.mark.go("GO-16-b")
def test_an_old_scale_of_another_region_needs_two_agreements_and_gets_none() -> None:
    old = evaluation("customs", "customs-2021", "others", issuer=authority("customs-far", "970000"))
    assert only(rate(dossier(old), LICENCE)).status is NOT_RECOGNISED


@pytest.mark.go("GO-16-b")
def test_an_own_grade_precedes_a_newer_recognised_one() -> None:
    own = evaluation("tax", "tax-2025", "C", decided_on=date(2025, 8, 1))
    newer = evaluation("tax", "tax-2014", "A", decided_on=date(2026, 1, 1))
    status = {each.evaluation.grade: each.status for each in rate(dossier(own, newer), LICENCE) if each.evaluation}
    assert status == {"C": OWN, "A": SUPERSEDED}


def test_tax_grade_m_is_no_rank() -> None:
    found = only(rate(dossier(evaluation("tax", "tax-2025", "M")), LICENCE))
    assert (found.status, found.recognised_as) == (OWN, Level.NOT_RATED)


@pytest.mark.parametrize(
    ("field", "scale", "grade", "said"),
    [
        ("tax", "tax-2025", "Z", "not on its scale"),
        ("tax", "tax-1999", "A", "not known"),
        ("customs", "tax-2025", "A", "another field"),
    ],
)
def test_a_letter_without_its_scale_means_nothing(field: str, scale: str, grade: str, said: str) -> None:
    found = only(rate(dossier(evaluation(field, scale, grade)), LICENCE))
    assert (found.status, found.level) == (NOT_RECOGNISED, Level.NOT_RATED)
    assert said in found.reason


def test_a_national_grade_is_everybodys_own() -> None:
    graded = evaluation("highway-construction", "highway-2009", "AA", issuer=authority(None, "CN"))
    assert only(rate(dossier(graded), TENDER)).recognised_as is Level.EXEMPLARY
