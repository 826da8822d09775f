"""The built schema, walked: everything is described, and nothing that must stay hidden can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
)

from schema.codes import RecordKind
from schema.graph import build_schema
from schema.records import RECORD_TYPES

BUILT: GraphQLSchema = build_schema()._schema
OURS = {name: kind for name, kind in BUILT.type_map.items() if not name.startswith("__")}

_LISTS = (
    "registrations",
    "licences",
    "penalties",
    "redListEntries",
    "seriousDishonestyEntries",
    "enforcementEntries",
    "evaluations",
    "commitments",
    "publicInterestLitigations",
    "judgments",
)


def elements() -> Iterator[tuple[str, str | None]]:
    """Give every element of the schema with its description."""
    for name, kind in OURS.items():
        yield name, kind.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument_name, argument in field.args.items():
                    yield f"{name}.{field_name}({argument_name})", argument.description
        elif isinstance(kind, GraphQLInputObjectType):
            for field_name, input_field in kind.fields.items():
                yield f"{name}.{field_name}", input_field.description
        elif isinstance(kind, GraphQLEnumType):
            for value_name, value in kind.values.items():
                yield f"{name}.{value_name}", value.description


@pytest.mark.go("GO-25-a")
def test_every_type_field_argument_and_code_is_described() -> None:
    blank = [name for name, description in elements() if not (description or "").strip()]
    assert blank == []


@pytest.mark.go("GO-13-b")
def test_no_field_about_whistle_blowers_is_reachable() -> None:
    forbidden = re.compile(r"whistle|informant|informer|tipster|complainant|accuser|举报", re.IGNORECASE)
    hits = [name for name, description in elements() if forbidden.search(f"{name} {description}")]
    assert hits == []


@pytest.mark.go("GO-13-b")
def test_no_field_holds_a_credential_or_an_address_of_a_source() -> None:
    forbidden = re.compile(r"password|secret|token|apiKey|credential|url|host|endpoint", re.IGNORECASE)
    assert [name for name, _ in elements() if forbidden.search(name.rpartition(".")[2])] == []


@pytest.mark.go("GO-09-a")
def test_the_catalogue_of_records_is_closed_and_each_kind_has_one_type() -> None:
    interface = BUILT.type_map["Record"]
    assert isinstance(interface, GraphQLInterfaceType)
    served = {kind.name for kind in BUILT.get_possible_types(interface)}
    assert served == {record_type.__name__ for record_type in RECORD_TYPES}
    kinds = [record_type.__dataclass_fields__["kind"].default for record_type in RECORD_TYPES]
    assert sorted(kinds) == sorted(RecordKind)


def test_fields_that_a_grant_or_a_failing_source_can_empty_are_nullable() -> None:
    subject, check, query = (BUILT.type_map[name] for name in ("Subject", "Check", "Query"))
    assert isinstance(subject, GraphQLObjectType)
    assert isinstance(check, GraphQLObjectType)
    assert isinstance(query, GraphQLObjectType)
    emptied = [subject.fields[name] for name in (*_LISTS, "records", "name", "kind")]
    emptied += [check.fields["evaluations"], query.fields["check"], query.fields["subject"], query.fields["receipt"]]
    assert not any(isinstance(field.type, GraphQLNonNull) for field in emptied)


def test_a_failed_subject_in_bulk_leaves_the_others() -> None:
    query = BUILT.type_map["Query"]
    assert isinstance(query, GraphQLObjectType)
    answers = query.fields["subjects"].type
    assert str(answers) == "[Subject]!"
