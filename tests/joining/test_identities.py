"""Identifiers of one subject: gathered from every source, with the differences shown."""

from __future__ import annotations

from datetime import date

from gateway.joining.identities import gather
from gateway.stages.dossier import SourceAnswer
from schema.checks import ConflictKind
from schema.dates import Period, period
from schema.identifiers import Identifier
from schema.outcomes import Alias, Found
from tests.joining.invented import (
    STRANGER,
    UNIT,
    customs,
    organisation,
    registration_number,
    taxpayer,
    told,
)


def teaching(source: str, *identifiers: Identifier, until: Period | None = None) -> SourceAnswer:
    return told(source, Found(aliases=tuple(Alias(identifier=item, period=until) for item in identifiers)))


def test_what_was_given_comes_first_and_needs_no_source() -> None:
    found, conflicts = gather(UNIT, [])
    assert [(item.identifier, item.sources) for item in found] == [(UNIT, ()), (organisation(UNIT), ())]
    assert conflicts == []


def test_every_identifier_says_which_sources_prove_it() -> None:
    found, conflicts = gather(
        registration_number(1),
        [teaching("registry", UNIT, taxpayer(UNIT)), teaching("cross-reference", UNIT, customs(1))],
    )
    assert {item.identifier: item.sources for item in found} == {
        registration_number(1): (),
        UNIT: ("registry", "cross-reference"),
        organisation(UNIT): ("registry", "cross-reference"),
        taxpayer(UNIT): ("registry",),
        customs(1): ("cross-reference",),
    }
    assert conflicts == []


def test_two_codes_of_a_scheme_that_holds_one_are_a_conflict() -> None:
    _, conflicts = gather(UNIT, [teaching("registry", UNIT), teaching("cross-reference", STRANGER)])
    assert {conflict.kind for conflict in conflicts} == {ConflictKind.IDENTIFIER_DIFFERS}
    assert conflicts[0].sources == ("registry", "cross-reference")
    assert not any(code.value in conflict.message for conflict in conflicts for code in (UNIT, STRANGER))


def test_a_code_that_is_over_does_not_conflict_with_its_successor() -> None:
    over = period(date(2015, 1, 1), date(2020, 1, 1))
    old = teaching("registry", STRANGER, until=over)
    found, conflicts = gather(UNIT, [old, teaching("registry", UNIT)])
    assert conflicts == []
    assert {item.identifier: item.period for item in found}[STRANGER] == over


def test_a_number_has_the_period_that_was_said_first() -> None:
    over, later = period(date(2015, 1, 1), date(2020, 1, 1)), period(date(2015, 1, 1), date(2021, 1, 1))
    for answers in (
        [teaching("a", customs(1), until=over), teaching("b", customs(1), until=later)],
        [teaching("a", customs(1)), teaching("b", customs(1), until=over), teaching("c", customs(1), until=later)],
    ):
        found, _ = gather(UNIT, answers)
        assert {item.identifier: item.period for item in found}[customs(1)] == over


def test_what_follows_from_codes_that_are_all_over_is_over_too() -> None:
    over, later = period(date(2015, 1, 1), date(2020, 1, 1)), period(date(2015, 1, 1), date(2021, 1, 1))
    number = Identifier(scheme=taxpayer(UNIT).scheme, value=f"990200{UNIT.value[8:17]}")
    answers = [teaching("a", number, until=over), teaching("b", UNIT, until=later)]
    found, _ = gather(registration_number(1), answers)
    assert {item.identifier: item.period for item in found}[organisation(UNIT)] == over


def test_the_number_that_was_asked_for_may_be_over_itself() -> None:
    over = period(date(2015, 1, 1), date(2020, 1, 1))
    found, conflicts = gather(STRANGER, [teaching("registry", STRANGER, until=over), teaching("registry", UNIT)])
    assert found[0].identifier == STRANGER
    assert found[0].period == over
    assert conflicts == []


def test_what_follows_from_a_valid_code_is_valid_whichever_code_is_learnt_first() -> None:
    over = period(date(2015, 1, 1), date(2020, 1, 1))
    number = Identifier(scheme=taxpayer(UNIT).scheme, value=f"990200{UNIT.value[8:17]}")
    for answers in (
        [teaching("a", number, until=over), teaching("b", UNIT)],
        [teaching("b", UNIT), teaching("a", number, until=over)],
    ):
        found, _ = gather(registration_number(1), answers)
        assert {item.identifier: item.period for item in found}[organisation(UNIT)] is None
