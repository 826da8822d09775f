"""Sector restraint: associations' lists and conventions, and media that expose serious cases only."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.rules.load import PackFaults
from schema.codes import AgencyKind, Severity
from schema.measures import BasisKind, Guidance, MeasureKind, MeasureStatus
from tests.acceptance.packs import applied, implementing, of_measure, written_further
from tests.rules.making import decided, dossier, entry, matters, pack, penalty, revocation

LICENCE = "food-production-licence"
CONVENTION = """
[[basis]]
id = "builders-convention"
title = "Convention of the builders' association (invented for the test)"
title_zh = "建筑业协会行业公约（测试虚构）"
kind = "CONVENTION"
in_force = { from = 2020-01-01 }
confidence = "UNVERIFIED"
"""
GRADED = ["RES-36", "RES-37", "RES-38", "RES-39", "RES-40"]


def _line(
    measure: str, *, basis: str, kind: str = "RECOMMENDED", severity: str = "SERIOUS", effect: str = "NOTICE"
) -> str:
    return f"""
[[line]]
id = "{measure}-of-the-test"
measure = "{measure}"
effect = "{effect}"
kind = "{kind}"
bases = ["{basis}"]
matters = ["food-production-licence"]
implementer = "{pack().catalogue[measure].implementer}"
in_force = {{ from = 2026-04-01 }}
duration = {{ years = 1 }}
has = [{{ kind = "PENALTY", severities = ["{severity}"] }}]
"""


@pytest.mark.go("GO-12-a", "GO-19-b")
@pytest.mark.parametrize("matter", matters())
def test_an_associations_list_is_kept_as_such_and_changes_no_guidance(matter: str) -> None:
    kept = pack().lists["builders-conduct"]
    listed = entry(list_id="builders-conduct")

    assert (kept.kept_by, kept.reference_only) == (AgencyKind.ASSOCIATION, True)
    assert decided(dossier(listed), matter).guidance is Guidance.STANDARD
    assert {each.status for each in applied(pack(), dossier(listed), matter).measures} <= {MeasureStatus.FOR_REFERENCE}


@pytest.mark.go("GO-12-b")
@pytest.mark.parametrize("measure", GRADED)
def test_a_graded_measure_may_rest_on_the_sectors_convention(tmp_path: Path, measure: str) -> None:
    made = written_further(tmp_path, lines=_line(measure, basis="builders-convention"), bases=CONVENTION)

    association = implementing(pack().catalogue[measure].measure)

    (found,) = of_measure(applied(made, dossier(revocation()), LICENCE, by=association), measure)

    assert (found.kind, found.implementer) == (MeasureKind.RECOMMENDED, "Associations")
    assert [basis.kind for basis in found.bases] == [BasisKind.CONVENTION]
    assert of_measure(applied(made, dossier(penalty()), LICENCE), measure) == []


@pytest.mark.go("GO-12-b", "GO-20-b")
@pytest.mark.parametrize("measure", GRADED)
def test_a_convention_is_no_law_and_binds_no_department(tmp_path: Path, measure: str) -> None:
    line = _line(measure, basis="builders-convention", kind="MANDATORY")

    with pytest.raises(PackFaults, match="GO-20-b"):
        written_further(tmp_path, lines=line, bases=CONVENTION)


@pytest.mark.go("GO-12-b")
def test_the_graded_measures_stand_from_the_mildest_to_the_gravest() -> None:
    sector = [name for name, kept in pack().catalogue.items() if kept.measure.paragraph == 12]

    assert sector == ["RES-35", *GRADED]


@pytest.mark.go("GO-26-b")
@pytest.mark.parametrize("severity", ["MINOR", "GENERAL"])
def test_media_exposure_of_lesser_cases_cannot_be_configured(tmp_path: Path, severity: str) -> None:
    with pytest.raises(PackFaults, match="GO-02-a"):
        written_further(tmp_path, lines=_line("RES-43", basis="guofa-2016-33-10", severity=severity))


@pytest.mark.go("GO-26-b")
def test_media_exposure_without_a_document_cannot_be_configured(tmp_path: Path) -> None:
    line = _line("RES-43", basis="guofa-2016-33-10").replace('bases = ["guofa-2016-33-10"]\n', "")

    with pytest.raises(PackFaults, match="GO-02-c"):
        written_further(tmp_path, lines=line)


@pytest.mark.go("GO-26-b")
@pytest.mark.parametrize(("severity", "count"), [*((each, int(each is Severity.SERIOUS)) for each in Severity)])
def test_media_exposure_meets_serious_cases_only(tmp_path: Path, severity: Severity, count: int) -> None:
    made = written_further(tmp_path, lines=_line("RES-43", basis="guofa-2016-33-10"))

    found = applied(
        made, dossier(revocation(severity=severity)), LICENCE, by=implementing(pack().catalogue["RES-43"].measure)
    )

    assert len(of_measure(found, "RES-43")) == count
