"""Stage 3: which sources, by which identifier, and what it means where none is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from gateway.stages.plan import Plan, inapplicable, key_for, plan_sources, supplies, unkeyed
from schema.codes import FailureKind, Purpose, RecordKind
from schema.identifiers import Scheme
from schema.outcomes import Failed, Found, NotApplicable, NotFound, Outcome
from tests.joining.invented import (
    COURT,
    CROSS_REFERENCE,
    CUSTOMS,
    PERSON,
    PUBLICITY,
    REGISTRY,
    SERIOUS_LISTS,
    SOURCES,
    TAX,
    UNIT,
    organisation,
    taxpayer,
)


def plan(wanted: Iterable[str], *, personal: bool = False, required: Iterable[str] = ()) -> Plan:
    return plan_sources(
        wanted, specs=SOURCES, required=required, personal=personal, purpose=Purpose.SUPERVISION, as_of=None
    )


def test_a_source_supplies_kinds_and_evaluations_by_field() -> None:
    assert supplies(REGISTRY) == {"REGISTRATION", "PENALTY"}
    assert supplies(TAX) == {"EVALUATION:tax"}
    assert supplies(CROSS_REFERENCE) == frozenset()


def test_sources_that_teach_what_the_wanted_are_keyed_by_come_along() -> None:
    made = plan(["tax", "tax", "nobody-knows"])
    assert [spec.slug for spec in made.sources] == ["tax"]
    assert [spec.slug for spec in made.helpers] == ["registry"]


def test_help_is_sought_for_the_helpers_too() -> None:
    made = plan(["customs"])
    assert {spec.slug for spec in made.helpers} == {"cross-reference", "registry"}


def test_a_person_needs_no_helpers_and_is_linked_to_units_by_sources_whose_records_reach_persons() -> None:
    made = plan(["registry", "tax", "court", "publicity", "serious-lists"], personal=True)
    assert made.helpers == ()
    assert [spec.slug for spec in made.linked] == ["registry", "publicity", "serious-lists"]
    assert plan(["registry", "publicity"]).linked == ()


def test_a_source_is_asked_by_the_best_identifier_known() -> None:
    known = {alias.scheme: alias for alias in (UNIT, organisation(UNIT))}
    assert key_for(REGISTRY, known) == UNIT
    assert key_for(COURT, known) == organisation(UNIT)
    assert key_for(TAX, known) is None
    assert key_for(TAX, known | {Scheme.TAXPAYER_NUMBER: taxpayer(UNIT)}) == taxpayer(UNIT)


@pytest.mark.go("GO-04-g")
def test_sources_of_units_do_not_apply_to_persons_and_the_other_way_round() -> None:
    assert isinstance(inapplicable(TAX, personal=True), NotApplicable)
    assert inapplicable(COURT, personal=True) is None
    assert inapplicable(COURT, personal=False) is None
    persons_only = key_for(COURT, {Scheme.RESIDENT_IDENTITY: PERSON})
    assert persons_only == PERSON


def test_without_a_key_the_teachers_say_what_that_means() -> None:
    specs = SOURCES.values()
    nothing = NotFound(evidence="total 0")
    down = Failed(failure=FailureKind.UNREACHABLE, message="no connection")
    assert unkeyed(CUSTOMS, {"cross-reference": nothing}, specs) == NotApplicable(
        reason="cross-reference proves that the subject has no CUSTOMS_CODE"
    )
    assert unkeyed(TAX, {"registry": down}, specs) == Failed(
        failure=FailureKind.NO_KEY, message="its TAXPAYER_NUMBER comes from registry, which failed"
    )
    for teachers in ({}, {"registry": Found()}, {"publicity": nothing}):
        outcome = unkeyed(TAX, teachers, specs)
        assert isinstance(outcome, Failed)
        assert outcome.failure is FailureKind.NO_KEY


def test_a_plan_can_be_printed() -> None:
    made = plan(["publicity", "tax", "court"], required=["publicity"])
    assert made.describe([UNIT, organisation(UNIT)]) == [
        "publicity: wave 1 by CREDIT_CODE (required)",
        "tax: later, once TAXPAYER_NUMBER is learnt",
        "court: wave 1 by ORGANISATION_CODE",
        "registry: wave 1 by CREDIT_CODE",
    ]


def test_every_kind_of_record_a_person_is_reached_by_is_supplied_by_a_linked_source() -> None:
    reaching = {RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY}
    linked = plan(SOURCES, personal=True).linked
    assert {kind for spec in linked for kind in spec.kinds} >= reaching
    assert {PUBLICITY.slug, SERIOUS_LISTS.slug} <= {spec.slug for spec in linked}


def test_one_teacher_that_proves_nothing_does_not_speak_for_another_that_failed() -> None:
    second = replace(CROSS_REFERENCE, slug="second")
    down = Failed(failure=FailureKind.UNREACHABLE, message="no connection")
    told: dict[str, Outcome] = {"cross-reference": NotFound(evidence="total 0"), "second": down}
    outcome = unkeyed(CUSTOMS, told, [*SOURCES.values(), second])
    assert outcome == Failed(failure=FailureKind.NO_KEY, message="its CUSTOMS_CODE comes from second, which failed")
