"""Agreements of recognition made for the test: what they cover, what they ask, how they came out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from strawberry import ID

from gateway.rules.model import AgreementRule, RulePack
from gateway.stages.recognise import recognise
from schema.codes import Level
from schema.dates import Period
from schema.declare import revised
from schema.evaluations import RatedEvaluation, RecognitionAgreement, RecognitionEffect, RecognitionStatus
from schema.records import Evaluation
from tests.rules.making import (
    AS_OF,
    asker,
    authority,
    dossier,
    environment,
    evaluation,
    matters,
    pack,
)

LICENCE, TENDER = "food-production-licence", "public-tender"


OWN, RECOGNISED = RecognitionStatus.OWN, RecognitionStatus.RECOGNISED


NOT_RECOGNISED, UNKNOWN = RecognitionStatus.NOT_RECOGNISED, RecognitionStatus.UNKNOWN


FAILED, SUPERSEDED = RecognitionStatus.CONDITION_FAILED, RecognitionStatus.SUPERSEDED


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
