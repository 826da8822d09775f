"""How a unit's record reaches a person: role at the time of the conduct, direct responsibility, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gateway.rules.model import RulePack
from gateway.rules.persons import directly_responsible
from gateway.rules.trigger import Duration
from gateway.stages.dossier import Dossier, LinkedUnit
from gateway.stages.measure import measure
from schema.codes import Role
from schema.dates import Period
from schema.identifiers import Identifier, Scheme
from schema.measures import Measure, MeasureStatus, Truth
from tests.rules.making import (
    AS_OF,
    adoptions,
    asker,
    dossier,
    enforcement,
    entry,
    gap,
    link,
    linked,
    matters,
    measured,
    model,
    of_line,
    pack,
    penalty,
    person,
    responsible,
    revocation,
)

LICENCE, RES_17 = "food-production-licence", "RES-17-food-licence-revoked"
OTHER = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000197805061628")
OTHER_UNIT = Identifier(scheme=Scheme.CREDIT_CODE, value="91990100TC01LY003R")
MASKED = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="99**************28")


def held(starts_on: date, ends_before: date | None = None, role: Role = Role.LEGAL_REPRESENTATIVE) -> LinkedUnit:
    unit = linked(revocation())
    return replace(unit, link=link(role, Period(starts_on=starts_on, ends_before=ends_before)))


@pytest.mark.go("GO-10-c", "GO-14-a", "GO-14-b")
def test_the_legal_representative_of_the_time_is_reached_by_office() -> None:
    found = of_line(measured(person(linked(revocation())), LICENCE), RES_17)
    assert [each.status for each in found] == [MeasureStatus.ACTIVE]
    through = found[0].reached_through
    assert through is not None
    assert (through.role, through.unit_name) == (Role.LEGAL_REPRESENTATIVE, "样例省样本食品有限公司")
    assert through.period == link().period
    assert through.directly_responsible is None
    assert through.unit.value not in found[0].id


@pytest.mark.go("GO-14-b")
def test_a_person_is_reached_on_bases_and_for_a_duration_of_his_own() -> None:
    (line,) = (line for line in pack().lines if line.id == RES_17)
    assert line.extension is not None
    own = replace(line.extension, bases=line.extension.bases[:1], duration=Duration(text="a month", months=1))
    rules = replace(pack(), lines=(replace(line, extension=own),))
    (reached,) = ruled(person(linked(revocation())), rules)
    assert (reached.bases, reached.duration_rule) == (own.bases, "a month")
    (unit,) = ruled(dossier(revocation()), rules)
    assert (unit.bases, unit.duration_rule) == (line.bases, line.duration.text if line.duration else None)


@pytest.mark.go("GO-14-a")
def test_each_unit_is_looked_at_by_itself() -> None:
    clean = replace(linked(), link=replace(link(), unit=OTHER_UNIT))
    for order in ((clean, linked(revocation())), (linked(revocation()), clean)):
        (found,) = of_line(measured(person(*order), LICENCE), RES_17)
        assert found.reached_through is not None
        assert found.reached_through.unit != OTHER_UNIT


def ruled(subject: Dossier, rules: RulePack) -> list[Measure]:
    found = measure(
        subject, (), matter=matters()[LICENCE], asker=asker(), as_of=AS_OF, pack=rules, adoptions=adoptions()
    )
    return list(found.measures)


@pytest.mark.go("GO-10-e", "GO-14-b")
@pytest.mark.parametrize("directly", [True, False, None])
def test_the_answer_says_what_the_decision_says_of_the_persons_responsibility(*, directly: bool | None) -> None:
    record = revocation(responsible=(responsible(directly=directly),))
    (found,) = of_line(measured(person(linked(record)), LICENCE), RES_17)
    assert found.reached_through is not None
    assert found.reached_through.directly_responsible is directly


def test_a_record_that_names_nobody_responsible_says_nothing_of_anybodys_responsibility() -> None:
    assert directly_responsible(enforcement(), person().identifiers) is None


@pytest.mark.go("GO-10-e")
@pytest.mark.parametrize(
    ("role", "text"),
    [
        (Role.LEGAL_REPRESENTATIVE, "held a role the line reaches in the unit at the time of the conduct"),
        (
            Role.SENIOR_MANAGER,
            "held a role the line reaches in the unit at the time of the conduct, and is directly responsible for it",
        ),
    ],
)
def test_why_not_says_what_the_role_needs_and_which_record_it_is_asked_of(role: Role, text: str) -> None:
    found = measured(person(held(date(2024, 9, 25), role=role)), LICENCE)
    near = next(each for each in found.why_not if each.line == RES_17)
    assert near.conditions[-1].text == text
    assert near.conditions[-1].causes == ("record revoked",)


@pytest.mark.go("GO-10-e")
@pytest.mark.parametrize(
    ("unit", "reached"),
    [
        (held(date(2024, 9, 24)), True),
        (held(date(2024, 9, 25)), False),
        (held(date(2016, 5, 20), date(2024, 9, 25)), True),
        (held(date(2016, 5, 20), date(2024, 9, 24)), False),
    ],
)
def test_the_role_must_be_held_on_the_day_of_the_conduct(unit: LinkedUnit, *, reached: bool) -> None:
    found = measured(person(unit), LICENCE)
    assert bool(of_line(found, RES_17)) is reached
    if not reached:
        near = next(each for each in found.why_not if each.line == RES_17)
        assert near.conditions[-1].truth is Truth.FALSE
        assert "at the time of the conduct" in near.what_would_change_it


@pytest.mark.go("GO-10-e")
@pytest.mark.parametrize(
    ("named", "truth"),
    [
        ((responsible(),), Truth.TRUE),
        ((responsible(directly=False),), Truth.FALSE),
        ((responsible(directly=None),), Truth.UNKNOWN),
        ((responsible(OTHER),), Truth.FALSE),
        ((responsible(None),), Truth.UNKNOWN),
        ((responsible(MASKED),), Truth.UNKNOWN),
        ((responsible(OTHER), responsible()), Truth.TRUE),
        ((), Truth.UNKNOWN),
    ],
)
def test_managers_are_reached_only_if_directly_responsible(named: Any, truth: Truth) -> None:
    found = measured(person(linked(revocation(responsible=named), role=Role.SENIOR_MANAGER)), LICENCE)
    assert bool(of_line(found, RES_17)) is (truth is Truth.TRUE)
    near = [each.conditions[-1].truth for each in found.why_not if each.line == RES_17]
    assert near == ([] if truth is Truth.TRUE else [truth])


@pytest.mark.go("GO-10-e")
def test_being_named_responsible_needs_the_role_at_the_time_as_well() -> None:
    unit = linked(revocation(responsible=(responsible(),)))
    for starts_on, reached in ((date(2024, 9, 24), True), (date(2024, 9, 25), False)):
        manager = replace(unit, link=link(Role.SENIOR_MANAGER, Period(starts_on=starts_on)))
        assert bool(of_line(measured(person(manager), LICENCE), RES_17)) is reached


@pytest.mark.go("GO-10-e")
@pytest.mark.parametrize("unknown", ["conduct", "role"])
def test_an_unknown_day_of_conduct_or_role_restrains_nobody(unknown: str) -> None:
    record = revocation(conduct_on=None) if unknown == "conduct" else revocation()
    unit = linked(record)
    if unknown == "role":
        unit = replace(unit, link=replace(unit.link, period=None))
    found = measured(person(unit), LICENCE)
    assert not of_line(found, RES_17)
    assert next(each for each in found.why_not if each.line == RES_17).conditions[-1].truth is Truth.UNKNOWN


def test_a_unit_that_could_not_be_asked_shows_in_why_not() -> None:
    found = measured(person(linked(gaps=(gap("registry"),))), LICENCE)
    near = next(each for each in found.why_not if each.line == RES_17)
    assert near.conditions[0].truth is Truth.UNKNOWN


@pytest.mark.go("GO-14-b")
def test_two_roles_in_one_unit_make_one_instance() -> None:
    units = (linked(revocation()), linked(revocation(responsible=(responsible(),)), role=Role.SHAREHOLDER))
    assert len(of_line(measured(person(*units), LICENCE), RES_17)) == 1


@pytest.mark.go("GO-10-e", "GO-14-b")
def test_only_lines_that_extend_to_persons_reach_them() -> None:
    unit = linked(entry(responsible=(responsible(),)))
    assert not [each for each in measured(person(unit), LICENCE).measures if each.reached_through]


@pytest.mark.go("GO-10-e")
def test_nothing_flows_from_a_person_to_a_unit() -> None:
    unit = replace(dossier(), linked=(linked(revocation()),))
    assert not of_line(measured(unit, LICENCE), RES_17)


@pytest.mark.go("GO-14-c")
def test_the_persons_measure_falls_with_the_units_record() -> None:
    gone = linked(revocation(status="WITHDRAWN", status_since=date(2026, 1, 1)))
    found = of_line(measured(person(gone), LICENCE), RES_17)
    assert [each.status for each in found] == [MeasureStatus.ENDED]


@pytest.mark.go("GO-04-g", "GO-05-b")
def test_a_person_has_incentives_and_restraints_in_his_own_right_only_where_the_catalogue_says() -> None:
    own = measured(person(records=(model(),)), LICENCE)
    assert "INC-03-model-three-clean-years" in {each.line for each in own.measures}
    assert not measured(person(records=(enforcement(), model())), "public-tender").measures
    assert not of_line(measured(person(records=(revocation(),)), LICENCE), RES_17)


def test_a_linked_units_penalty_does_not_spoil_a_persons_clean_years() -> None:
    found = measured(person(linked(penalty()), records=(model(),)), LICENCE)
    assert of_line(found, "INC-03-model-three-clean-years")


def test_why_a_person_is_not_reached_names_neither_unit_nor_role() -> None:
    found = measured(person(held(date(2024, 9, 25))), LICENCE)
    condition = next(each for each in found.why_not if each.line == RES_17).conditions[-1]
    assert set(condition.kinds) == {"REGISTRATION", "PENALTY"}
    assert "样例省" not in condition.text
    assert "LEGAL_REPRESENTATIVE" not in condition.text
