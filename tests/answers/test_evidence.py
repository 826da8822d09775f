"""Persons in roles are kept apart from the answers that name them, and put back as far as they are still kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.answers.evidence import LISTS, evidence_of, restored
from gateway.answers.subjects import LISTS as RECORD_TYPES
from gateway.receipts.body import Evidence
from gateway.simulation.outcomes import read_found
from schema.codes import Role
from schema.declare import revised
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found
from schema.records import PersonInRole, Record
from tests.joining.invented import UNIT, resident, told
from tests.stages.canaries import records
from tests.store.making import VAULT

A, B = resident(1), resident(2)
MASKED = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000********0010")
PEOPLE = st.lists(
    st.builds(
        PersonInRole,
        name=st.sampled_from(["样例甲", "样例乙", ""]),
        identifier=st.sampled_from([A, B, MASKED, None]),
        role=st.sampled_from(Role),
        directly_responsible=st.sampled_from([True, False, None]),
    ),
    max_size=4,
).map(tuple)


def naming(people: tuple[PersonInRole, ...]) -> tuple[Record, ...]:
    """Give a record of every kind, those that name persons naming these."""
    return tuple(
        revised(each, **{name: people for name in LISTS if hasattr(each, name)}, identifiers=(UNIT,))
        for each in records()
    )


def kept_apart(found: Found, subject: Identifier) -> tuple[bytes, dict[tuple[str, str], bytes]]:
    """Give the evidence of one answer, and the persons by where they are kept."""
    (evidence,), persons = evidence_of([told("registry", found)], subject, VAULT)
    return evidence.content, {_place(piece): piece.content for piece in persons}


def _place(piece: Evidence) -> tuple[str, str]:
    assert piece.of is not None
    return VAULT.address(piece.digest), piece.of


def finding(persons: Mapping[tuple[str, str], bytes]) -> Any:
    return lambda address, ref: persons.get((address, ref))


@settings(max_examples=30)
@given(PEOPLE, st.sampled_from([UNIT, A]))
def test_every_answer_is_put_back_as_it_was(people: tuple[PersonInRole, ...], subject: Identifier) -> None:
    found = Found(records=naming(people))
    content, persons = kept_apart(found, subject)
    named = {person.identifier for person in people}
    apart = [each for each in (A, B) if each in named and each != subject]
    assert {ref for _, ref in persons} == {VAULT.subject_ref(each) for each in apart}
    for each in apart:
        assert each.value.encode() not in content
    assert restored(content, finding(persons)) == msgspec.json.encode(found)


def test_an_erased_person_stays_a_pseudonym_and_the_others_come_back() -> None:
    people = tuple(PersonInRole(name=f"样例{each.value[-4:]}", identifier=each, role=Role.DIRECTOR) for each in (A, B))
    content, persons = kept_apart(Found(records=naming(people)), UNIT)
    gone = VAULT.subject_ref(A)
    left = restored(content, finding({place: piece for place, piece in persons.items() if place[1] != gone}))
    assert A.value.encode() not in left
    assert people[0].name.encode() not in left
    assert people[1].name.encode() in left
    officers = [person for record in read_found(left).records for person in getattr(record, "officers", ())]
    assert [person.identifier and person.identifier.value for person in officers] == [gone, B.value]
    assert [person.role for person in officers] == [Role.DIRECTOR] * 2


def test_no_record_names_persons_anywhere_else() -> None:
    for kind in RECORD_TYPES:
        named = {name for name, hint in get_type_hints(kind).items() if "PersonInRole" in str(hint)}
        assert named <= set(LISTS)


@pytest.mark.parametrize("content", [b'{"records":[],"aliases":[],"links":[],"rejected":0}', b""])
def test_evidence_without_persons_is_given_back_untouched(content: bytes) -> None:
    assert restored(content, finding({})) is content
