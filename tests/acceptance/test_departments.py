"""One department determines and another acts, each by its own procedure and its own local documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.demo.admin import FaultOrder
from gateway.demo.scenarios import Expectation, Scenario
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from gateway.rules.adoptions import AdoptionNames, AdoptionRule, load_adoptions
from gateway.stages.measure import measure
from schema.declare import revised
from schema.measures import Guidance, Measure, MeasureStatus
from schema.records import Record
from tests.acceptance.asking import FINANCE, MARKET_REGULATION, TRADING_CENTRE, Question
from tests.rules.making import (
    AS_OF,
    adoptions,
    asker,
    authority,
    decided,
    dossier,
    entry,
    matters,
    measured,
    model,
    of_line,
    pack,
    revocation,
)

LICENCE, RES_02 = "food-production-licence", "RES-02-market-regulation-list"
DOCUMENT = "样例市联合惩戒备忘录（测试虚构）"
ACTS = "asker { slug } measures { line status implementer records { issuer { agency } } adoption { agency document } }"
PROCEDURES = [
    (MARKET_REGULATION, LICENCE, "ADMINISTRATIVE_LICENCE", "STANDARD"),
    (MARKET_REGULATION, "annual-inspection-plan", "SUPERVISION", "INCOMPLETE"),
    (TRADING_CENTRE, "public-tender", "PUBLIC_RESOURCE_TRADING", "INCOMPLETE"),
    (FINANCE, "fiscal-fund-application", "FISCAL_FUND", "INCOMPLETE"),
]


def _adopted(folder: Path, agency: str, line: str = RES_02) -> tuple[AdoptionRule, ...]:
    """Write a local document beside those of the shipped configuration."""
    text = f"""
[[adoption]]
agency = "{agency}"
lines = ["{line}"]
matters = ["{LICENCE}"]
document = "{DOCUMENT}"
in_force = {{ from = 2026-06-01 }}
"""
    (folder / "local.toml").write_text(text, encoding="utf-8")
    known = AdoptionNames(measures=pack().catalogue, lines={each.id: each for each in pack().lines}, matters=matters())
    return (*adoptions(), *load_adoptions(folder, known))


def _listed(by: str, rules: tuple[AdoptionRule, ...], as_of: date = AS_OF) -> Measure:
    asking = asker(by)
    found = measure(
        dossier(entry()), (), matter=matters()[LICENCE], asker=asking, as_of=as_of, pack=pack(), adoptions=rules
    )
    (made,) = of_line(found, RES_02)
    return made


@pytest.mark.go("GO-09-d", "GO-09-a")
def test_the_trading_centre_acts_on_what_the_court_determined(question: Question) -> None:
    check = question.check("enforced", ACTS, "public-tender", "PUBLIC_RESOURCE_TRADING", TRADING_CENTRE)

    (found,) = (each for each in check["measures"] if each["line"] == "RES-15-able-and-refuses")
    assert [record["issuer"]["agency"] for record in found["records"]] == ["court"]
    assert (check["asker"]["slug"], found["adoption"]["agency"]) == ("trading-centre", "trading-centre")
    assert (found["status"], found["implementer"]) == ("ACTIVE", "Tenderer and trading supervisors")


@pytest.mark.go("GO-09-d")
@pytest.mark.parametrize("by", ["market-regulation", "customs", "emergency-management"])
def test_whoever_asks_the_record_keeps_its_issuer_and_the_measure_its_implementer(by: str) -> None:
    found = measured(dossier(revocation()), LICENCE, by=asker(by))

    (made,) = of_line(found, "RES-17-food-licence-revoked")
    assert [record.issuer.agency for record in made.records] == ["emergency-management"]
    assert made.status is MeasureStatus.ACTIVE
    assert made.implementer == "Market regulation department that licenses food production"


@pytest.mark.go("GO-16-a")
@pytest.mark.parametrize(
    ("designated", "guidance"), [(model(), Guidance.GREEN_CHANNEL), (entry(), Guidance.STRICT_REVIEW)]
)
@pytest.mark.parametrize("region", ["990000", "980000", "970000"])
def test_what_a_region_designates_acts_in_another(designated: Record, guidance: Guidance, region: str) -> None:
    elsewhere = revised(designated, issuer=authority("its-office", region))

    found = decided(dossier(elsewhere), LICENCE, by=asker("market-regulation", region="990000"))

    assert found.guidance is guidance


@pytest.mark.go("GO-25-b")
@pytest.mark.parametrize(("client", "matter", "why", "guidance"), PROCEDURES)
def test_each_procedure_says_which_departments_it_cannot_do_without(
    stage: Stage, client: str, matter: str, why: str, guidance: str
) -> None:
    played = stage.play(
        Scenario(
            id="procedure",
            title="the court is down",
            go=["GO-25-b"],
            subject="fund-clean",
            matter=matter,
            client=client,
            purpose=why,
            deadline_ms=2000,
            faults={"court": FaultOrder(mode="down")},
            world=World(own="procedures"),
            expect=Expectation(guidance=guidance, missing=["court"] if guidance == "INCOMPLETE" else []),
        )
    )

    assert played.ok, [facet for facet in played.facets if not facet.ok]


@pytest.mark.go("GO-25-b", "GO-27-a")
def test_a_departments_own_document_makes_the_national_measure_its_own(tmp_path: Path) -> None:
    rules = _adopted(tmp_path, "ecology")

    before, after = _listed("ecology", adoptions()), _listed("ecology", rules)

    assert (before.status, before.adoption) == (MeasureStatus.NOT_ADOPTED, None)
    assert after.status is MeasureStatus.ACTIVE
    assert after.adoption is not None
    assert (after.adoption.document, after.adoption.in_force.starts_on) == (DOCUMENT, date(2026, 6, 1))
    assert after.bases == before.bases
    assert _listed("customs", rules).status is MeasureStatus.NOT_ADOPTED


@pytest.mark.go("GO-27-a")
@pytest.mark.parametrize(
    ("as_of", "status"),
    [(date(2026, 5, 31), MeasureStatus.NOT_ADOPTED), (date(2026, 6, 1), MeasureStatus.ACTIVE)],
)
def test_a_local_document_works_from_its_own_day(tmp_path: Path, as_of: date, status: MeasureStatus) -> None:
    assert _listed("ecology", _adopted(tmp_path, "ecology"), as_of).status is status


@pytest.mark.go("GO-27-a")
def test_a_local_document_cannot_adopt_what_the_national_rules_do_not_hold(tmp_path: Path) -> None:
    with pytest.raises(ManifestFaults, match="RES-02-market-regulation-list"):
        _adopted(tmp_path, "ecology", line="RES-02-market-regulation-lis")
