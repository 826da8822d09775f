"""Recognition: own first, then newer, then stricter; one-way, dated, conditional; never by silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from strawberry import ID

from gateway.rules.model import AgreementRule, RulePack
from gateway.stages.dossier import Dossier
from gateway.stages.recognise import recognise
from schema.codes import Level
from schema.dates import Period, period
from schema.declare import revised
from schema.evaluations import RatedEvaluation, RecognitionAgreement, RecognitionEffect, RecognitionStatus
from schema.records import Authority, Evaluation, Record
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
    pack,
    penalty,
    rate,
)

LICENCE, TENDER = "food-production-licence", "public-tender"
OWN, RECOGNISED = RecognitionStatus.OWN, RecognitionStatus.RECOGNISED
NOT_RECOGNISED, UNKNOWN = RecognitionStatus.NOT_RECOGNISED, RecognitionStatus.UNKNOWN
FAILED, SUPERSEDED = RecognitionStatus.CONDITION_FAILED, RecognitionStatus.SUPERSEDED


def only(found: tuple[RatedEvaluation, ...]) -> RatedEvaluation:
    assert len(found) == 1
    return found[0]


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


def agreed(**rule: Any) -> RulePack:
    """The shipped pack with one agreement: the ecology grades of region 980000 count in 990000, on these terms."""
    shown = RecognitionAgreement(
        id=ID("agreed"),
        title="agreed (invented)",
        field="environment",
        scale="environment-2013",
        matters=(),
        conditions=(),
        in_force=Period(starts_on=date(2020, 1, 1)),
        basis=next(iter(pack().bases.values())),
        from_issuers=rule.pop("from_issuers", ("region:980000",)),
        recognisers=("region:990000",),
        effect=rule.pop("effect", RecognitionEffect.EQUIVALENT),
    )
    return replace(pack(), agreements=(AgreementRule(shown=shown, **rule),), defaults=())


def under(rules: RulePack, *evaluations: Evaluation, **more: Any) -> dict[str, RatedEvaluation]:
    found = recognise(dossier(*evaluations, **more), matter=matters()[LICENCE], asker=asker(), as_of=AS_OF, pack=rules)
    return {each.evaluation.id: each for each in found if each.evaluation}


FOREIGN = {
    grade: environment(grade, "ecology-neighbour", key=grade, decided_on=date(2025, 11, 24))
    for grade in ("green", "blue", "yellow")
}


@pytest.mark.go("GO-16-b", "GO-16-c")
@pytest.mark.parametrize(
    ("terms", "grade", "status", "reason"),
    [
        ({}, "blue", RECOGNISED, "recognised under agreed"),
        ({"min_level": Level.GOOD}, "green", RECOGNISED, "recognised under agreed"),
        ({"min_level": Level.GOOD}, "blue", RECOGNISED, "recognised under agreed"),
        (
            {"min_level": Level.GOOD},
            "yellow",
            FAILED,
            "a condition of agreed does not hold: its level is GOOD or better",
        ),
        ({"max_age_months": 12}, "blue", RECOGNISED, "recognised under agreed"),
        (
            {"max_age_months": 11},
            "blue",
            FAILED,
            "a condition of agreed does not hold: the evaluation is at most 11 months old",
        ),
        (
            {"max_age_months": 11, "min_level": Level.GOOD},
            "yellow",
            FAILED,
            "a condition of agreed does not hold: the evaluation is at most 11 months old; its level is GOOD or better",
        ),
        (
            {"effect": RecognitionEffect.REFERENCE},
            "blue",
            NOT_RECOGNISED,
            "under agreed this grade is for reference only",
        ),
        (
            {"from_issuers": ("region:970000",)},
            "blue",
            NOT_RECOGNISED,
            "no agreement covers grades of ecology-neighbour; for information only",
        ),
        ({"from_issuers": ("ecology-neighbour",)}, "blue", RECOGNISED, "recognised under agreed"),
        ({"from_issuers": ("ecology-far",)}, "blue", NOT_RECOGNISED, None),
    ],
)
def test_the_answer_says_how_an_agreement_came_out(
    terms: dict[str, Any], grade: str, status: RecognitionStatus, reason: str | None
) -> None:
    (found,) = under(agreed(**terms), FOREIGN[grade]).values()
    assert found.status is status
    assert reason is None or found.reason == reason
    assert found.recognised_grade == (grade if status is RECOGNISED else None)


@pytest.mark.go("GO-16-b")
def test_an_agreement_may_ask_that_the_evaluation_has_not_expired() -> None:
    (found,) = under(agreed(unexpired=True), revised(FOREIGN["blue"], period=None)).values()
    assert (found.status, found.reason) == (
        UNKNOWN,
        "a condition of agreed cannot be told: the evaluation has not expired",
    )
    assert under(agreed(unexpired=True), FOREIGN["blue"])["blue"].status is RECOGNISED


@pytest.mark.go("GO-16-b")
def test_an_agreement_may_ask_that_the_askers_own_side_has_not_rated_the_subject() -> None:
    found = under(agreed(only_if_no_own=True), FOREIGN["blue"], environment("green", key="own"))
    assert found["blue"].reason == (
        "a condition of agreed does not hold: the asker's own side has not rated the subject"
    )
    assert under(agreed(only_if_no_own=True), FOREIGN["blue"])["blue"].status is RECOGNISED


def test_a_grade_that_is_no_rank_reaches_no_least_level() -> None:
    rules = agreed(min_level=Level.POOR)
    tax = tuple(replace(rule, shown=revised(rule.shown, field="tax", scale="tax-2025")) for rule in rules.agreements)
    far = authority("tax-neighbour", "980000")
    for grade, status in (("M", FAILED), ("D", RECOGNISED)):
        (found,) = under(replace(rules, agreements=tax), evaluation("tax", "tax-2025", grade, issuer=far)).values()
        assert found.status is status


def test_an_agreement_about_one_scale_says_nothing_of_another_of_the_field() -> None:
    rules = agreed()
    tax = tuple(replace(rule, shown=revised(rule.shown, field="tax", scale="tax-2014")) for rule in rules.agreements)
    far = authority("tax-neighbour", "980000")
    (found,) = under(replace(rules, agreements=tax), evaluation("tax", "tax-2025", "A", issuer=far)).values()
    assert (found.status, found.agreement) == (NOT_RECOGNISED, None)


def test_a_grade_an_agreement_reads_on_no_other_is_for_reference() -> None:
    scale = pack().scales["environment-2013"]
    rules = agreed(to_scale=scale, grades={"green": "blue"})
    assert under(rules, FOREIGN["green"])["green"].recognised_grade == "blue"
    assert under(rules, FOREIGN["blue"])["blue"].status is NOT_RECOGNISED


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


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    ("records", "gaps", "status", "grade", "level"),
    [
        ((), (), RECOGNISED, "A", Level.GOOD),
        ((penalty(),), (), RECOGNISED, "B", Level.ORDINARY),
        ((), ("EVALUATION:highway-construction",), UNKNOWN, None, None),
        ((), ("PENALTY",), UNKNOWN, None, None),
        ((), ("ENFORCEMENT_ENTRY",), UNKNOWN, None, None),
        ((penalty(),), ("EVALUATION:highway-construction",), UNKNOWN, None, None),
        ((penalty(verification_since=datetime(2026, 11, 1, tzinfo=UTC)),), (), UNKNOWN, None, None),
    ],
)
def test_the_highway_default_fires_only_on_what_is_completely_known(
    records: tuple[object, ...],
    gaps: tuple[str, ...],
    status: RecognitionStatus,
    grade: str | None,
    level: Level | None,
) -> None:
    subject: Dossier = dossier(*records, gaps=gaps)  # type: ignore[arg-type]  # the table mixes kinds of record
    found = only(rate(subject, TENDER, by=asker("trading-centre")))
    assert (found.status, found.recognised_grade, found.recognised_as) == (status, grade, level)
    assert found.evaluation is None


def test_the_highway_default_is_silent_where_a_grade_exists_or_another_matter_is_asked() -> None:
    graded = evaluation("highway-construction", "highway-2009", "B", issuer=authority(None, "980000"))
    found = only(rate(dossier(graded), TENDER, by=asker("trading-centre")))
    assert found.status is NOT_RECOGNISED
    assert rate(dossier(), LICENCE) == ()


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    ("records", "gaps", "reason"),
    [
        ((), (), "treated as A under highway-entry: no evaluation and no bad record"),
        ((penalty(),), (), "treated as B under highway-entry: its clean-record condition does not hold"),
        (
            (),
            ("EVALUATION:highway-construction",),
            "highway-entry cannot be applied: court: no answer in time",
        ),
        ((), ("PENALTY",), "highway-entry cannot be applied: its clean-record condition cannot be told"),
    ],
)
def test_how_an_unrated_subject_is_treated_says_why(
    records: tuple[Record, ...], gaps: tuple[str, ...], reason: str
) -> None:
    found = only(rate(dossier(*records, gaps=gaps), TENDER, by=asker("trading-centre")))
    assert found.reason == reason
    assert found.field == "highway-construction"
    assert found.level is Level.NOT_RATED
    assert found.scale is not None
    assert found.scale.id == "highway-2009"
    assert found.agreement is not None
    assert found.agreement.id == "highway-entry"


@pytest.mark.go("GO-16-b")
def test_a_default_holds_while_it_is_in_force_and_grades_of_other_fields_do_not_silence_it() -> None:
    rated = rate(dossier(evaluation("tax", "tax-2025", "A")), TENDER, by=asker("trading-centre"))
    assert [each.field for each in rated] == ["tax", "highway-construction"]
    ended = period(date(2020, 1, 1), AS_OF)
    over = tuple(replace(rule, shown=revised(rule.shown, in_force=ended)) for rule in pack().defaults)
    found = recognise(
        dossier(),
        matter=matters()[TENDER],
        asker=asker("trading-centre"),
        as_of=AS_OF,
        pack=replace(pack(), defaults=over),
    )
    assert found == ()


def test_a_national_grade_is_everybodys_own() -> None:
    graded = evaluation("highway-construction", "highway-2009", "AA", issuer=authority(None, "CN"))
    assert only(rate(dossier(graded), TENDER)).recognised_as is Level.EXEMPLARY
