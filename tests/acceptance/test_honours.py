"""Honours and awards: beyond the unit they reach its officers, and the others only if directly responsible."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gateway.rules.load import PackFaults
from gateway.rules.model import RulePack
from schema.codes import Role
from schema.measures import MeasureStatus
from tests.acceptance.packs import applied, of_measure, written_further
from tests.rules.making import dossier, linked, pack, person, responsible, revocation

MATTER = "food-production-licence"
MEASURES = ["RES-18", "RES-19"]
OFFICES = ["LEGAL_REPRESENTATIVE", "PRINCIPAL_IN_CHARGE"]
IF_RESPONSIBLE = ["SENIOR_MANAGER", "DIRECTOR", "SHAREHOLDER"]


def _pack(folder: Path, measure: str, offices: list[str] = OFFICES) -> RulePack:
    """Write the line the shipped pack has no operative document for."""
    line = f"""
[[line]]
id = "{measure}-of-the-test"
measure = "{measure}"
effect = "NOTICE"
kind = "RECOMMENDED"
bases = ["guofa-2016-33-10"]
matters = ["{MATTER}"]
implementer = "Awarding body"
in_force = {{ from = 2026-04-01 }}
duration = {{ years = 3 }}
has = [{{ kind = "PENALTY", severities = ["SERIOUS"] }}]

[line.persons]
bases = ["guofa-2016-33-14"]
duration = {{ years = 2 }}
by_office = {offices}
if_responsible = {IF_RESPONSIBLE}
"""
    return written_further(folder, lines=line)


@pytest.mark.go("GO-10-d")
@pytest.mark.parametrize("measure", MEASURES)
def test_the_unit_itself_loses_them(tmp_path: Path, measure: str) -> None:
    (found,) = of_measure(applied(_pack(tmp_path, measure), dossier(revocation()), MATTER), measure)

    assert (found.status, found.reached_through) == (MeasureStatus.ACTIVE, None)


@pytest.mark.go("GO-10-d", "GO-10-e")
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("role", [Role[name] for name in (*OFFICES, *IF_RESPONSIBLE)])
@pytest.mark.parametrize("directly", [True, False, None])
def test_officers_are_reached_and_the_others_only_if_directly_responsible(
    tmp_path: Path, measure: str, role: Role, directly: bool | None
) -> None:
    breach = revocation(responsible=(responsible(directly=directly),))

    found = of_measure(applied(_pack(tmp_path, measure), person(linked(breach, role=role)), MATTER), measure)

    reached = role.value in OFFICES or directly is True
    assert [each.reached_through.role for each in found if each.reached_through] == [role] * reached


@pytest.mark.go("GO-14-b", "GO-21-a")
def test_the_person_s_measure_has_its_own_basis_and_duration(tmp_path: Path) -> None:
    local = _pack(tmp_path, "RES-19")
    (unit,) = of_measure(applied(local, dossier(revocation()), MATTER), "RES-19")
    (persons,) = of_measure(applied(local, person(linked(revocation())), MATTER), "RES-19")

    assert unit.period is not None
    assert persons.period is not None
    assert (unit.period.last_day, persons.period.last_day) == (date(2027, 11, 24), date(2026, 11, 24))
    assert [basis.id for basis in persons.bases] == ["guofa-2016-33-14"]
    assert unit.duration_rule != persons.duration_rule


@pytest.mark.go("GO-10-d")
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("role", [Role.REGISTERED_PRACTITIONER, Role.OTHER_RESPONSIBLE])
def test_roles_the_paragraph_does_not_name_are_not_reached(tmp_path: Path, measure: str, role: Role) -> None:
    breach = revocation(responsible=(responsible(),))

    assert of_measure(applied(_pack(tmp_path, measure), person(linked(breach, role=role)), MATTER), measure) == []


@pytest.mark.go("GO-10-d", "GO-10-e")
def test_a_shareholder_cannot_be_reached_by_office_alone(tmp_path: Path) -> None:
    with pytest.raises(PackFaults, match="GO-10-e"):
        _pack(tmp_path, "RES-18", [*OFFICES, "SHAREHOLDER"])


@pytest.mark.go("GO-10-d")
def test_the_catalogue_says_that_they_extend_to_persons() -> None:
    assert [pack().catalogue[measure].persons.extends for measure in MEASURES] == [True, True]
