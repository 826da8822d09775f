"""Stage 5, reconcile: persons and the units they are linked to; nothing flows between them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from gateway.stages.dossier import Dossier, Fetched, LinkedAnswers, SourceAnswer
from gateway.stages.reconcile import reconcile
from schema.codes import FailureKind, Role, SubjectKind
from schema.identifiers import Identifier
from schema.outcomes import Failed, NotFound, UnitLink
from tests.joining.invented import (
    PERSON,
    STRANGER,
    UNIT,
    found,
    known_as,
    penalty,
    registration,
    resident,
    told,
)
from tests.stages.reconciling import settle, terms

SINCE = datetime(2026, 5, 1, 17, 0, tzinfo=UTC)


NAME = "样例精密制造有限公司"


def linked(*answers: SourceAnswer, unit: Identifier = UNIT, role: Role = Role.LEGAL_REPRESENTATIVE) -> LinkedAnswers:
    return LinkedAnswers(link=UnitLink(unit=unit, unit_name=NAME, role=role), answers=answers)


def of_person(*units: LinkedAnswers) -> Dossier:
    return reconcile(Fetched(asked=PERSON, answers=(told("court", NotFound(evidence="0")),), linked=units), terms())


@pytest.mark.go("GO-14-a")
def test_a_linked_unit_is_reconciled_under_its_own_identifiers_and_its_records_stay_its_own() -> None:
    unit = linked(
        found("registry", registration(NAME)),
        found("publicity", penalty("publicity", None), penalty("publicity", None, id="s:1", identifiers=(STRANGER,))),
        told("serious-lists", Failed(failure=FailureKind.TIMEOUT, message="late")),
    )
    dossier = of_person(unit)
    (kept,) = dossier.linked
    assert dossier.records == ()
    assert dossier.subject_kind is SubjectKind.NATURAL_PERSON
    assert {record.id for record in kept.records} == {known_as("registry:1"), known_as("publicity:1")}
    assert kept.registration is not None
    assert [gap.source for gap in kept.gaps] == ["serious-lists"]


def test_a_linked_units_records_from_the_cache_are_known_as_such() -> None:
    assert of_person(linked(found("publicity", penalty("publicity", None), cached=True))).cached == {
        known_as("publicity:1")
    }


def test_every_role_in_a_unit_is_kept_with_the_units_records() -> None:
    answers = (found("publicity", penalty("publicity", None)),)
    dossier = of_person(linked(*answers), linked(*answers, role=Role.SHAREHOLDER))
    assert [unit.link.role for unit in dossier.linked] == [Role.LEGAL_REPRESENTATIVE, Role.SHAREHOLDER]
    assert dossier.linked[0].records == dossier.linked[1].records


@pytest.mark.go("GO-10-e", "GO-14-b")
@pytest.mark.parametrize("order", list(permutations((UNIT, PERSON))))
def test_nothing_flows_between_a_person_and_a_unit_by_a_record_that_names_both(order: tuple[Identifier, ...]) -> None:
    both = found("court", penalty("court", None, identifiers=order))
    assert settle(both, asked=PERSON).records == ()
    assert len(settle(both, asked=UNIT).records) == 1


def test_one_persons_record_is_never_anothers() -> None:
    record = found("court", penalty("court", None, identifiers=(resident(18),)))
    assert settle(record, asked=PERSON).records == ()
    assert len(settle(record, asked=resident(18)).records) == 1
