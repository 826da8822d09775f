"""No path leads from the gateway or its schema to a report, nor back (GO-13-b, GO-13-e, invariant 12)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import grimp
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

from gateway.paths import shipped
from gateway.store.tables import metadata
from gateway.whistleblowing.tables import metadata as of_reports
from gateway.whistleblowing.words import ReportFault
from schema.errors import ErrorCode
from schema.graph import build_schema

pytestmark = pytest.mark.go("GO-13-b", "GO-13-e")

CHANNEL = "gateway.whistleblowing"
WORDS = re.compile(
    r"whistle|inform(ant|er)\b|tipster|complainant|accuser|denounc|misconductReport|reporter|hotline|举报|检举|揭发|线索",
    re.IGNORECASE,
)


@cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("gateway", "connectors", "schema")


def reached(schema: GraphQLSchema) -> dict[str, GraphQLNamedType]:
    """Give every type a root of the schema leads to, by fields, arguments, members and implementations."""
    roots = [schema.query_type, schema.mutation_type, schema.subscription_type]
    waiting: list[GraphQLNamedType] = [root for root in roots if root is not None]
    waiting += [get_named_type(each.type) for directive in schema.directives for each in directive.args.values()]
    found: dict[str, GraphQLNamedType] = {}
    while waiting:
        kind = waiting.pop()
        if kind.name not in found:
            found[kind.name] = kind
            waiting += _next(schema, kind)
    return found


def _next(schema: GraphQLSchema, kind: GraphQLNamedType) -> Iterator[GraphQLNamedType]:
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        yield from kind.interfaces
        for field in kind.fields.values():
            yield get_named_type(field.type)
            yield from (get_named_type(argument.type) for argument in field.args.values())
    if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
        yield from schema.get_possible_types(kind)
    if isinstance(kind, GraphQLInputObjectType):
        yield from (get_named_type(field.type) for field in kind.fields.values())


def names_of(kind: GraphQLNamedType) -> Iterator[tuple[str, str]]:
    """Give a type and its parts: the name of each, and all that is said of it."""
    yield kind.name, kind.description or ""
    parts = getattr(kind, "fields", {}) if not isinstance(kind, GraphQLEnumType) else kind.values
    for name, part in parts.items():
        yield f"{kind.name}.{name}", f"{part.description} {part.deprecation_reason or ''}"
        for argument, about in getattr(part, "args", {}).items():
            yield f"{kind.name}.{name}({argument})", about.description or ""


def test_no_type_field_argument_or_code_reachable_from_a_root_is_about_a_report() -> None:
    schema = build_schema()._schema
    kinds = reached(schema)
    parts = [part for kind in kinds.values() for part in names_of(kind)]

    assert {"Query", "Mutation", "Check", "Record", "Penalty", "RecordKind", "IdentifierInput"} <= kinds.keys()
    assert len(parts) > 500
    assert [name for name, said in parts if WORDS.search(f"{name} {said}")] == []


def test_the_search_would_find_one() -> None:
    for name in ("whistleblowerReports", "Informant", "ReporterInput", "举报", "tipsterContact"):
        assert WORDS.search(name)


def test_no_code_a_client_can_be_told_is_one_of_the_channel() -> None:
    assert {code.value for code in ErrorCode} & {code.value for code in ReportFault} == set()


def test_nothing_imports_the_channel_but_its_own_verbs() -> None:
    graph = imports()
    importers = {
        importer
        for module in (CHANNEL, *graph.find_descendants(CHANNEL))
        for importer in graph.find_modules_that_directly_import(module)
    }
    outside = {each for each in importers if not each.startswith(CHANNEL)}
    assert outside
    assert {each.rpartition(".")[0] for each in outside} == {"gateway.cli.reports"}


@pytest.mark.parametrize(
    "root", ["gateway.app", "gateway.serving", "gateway.service", "gateway.house", "gateway.demo.stage", "schema.graph"]
)
def test_no_chain_of_imports_leads_from_the_gateway_to_the_channel(root: str) -> None:
    graph = imports()
    assert len(graph.find_upstream_modules(root)) > 10
    assert [each for each in graph.find_upstream_modules(root) if each.startswith(CHANNEL)] == []


def test_the_channel_reaches_of_the_store_what_seals_and_locks_and_nothing_that_holds_rows() -> None:
    graph = imports()
    upstream = graph.find_upstream_modules(CHANNEL, as_package=True)
    assert {each for each in upstream if each.startswith("gateway.store.")} == {
        *("gateway.store.errors", "gateway.store.master_keys", "gateway.store.serving", "gateway.store.vault"),
    }
    service = ("gateway.office", "gateway.house", "gateway.service", "gateway.app", "gateway.stages", "schema.graph")
    assert [each for each in upstream if each.startswith(service)] == []


def test_a_process_of_the_channel_has_no_part_of_the_gateways_service_loaded() -> None:
    parts = ("gateway.store.tables", "gateway.store.engine", "gateway.office", "gateway.house", "gateway.app")
    loaded = f"import sys, gateway.whistleblowing.serving; print([n for n in {parts} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_table_is_in_both_stores_and_no_trusted_operation_or_setting_names_a_report() -> None:
    assert metadata.tables.keys() & of_reports.tables.keys() == set()
    config = shipped("config")
    files = [config / name for name in ("gateway.toml", "clients.toml", "agencies.toml", "matters.toml")]
    files += [*(config / "operations").iterdir(), *(config / "packs").rglob("*.toml")]
    assert [file.name for file in files if WORDS.search(file.read_text(encoding="utf-8"))] == []
