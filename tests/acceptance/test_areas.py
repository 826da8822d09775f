"""Serious dishonesty in a key area is what joint punishment follows from; areas can be added to a line later."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.mapping.standard import TABLES
from gateway.rules.load import PackFaults
from schema.codes import Area, Severity
from schema.measures import MeasureStatus, Truth
from tests.acceptance.asking import Question
from tests.acceptance.packs import applied, of_measure, restraint_line, written_further
from tests.rules.making import dossier, revocation

LICENCE = "food-production-licence"


def _line(*areas: Area, severity: Severity = Severity.SERIOUS) -> str:
    """Write a line for a measure the shipped pack has no line for."""
    listed = [area.value for area in areas]
    return restraint_line(f'kind = "PENALTY", severities = ["{severity}"], areas = {listed}')


@pytest.mark.go("GO-09-b", "GO-25-a")
def test_the_four_key_areas_are_a_published_code_list(question: Question) -> None:
    areas = ["LIFE_AND_HEALTH", "MARKET_ORDER", "JUDICIAL_CREDIBILITY", "NATIONAL_DEFENCE"]

    assert question.codes("Area") == areas
    assert [TABLES["area"][f"A{number}"] for number in (1, 2, 3, 4)] == areas


@pytest.mark.go("GO-09-b")
def test_a_record_says_the_area_its_issuer_determined(question: Question) -> None:
    found = question.about("revoked", "penalties { area severity }", "ADMINISTRATIVE_LICENCE")

    assert found["penalties"] == [{"area": "LIFE_AND_HEALTH", "severity": "SERIOUS"}]


@pytest.mark.go("GO-09-b")
@pytest.mark.parametrize("wanted", Area)
@pytest.mark.parametrize("area", [*Area, None])
def test_a_line_for_an_area_is_triggered_in_that_area_alone(tmp_path: Path, wanted: Area, area: Area | None) -> None:
    pack = written_further(tmp_path, lines=_line(wanted))

    found = applied(pack, dossier(revocation(area=area)), LICENCE)

    assert [each.status for each in of_measure(found, "RES-04")] == [MeasureStatus.ACTIVE] * (area is wanted)
    unknown = [near.conditions[0].truth for near in found.why_not if near.line == "RES-04-of-the-test"]
    assert unknown == [Truth.UNKNOWN] * (area is None)


@pytest.mark.go("GO-09-b", "GO-02-a")
@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.GENERAL])
def test_an_area_without_seriousness_is_no_trigger(tmp_path: Path, severity: Severity) -> None:
    with pytest.raises(PackFaults, match="GO-02-a"):
        written_further(tmp_path, lines=_line(Area.LIFE_AND_HEALTH, severity=severity))

    pack = written_further(tmp_path / "serious", lines=_line(Area.LIFE_AND_HEALTH))
    minor = dossier(revocation(area=Area.LIFE_AND_HEALTH, severity=severity))
    assert of_measure(applied(pack, minor, LICENCE), "RES-04") == []


@pytest.mark.go("GO-02-e")
def test_a_line_begins_with_a_key_area_and_is_extended_by_data_alone(tmp_path: Path) -> None:
    subject = dossier(revocation(area=Area.MARKET_ORDER))
    first = written_further(tmp_path / "first", lines=_line(Area.LIFE_AND_HEALTH))
    extended = written_further(tmp_path / "extended", lines=_line(Area.LIFE_AND_HEALTH, Area.MARKET_ORDER))

    assert of_measure(applied(first, subject, LICENCE), "RES-04") == []
    assert len(of_measure(applied(extended, subject, LICENCE), "RES-04")) == 1
