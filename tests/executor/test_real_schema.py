"""The schema the gateway serves, under both executors: same answers, and plans that really cover it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, cast

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_composite_type,
)

from gateway.executor import Engine, executor_class
from gateway.executor.engine import core_schema
from gateway.executor.executor import PlanExecutor
from gateway.executor.source import PlanSource
from schema.errors import ErrorCode, Refusal
from schema.graph import Context, build_schema
from tests.executor.differential import WIDE, differential
from tests.executor.facts import FactMaker

CORE = core_schema(build_schema())
WHO = '{scheme: CREDIT_CODE, value: "x"}'
CATALOGUES = (
    "agencies",
    "matters",
    "measures",
    "memoranda",
    "recognitionAgreements",
    "scales",
    "listAgreements",
    "offences",
    "recordKinds",
    "publicationDuties",
    "disclosureRules",
)
ROOTS = {
    "check": f'check(subject: {WHO}, matter: "m", purpose: SUPERVISION, caseNumber: "1")',
    "subject": f"subject(identifier: {WHO}, purpose: SUPERVISION)",
    "subjects": f"subjects(identifiers: [{WHO}], purpose: SUPERVISION)",
    **{name: name for name in CATALOGUES},
}


class Desk:
    """A service that answers every question with invented facts."""

    def __init__(self, seed: int, broken: float) -> None:
        self._maker = FactMaker(CORE, Random(seed), broken=broken)
        self._check = self._maker.made("Check")
        self._subjects = [self._maker.made("Subject"), Refusal(ErrorCode.UNKNOWN_SUBJECT, "no such subject")]
        self._subject = self._subjects[:1]

    async def check(self, _: Any) -> Any:
        return self._check

    async def subjects(self, wanted: Sequence[Any], _: Any) -> Any:
        return self._subjects * len(wanted) if len(wanted) > 1 else self._subject

    async def receipt(self, receipt_id: str) -> str | None:
        return receipt_id

    def __getattr__(self, name: str) -> Any:
        types = {
            "agencies": "Agency",
            "matters": "Matter",
            "measures": "CatalogueMeasure",
            "memoranda": "Memorandum",
            "recognition_agreements": "RecognitionAgreement",
            "scales": "Scale",
            "list_agreements": "ListAgreement",
            "offences": "Offence",
            "record_kinds": "RecordKindBasis",
            "publication_duties": "PublicationDuty",
            "disclosure_rules": "DisclosureRule",
        }
        items = [self._maker.made(types[name]) for _ in range(3)]
        setattr(self, name, lambda *_: items)
        return getattr(self, name)


def contexts(*shares: float) -> list[Context]:
    return [Context(Desk(seed, share), "r") for seed, share in enumerate(shares)]


@pytest.mark.parametrize("seed", [11, 12])
async def test_random_queries_over_invented_facts(seed: int) -> None:
    worlds = contexts(0, 0, 0, 0.01, 0.05)
    tally = await differential(build_schema, worlds, ROOTS, seed=seed, seconds=30, queries=60)
    assert tally.queries >= 10
    assert tally.answers > tally.with_errors


def everything(wanted: GraphQLOutputType, depth: int) -> str:
    """Write a selection of all fields below a type, `depth` levels of objects down."""
    named = get_named_type(wanted)
    if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        return "{ __typename }" if is_composite_type(named) else ""
    fields = [
        f"{name} {everything(field.type, depth - 1)}"
        for name, field in named.fields.items()
        if depth > 0 or not is_composite_type(get_named_type(field.type))
    ]
    return f"{{ __typename {' '.join(fields)} }}"


async def test_a_whole_check_is_one_plan_that_never_bails(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    load = PlanSource.load

    def counted(source: PlanSource, name: str) -> Any:
        texts.append(source.text())
        return load(source, name)

    monkeypatch.setattr(PlanSource, "load", counted)
    executor = executor_class(compile_at_sight=1)
    assert issubclass(executor, PlanExecutor)
    engine = Engine(build_schema(executor), WIDE)
    check = cast("GraphQLObjectType", CORE.type_map["Check"])
    document = engine.document(f"{{ {ROOTS['check']} {everything(check, 4)} }}")
    (context,) = contexts(0)
    for _ in range(3):
        answer = await engine.execute(document, document.operation(None), {}, context)
        assert not answer.errors
        assert answer.data
        assert answer.data["check"]["__typename"] == "Check"
    assert len(texts) == 1
