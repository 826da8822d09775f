"""The subject of an answer: every record in the list of its type, and no list for what was not asked about."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from gateway.answers.subjects import LISTS, kind_of, subject_of
from gateway.stages.dossier import Dossier
from schema.checks import Subject
from schema.codes import RecordKind
from schema.records import RECORD_TYPES
from tests.stages.canaries import records


def dossier() -> Dossier:
    return Dossier(
        subject_ref="CREDIT_CODE:x", subject_kind=None, name="样例", names=(), identifiers=(), records=records()
    )


def test_every_type_of_record_has_a_list_of_the_subject() -> None:
    assert set(LISTS) == set(RECORD_TYPES)
    assert set(LISTS.values()) <= {item.name for item in fields(Subject)}
    assert {kind_of(record_type) for record_type in LISTS} == set(RecordKind)


def test_every_record_is_in_the_list_of_its_type_and_in_the_list_of_all() -> None:
    subject = subject_of(dossier(), ())
    assert subject.records == records()
    listed = [record for name in LISTS.values() for record in getattr(subject, name)]
    assert sorted(record.id for record in listed) == sorted(record.id for record in records())
    for record_type, name in LISTS.items():
        assert all(type(record) is record_type for record in getattr(subject, name))


@given(st.sets(st.sampled_from(RecordKind)))
def test_the_list_of_a_kind_not_asked_about_is_null_and_not_empty(kinds: set[RecordKind]) -> None:
    subject = subject_of(dossier(), (), kinds)
    assert {record.kind for record in subject.records or ()} == kinds
    for record_type, name in LISTS.items():
        assert (getattr(subject, name) is None) is (kind_of(record_type) not in kinds)
