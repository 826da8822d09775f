"""Every answer about a subject leaves an entry, and the subject can be told of each (GO-22, PIPL art. 44)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, cast

import orjson
import pytest
import pytest_asyncio
from graphql import get_named_type

from connectors.core.connector import Descriptor
from gateway.accesses.told import refs_of
from gateway.grants import Grant
from gateway.store.accesses import accesses_of
from schema.codes import RecordKind
from schema.identifiers import Identifier
from schema.outcomes import NotFound, Outcome
from tests.executor.test_real_schema import CATALOGUES
from tests.joining.invented import PERSON, UNIT, credit
from tests.leaks.canaries import AWAY, HOME, canary, told_by
from tests.leaks.gateway import Asked, gateway
from tests.leaks.grants import EVERYTHING
from tests.leaks.operations import CORE, Operation, receipt

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOBODY = credit(55)
COUNTER = Grant(
    client="counter",
    agency="credit-centre",
    purposes=frozenset(),
    matters=frozenset(),
    record_kinds=frozenset(),
    accesses=True,
)
ABOUT_NOBODY = {
    *CATALOGUES,
    "sourceCaches",
    "statistics",
    "adoption",
    "adoptions",
    "deliveries",
    "delivery",
    "dutyAccounts",
    "notice",
    "notices",
    "publicationLateness",
}
ABOUT_A_CASE = {  # their entries are looked at in the acceptance tests of each
    "jointCase",
    "objection",
    "decision",
    "feedback",
    "feedbacks",
    "supplyCommitment",
    "supplyCommitments",
    "repair",
    "rectification",
    "rectifications",
    "watch",
    "watches",
    "publication",
}
OPERATIONS = {
    "subjects": "subject",
    "searchSubjects": "search",
    "jointCases": "case_read",
    "objections": "objection_read",
    "decisions": "decision_read",
    "repairs": "repair_read",
    "publications": "publication_read",
}
CHECK = """query ($who: IdentifierInput!) {
  check(subject: $who, matter: "food-production-licence", purpose: ADMINISTRATIVE_LICENCE, caseNumber: "case-1") {
    receipt { id }
  }
}"""
SUBJECT = "query ($who: IdentifierInput!) { subject(identifier: $who, purpose: SUPERVISION) { name } }"
SUBJECTS = "query ($who: IdentifierInput!) { subjects(identifiers: [$who], purpose: SUPERVISION) { name } }"
SEARCH = """{
  searchSubjects(name: "CNRY.REGISTRATION", purpose: SUPERVISION, caseNumber: "case-2") { units { name } more }
}"""
ACCESSES = """query ($who: IdentifierInput!, $first: Int, $after: String) {
  accesses(subject: $who, caseNumber: "request-1", first: $first, after: $after) {
    nodes { id on operation agency agencyName purpose matter receipt } pageInfo { hasNextPage endCursor } totalCount
  }
}"""


def known(spec: Descriptor, key: Identifier) -> Outcome:
    """Tell everything of everybody but one unit, which the registry proves not to know."""
    if NOBODY.value[8:17] in key.value and RecordKind.REGISTRATION in spec.kinds:
        return NotFound(evidence="none")
    return told_by(spec, key)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Asked]:
    async with gateway(tmp_path_factory.mktemp("state"), known) as asked:
        yield asked


async def ask(asked: Asked, grant: Grant, text: str, who: Identifier = UNIT, **variables: Any) -> Any:
    """Give an answer; each question is answered once, though both executors ask."""
    given = {"who": {"scheme": who.scheme.value, "value": who.value}, **variables}
    content, _ = await asked.both(grant, Operation("", text, given))
    return orjson.loads(content)


def entries(asked: Asked, who: Identifier) -> Sequence[Any]:
    office = asked.house.office
    with office.store.reading() as connection:
        return accesses_of(connection, refs_of(who, office.vault)).rows


async def receipt_of(asked: Asked, who: Identifier) -> str:
    answer = await ask(asked, EVERYTHING, CHECK, who)
    return cast("str", answer["data"]["check"]["receipt"]["id"])


@pytest.mark.go("GO-18-g")
@pytest.mark.parametrize("who", [UNIT, PERSON], ids=["unit", "person"])
async def test_every_query_about_a_subject_leaves_an_entry(asked: Asked, who: Identifier) -> None:
    """A query that is added must be asked here, or be known to be about nobody."""
    issued = await receipt_of(asked, who)
    asking = {
        "check": (EVERYTHING, CHECK),
        "subject": (EVERYTHING, SUBJECT),
        "subjects": (EVERYTHING, SUBJECTS),
        "receipt": (EVERYTHING, f'{{ receipt(id: "{issued}") }}'),
        "accesses": (COUNTER, ACCESSES),
        "searchSubjects": (EVERYTHING, SEARCH),
        "jointCases": (EVERYTHING, "query ($who: IdentifierInput!) { jointCases(subject: $who) { totalCount } }"),
        "repairs": (EVERYTHING, "query ($who: IdentifierInput!) { repairs(subject: $who) { totalCount } }"),
        "objections": (EVERYTHING, "query ($who: IdentifierInput!) { objections(subject: $who) { totalCount } }"),
        "decisions": (EVERYTHING, "query ($who: IdentifierInput!) { decisions(subject: $who) { totalCount } }"),
        "publications": (EVERYTHING, "query ($who: IdentifierInput!) { publications(subject: $who) { totalCount } }"),
    }
    assert CORE.query_type is not None
    assert set(asking) | ABOUT_NOBODY | ABOUT_A_CASE == set(CORE.query_type.fields)
    if who is PERSON:
        del asking["searchSubjects"]  # persons are not searched
    for name, (grant, text) in asking.items():
        before = len(entries(asked, who))
        answer = await ask(asked, grant, text, who, first=1)
        assert "errors" not in answer, answer
        latest, *_ = entries(asked, who)
        assert len(entries(asked, who)) == before + 1, name
        assert latest["operation"] == OPERATIONS.get(name, name)
        assert latest["client"] == grant.client


async def test_a_query_about_nobody_takes_no_subject() -> None:
    assert CORE.query_type is not None
    for name in ABOUT_NOBODY:
        types = [get_named_type(argument.type).name for argument in CORE.query_type.fields[name].args.values()]
        assert "IdentifierInput" not in types


@pytest.mark.parametrize(("text", "operation"), [(CHECK, "check"), (SUBJECT, "subject")])
async def test_that_a_subject_is_not_known_is_an_answer_about_it_too(asked: Asked, text: str, operation: str) -> None:
    before = len(entries(asked, NOBODY))
    answer = await ask(asked, EVERYTHING, text, NOBODY)
    assert answer["errors"][0]["extensions"]["code"] == "UNKNOWN_SUBJECT"
    latest, *_ = entries(asked, NOBODY)
    assert (latest["operation"], latest["receipt_id"]) == (operation, None)
    assert len(entries(asked, NOBODY)) == before + 1


@pytest.mark.parametrize("who", [UNIT, PERSON], ids=["unit", "person"])
async def test_a_subject_is_told_by_whom_for_what_and_when_and_not_by_which_officer(
    asked: Asked, who: Identifier
) -> None:
    issued = await receipt_of(asked, who)
    first = (await ask(asked, COUNTER, ACCESSES, who, first=1))["data"]["accesses"]
    assert first["nodes"] == [
        {
            "id": first["pageInfo"]["endCursor"],
            "on": "2026-11-24",
            "operation": "CHECK",
            "agency": "market-regulation",
            "agencyName": "Sample Province Administration for Market Regulation",
            "purpose": "ADMINISTRATIVE_LICENCE",
            "matter": "food-production-licence",
            "receipt": issued,
        }
    ]
    assert first["pageInfo"]["hasNextPage"] is (first["totalCount"] > 1)
    assert not any(word in str(first) for word in ("case-1", "everything", who.value))
    again = (await ask(asked, COUNTER, ACCESSES, who, first=2))["data"]["accesses"]
    assert [each["operation"] for each in again["nodes"]] == ["ACCESSES", "CHECK"]
    assert again["totalCount"] == first["totalCount"] + 1


async def test_every_entry_is_on_one_page(asked: Asked) -> None:
    for _ in range(3):
        await ask(asked, EVERYTHING, SUBJECT)
    total, seen, after = len(entries(asked, UNIT)), list[str](), None
    while True:
        page = (await ask(asked, COUNTER, ACCESSES, first=2, after=after))["data"]["accesses"]
        seen += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen)) == total
    assert seen == sorted(seen, key=int, reverse=True)


@pytest.mark.parametrize(
    ("grant", "given", "code"),
    [
        (EVERYTHING, {}, "FORBIDDEN"),
        (COUNTER, {"after": "x"}, "BAD_REQUEST"),
        (COUNTER, {"after": "9" * 30}, "BAD_REQUEST"),
        (COUNTER, {"first": 0}, "BAD_REQUEST"),
    ],
)
async def test_who_may_not_ask_and_what_cannot_be_asked_is_refused(
    asked: Asked, grant: Grant, given: dict[str, Any], code: str
) -> None:
    before = len(entries(asked, UNIT))
    answer = await ask(asked, grant, ACCESSES, **given)
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
    assert answer["data"] == {"accesses": None}
    assert len(entries(asked, UNIT)) == before


async def test_a_receipt_is_given_to_no_client_that_may_see_less_than_it_shows(asked: Asked) -> None:
    issued = await receipt_of(asked, UNIT)
    other = replace(EVERYTHING, client="other")
    for grant, given in (
        (EVERYTHING, True),
        (other, True),
        (replace(other, record_kinds=other.record_kinds - {"PENALTY"}), False),
        (replace(other, regions=frozenset({"990000"})), False),
        (replace(other, personal=False), False),
        (replace(EVERYTHING, record_kinds=frozenset()), True),  # the client whose check it was
        (replace(other, agency="finance"), False),
    ):
        before = len(entries(asked, UNIT))
        content, _ = await asked.both(grant, receipt(issued))
        answer = orjson.loads(content)
        assert (answer["data"]["receipt"] is not None) is given, grant
        assert len(entries(asked, UNIT)) == before + given


async def test_a_search_is_on_record_under_a_digest_of_the_name_and_under_each_unit_found(asked: Asked) -> None:
    office = asked.house.office
    ref = office.vault.name_ref("CNRY.REGISTRATION")
    with office.store.reading() as connection:
        before = accesses_of(connection, [ref]).total
    answer = await ask(asked, EVERYTHING, SEARCH)
    (unit,) = answer["data"]["searchSubjects"]["units"]
    assert unit["name"] == f"{canary('REGISTRATION', HOME)}subject_name"
    with office.store.reading() as connection:
        own = accesses_of(connection, [ref])
    assert own.total == before + 1
    assert "CNRY" not in str(own.rows[0])
    assert (own.rows[0]["operation"], own.rows[0]["case_number"]) == ("search", "case-2")
    assert entries(asked, UNIT)[0]["operation"] == "search"


async def test_a_client_that_searches_too_often_is_told_when_it_may_again(asked: Asked) -> None:
    hurried = replace(EVERYTHING, client="hurried")
    for _ in range(asked.house.office.pace.per_minute):
        assert asked.house.office.pace.wait("hurried", asyncio.get_running_loop().time()) == 0
    before = len(entries(asked, UNIT))
    error = (await ask(asked, hurried, SEARCH))["errors"][0]["extensions"]
    assert error["code"] == "TOO_MANY_REQUESTS"
    assert error["retryAfterSeconds"] in {1, 2}
    assert len(entries(asked, UNIT)) == before
    assert "errors" not in await ask(asked, EVERYTHING, SEARCH)


@pytest.mark.parametrize(
    ("grant", "change", "code"),
    [
        (COUNTER, {}, "FORBIDDEN"),
        (replace(EVERYTHING, record_kinds=EVERYTHING.record_kinds - {"REGISTRATION"}), {}, "FORBIDDEN"),
        (replace(EVERYTHING, purposes=frozenset()), {}, "FORBIDDEN"),
        (EVERYTHING, {"CNRY.REGISTRATION": "张"}, "INVALID_NAME"),
        (EVERYTHING, {"case-2": " "}, "INVALID_CASE_NUMBER"),
        (EVERYTHING, {"caseNumber": "first: 21, caseNumber"}, "BAD_REQUEST"),
    ],
)
async def test_a_search_that_may_not_be_made_is_refused(
    asked: Asked, grant: Grant, change: dict[str, str], code: str
) -> None:
    text = SEARCH
    for old, new in change.items():
        text = text.replace(old, new)
    answer = await ask(asked, grant, text)
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


async def test_a_unit_registered_elsewhere_is_not_found(asked: Asked) -> None:
    for region, found in ((HOME, 1), (AWAY, 0)):
        grant = replace(EVERYTHING, regions=frozenset({region}))
        answer = (await ask(asked, grant, SEARCH))["data"]["searchSubjects"]
        assert (len(answer["units"]), answer["more"]) == (found, False)
