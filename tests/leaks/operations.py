"""Every operation of the schema with everything selected, as one grant may ask it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import GraphQLObjectType

from gateway.executor.engine import core_schema
from gateway.grants import Grant
from schema.agencies import Matter
from schema.codes import Purpose
from schema.graph import build_schema
from schema.identifiers import Identifier
from tests.executor.test_real_schema import CATALOGUES, everything
from tests.joining.invented import PERSON, UNIT

CORE = core_schema(build_schema())
_DEPTH = 4
_CHECK = (
    "($who: IdentifierInput!, $matter: ID!, $why: Purpose!) "
    '{ check(subject: $who, matter: $matter, purpose: $why, caseNumber: "1")'
)
_SUBJECT = "($who: IdentifierInput!, $why: Purpose!) { subject(identifier: $who, purpose: $why)"
_SUBJECTS = (
    "($who: [IdentifierInput!], $why: Purpose!) { subjects(identifiers: $who, purpose: $why, maxAgeSeconds: 300)"
)
_SEARCH = '($why: Purpose!) { searchSubjects(name: "CNRY.REGISTRATION", purpose: $why, caseNumber: "1")'
_ACCESSES = '($who: IdentifierInput!) { accesses(subject: $who, caseNumber: "1", first: 5)'
_OBJECTIONS = "($who: IdentifierInput!) { objections(subject: $who, first: 5)"
_DECISIONS = "($who: IdentifierInput!) { decisions(subject: $who, first: 5)"
_REPAIRS = "($who: IdentifierInput!) { repairs(subject: $who, first: 5)"
_PUBLICATIONS = "($who: IdentifierInput!) { publications(subject: $who, first: 5)"
_LATENESS = 'publicationLateness(from: "2026-09-01", to: "2026-10-31")'
_CASES = "($who: IdentifierInput!) { jointCases(subject: $who, first: 5)"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: the root field it asks, its text, and what it is asked about."""

    name: str
    text: str
    variables: Mapping[str, Any] = field(default_factory=dict)


@cache
def selected(name: str) -> str:
    """Select everything below a field of the root."""
    assert isinstance(CORE.query_type, GraphQLObjectType)
    return everything(CORE.query_type.fields[name].type, _DEPTH)


def questions(grant: Grant, matters: Mapping[str, Matter]) -> Iterator[Operation]:
    """Give each operation about a unit and a person; statistics among them, which most grants are refused."""
    matter = min(grant.matters, default="annual-inspection-plan")
    about = {"matter": matter, "why": matters[matter].purposes[0].value}
    why = {"why": min(grant.purposes, default=Purpose.SUPERVISION).value}
    for who in (UNIT, PERSON):
        yield Operation("check", f"query {_CHECK} {selected('check')} }}", {"who": _input(who), **about})
    yield Operation("subject", f"query {_SUBJECT} {selected('subject')} }}", {"who": _input(PERSON), **why})
    yield Operation("subjects", f"query {_SUBJECTS} {selected('subjects')} }}", {"who": [_input(UNIT)], **why})
    yield Operation("searchSubjects", f"query {_SEARCH} {selected('searchSubjects')} }}", why)
    given = {"who": _input(UNIT)}
    yield Operation("accesses", f"query {_ACCESSES} {selected('accesses')} }}", given)
    yield Operation("jointCases", f"query {_CASES} {selected('jointCases')} }}", given)
    yield Operation("jointCase", f'{{ jointCase(id: "unknown") {selected("jointCase")} }}')
    for one, several in (("watch", "watches"), ("delivery", "deliveries")):
        yield Operation(one, f'{{ {one}(id: "1") {selected(one)} }}')
        yield Operation(several, f"{{ {several}(first: 5) {selected(several)} }}")
    yield Operation("sourceCaches", f"{{ sourceCaches {selected('sourceCaches')} }}")
    yield Operation("objections", f"query {_OBJECTIONS} {selected('objections')} }}", given)
    yield Operation("objection", f'{{ objection(id: "unknown") {selected("objection")} }}')
    yield Operation("decisions", f"query {_DECISIONS} {selected('decisions')} }}", given)
    for name in ("decision", "feedback", "adoption", "supplyCommitment"):
        yield Operation(name, f'{{ {name}(id: "unknown") {selected(name)} }}')
    for name in ("feedbacks", "adoptions", "supplyCommitments"):
        yield Operation(name, f"{{ {name}(first: 5) {selected(name)} }}")
    yield Operation("repairs", f"query {_REPAIRS} {selected('repairs')} }}", given)
    yield Operation("repair", f'{{ repair(id: "unknown") {selected("repair")} }}')
    yield Operation("rectifications", f"{{ rectifications(first: 5) {selected('rectifications')} }}")
    yield Operation("rectification", f'{{ rectification(id: "unknown") {selected("rectification")} }}')
    yield Operation("publications", f"query {_PUBLICATIONS} {selected('publications')} }}", given)
    yield Operation("publication", f'{{ publication(id: "unknown") {selected("publication")} }}')
    yield Operation("publicationLateness", f"{{ {_LATENESS} {selected('publicationLateness')} }}")
    yield Operation("statistics", f'{{ statistics(from: "2026-09", to: "2026-10") {selected("statistics")} }}')
    yield Operation("dutyAccounts", f'{{ dutyAccounts(from: "2026-09", to: "2026-10") {selected("dutyAccounts")} }}')
    yield Operation("notice", f'{{ notice(id: "unknown") {selected("notice")} }}')
    yield Operation("notices", f"{{ notices(first: 5) {selected('notices')} }}")


def receipt(receipt_id: str) -> Operation:
    """Give the operation that asks for a receipt."""
    return Operation("receipt", "query ($id: ID!) { receipt(id: $id) }", {"id": receipt_id})


def catalogues() -> Iterator[Operation]:
    """Give the operations on what every client may read."""
    for name in CATALOGUES:
        yield Operation(name, f"{{ {name} {selected(name)} }}")


def _input(who: Identifier) -> dict[str, str]:
    return {"scheme": who.scheme.value, "value": who.value}
