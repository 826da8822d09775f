"""Measures of market, associations, media and publicity: served as the text words them, and binding nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from gateway.stages.decide import decide
from gateway.stages.dossier import Asker
from gateway.stages.measure import Measured
from schema.codes import AgencyKind
from schema.declare import revised
from schema.measures import Guidance, MeasureKind, MeasureStatus
from tests.acceptance.asking import Question
from tests.acceptance.packs import GOOD_GRADES, applied, of_measure, written_further
from tests.rules.making import asker, dossier, enforcement, entry, matters, model, pack, revocation

LICENCE = "food-production-licence"
SERVED = [
    ("GO-07-a", "INC-15", 7, "ADVOCATED", "税易贷", "banks"),
    ("GO-07-a", "INC-16", 7, "ADVOCATED", "信易贷", "banks"),
    ("GO-07-a", "INC-17", 7, "ADVOCATED", "信易债", "market"),
    ("GO-07-b", "INC-18", 7, "GUIDED", "市场服务机构", "Financial and commercial"),
    ("GO-08-a", "INC-19", 8, "SHOULD", "在政府网站和“信用中国”网站公示", "Departments"),
    ("GO-08-b", "INC-20", 8, "SHOULD", "会展、银企对接", "Departments"),
    ("GO-08-c", "INC-21", 8, "GUIDED", "征信机构加强正面信息采集", "Credit bureaux"),
    ("GO-08-d", "INC-22", 8, "ADVOCATED", "行业协会商会表彰", "Associations"),
    ("GO-11-c", "RES-28", 11, "SUPPORTED", "征信机构纳入信用记录", "Credit bureaux"),
    ("GO-11-d", "RES-29", 11, "GUIDED", "提高贷款利率", "banks"),
    ("GO-11-d", "RES-30", 11, "GUIDED", "提高财产保险费率", "Insurers"),
    ("GO-11-d", "RES-31", 11, "GUIDED", "限制提供贷款", "Banks"),
    ("GO-11-d", "RES-32", 11, "GUIDED", "限制提供保荐服务", "Securities firms"),
    ("GO-11-d", "RES-33", 11, "GUIDED", "限制提供承销服务", "Securities firms"),
    ("GO-11-d", "RES-34", 11, "GUIDED", "限制提供保险服务", "Insurers"),
    ("GO-12-a", "RES-35", 12, "GUIDED", "记入会员信用档案", "Associations"),
    ("GO-12-b", "RES-36", 12, "SUPPORTED", "警告", "Associations"),
    ("GO-12-b", "RES-37", 12, "SUPPORTED", "行业内通报批评", "Associations"),
    ("GO-12-b", "RES-38", 12, "SUPPORTED", "公开谴责", "Associations"),
    ("GO-12-b", "RES-39", 12, "SUPPORTED", "不予接纳", "Associations"),
    ("GO-12-b", "RES-40", 12, "SUPPORTED", "劝退", "Associations"),
    ("GO-26-b", "RES-43", 26, "SHOULD", "媒体曝光", "Media"),
]
OPERATIVE = {"INC-16", "RES-29", "RES-31", "RES-36", "RES-37", "RES-38", "RES-39", "RES-40"}
LOAN_NOTICE = """
[[line]]
id = "RES-31-notice"
measure = "RES-31"
effect = "NOTICE"
kind = "RECOMMENDED"
bases = ["guofa-2016-33-10"]
matters = ["food-production-licence"]
implementer = "Banks"
in_force = { from = 2026-04-01 }
duration = { until = "exit" }
has = [{ kind = "SERIOUS_DISHONESTY_ENTRY", lists = ["market-regulation"] }]
"""


def _body(kind: AgencyKind) -> Asker:
    asking = asker("body")
    return replace(asking, agency=revised(asking.agency, kind=kind))


def _marked(go: str, measure: str, *expected: object) -> ParameterSet:
    return pytest.param(measure, *expected, id=measure, marks=pytest.mark.go(go))


@pytest.mark.parametrize(
    ("measure", "paragraph", "strength", "title", "implementer"), [_marked(*each) for each in SERVED]
)
def test_the_catalogue_serves_the_measure_as_its_paragraph_words_it(
    question: Question, measure: str, paragraph: int, strength: str, title: str, implementer: str
) -> None:
    asked = "{ measures(first: 100) { nodes { id direction paragraph strength titleZh operative } } }"

    served = {node["id"]: node for node in question.ask(asked)["measures"]["nodes"]}[measure]

    assert served["direction"] == ("INCENTIVE" if measure.startswith("INC") else "RESTRAINT")
    assert (served["paragraph"], served["strength"]) == (paragraph, strength)
    assert served["operative"] is (measure in OPERATIVE)
    assert title in served["titleZh"]
    assert implementer in pack().catalogue[measure].implementer


@pytest.mark.parametrize("measure", [_marked(go, measure) for go, measure, *_ in SERVED])
@pytest.mark.parametrize("matter", matters())
def test_it_meets_nobody_but_on_its_own_matters_and_never_as_a_duty(measure: str, matter: str) -> None:
    best = dossier(model(), *GOOD_GRADES.values())
    worst = dossier(revocation(), enforcement(), *(entry(name, list_id=name) for name in pack().lists))
    own = matters()[matter].kind in pack().catalogue[measure].measure.matter_kinds

    for subject in (best, worst):
        for kind in AgencyKind:
            met = of_measure(applied(pack(), subject, matter, by=_body(kind)), measure)
            assert own or not met
            assert all(each.kind is MeasureKind.RECOMMENDED for each in met)


@pytest.mark.go("GO-07-b", "GO-11-d")
def test_no_line_binds_whom_the_text_only_guides() -> None:
    guided = {name for name, entry in pack().catalogue.items() if entry.measure.strength.value == "GUIDED"}

    bound = {line.entry.measure.id for line in pack().lines if line.kind is MeasureKind.MANDATORY}

    assert len(guided) == 9
    assert not guided & bound


@pytest.mark.go("GO-11-d")
def test_a_market_body_is_informed_and_the_guidance_stays(tmp_path: Path) -> None:
    noticed = written_further(tmp_path, lines=LOAN_NOTICE)
    found = applied(noticed, dossier(entry()), LICENCE, by=_body(AgencyKind.FINANCIAL))

    (notice,) = of_measure(found, "RES-31")
    assert (notice.status, notice.kind) == (MeasureStatus.ACTIVE, MeasureKind.RECOMMENDED)
    alone = Measured(measures=(notice,), why_not=())
    assert decide(matters()[LICENCE], alone, missing_required=()).guidance is Guidance.STANDARD
