"""Stage 2: the identifier given, what follows from it, and the one a subject is named by."""

from __future__ import annotations

import pytest

from gateway.stages.identify import identify, naming_identifier
from schema.codes import SubjectKind
from schema.errors import Refusal
from schema.identifiers import Identifier, Scheme
from tests.joining.invented import PERSON, UNIT, customs, organisation, registration_number, taxpayer


@pytest.mark.go("GO-11-a")
def test_a_credit_code_identifies_a_unit_and_its_organisation_code() -> None:
    subject = identify(Scheme.CREDIT_CODE, f" {UNIT.value.lower()} ")
    assert subject.asked == UNIT
    assert subject.aliases == (UNIT, organisation(UNIT))
    assert (subject.personal, subject.subject_kind) == (False, None)


def test_a_resident_number_identifies_a_person_and_nothing_else() -> None:
    subject = identify(Scheme.RESIDENT_IDENTITY, PERSON.value)
    assert subject.aliases == (PERSON,)
    assert (subject.personal, subject.subject_kind) == (True, SubjectKind.NATURAL_PERSON)


def test_the_refusal_says_which_argument_is_wrong() -> None:
    with pytest.raises(Refusal) as refused:
        identify(Scheme.CREDIT_CODE, "1", where="identifiers[3]")
    assert refused.value.where == "identifiers[3]"


@pytest.mark.parametrize("best", [UNIT, organisation(UNIT), registration_number(1)])
def test_a_unit_is_named_by_its_best_identifier_in_whatever_order_they_are_known(best: Identifier) -> None:
    by_rank = (UNIT, organisation(UNIT), registration_number(1))
    known = (customs(1), taxpayer(UNIT), *reversed(by_rank[by_rank.index(best) :]))
    assert naming_identifier(known) == naming_identifier(known[::-1]) == best


def test_a_person_is_named_by_the_resident_number_and_another_by_what_there_is() -> None:
    assert naming_identifier((UNIT, PERSON)) == PERSON
    assert naming_identifier((customs(1),)) == customs(1)
