"""Searching by name: finds the code to ask by, and never decides (GO-18-g)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gateway.demo.admin import FaultOrder, Faults
from gateway.demo.stage import Stage
from tests.acceptance.asking import FINANCE, MARKET_REGULATION, Question

SEARCH = """query($name: String!, $match: NameMatch!, $first: Int!) {
  searchSubjects(name: $name, match: $match, purpose: SUPERVISION, caseNumber: "S-1", first: $first) {
    units { name identifiers { scheme value } registrationStatus source } more
  }
}"""


def searched(question: Question, name: str, match: str = "PREFIX", first: int = 20) -> Any:
    return question.ask(SEARCH, name=name, match=match, first=first)["searchSubjects"]


def named(question: Question, member: str) -> tuple[str, str]:
    """Give the code and the registered name of a member of the cast."""
    code = question.who(member)["value"]
    return code, question.about(member, "name", "SUPERVISION")["name"]


@pytest.mark.go("GO-18-g")
def test_a_unit_is_found_by_its_whole_name_with_the_code_to_ask_by(question: Question) -> None:
    code, name = named(question, "model-clean")
    (unit,) = searched(question, name, "EXACT")["units"]
    assert (unit["name"], unit["source"]) == (name, "registry")
    assert {"scheme": "CREDIT_CODE", "value": code} in unit["identifiers"]
    assert unit["registrationStatus"] == "存续"
    assert searched(question, name[:-1], "EXACT")["units"] == []


def test_a_beginning_finds_several_and_says_that_there_are_more(question: Question) -> None:
    found = searched(question, "样例省", first=3)
    units = found["units"]
    assert (len(units), found["more"]) == (3, True)
    assert all(unit["name"].startswith("样例省") for unit in units)


def refusal(stage: Stage, client: str, text: str) -> str:
    reply = httpx.post(
        f"{stage.gateway().url}/graphql",
        json={"query": text},
        headers={"authorization": f"Bearer {client}"},
        trust_env=False,
        timeout=40,
    )
    return str(reply.json()["errors"][0]["extensions"]["code"])


@pytest.mark.go("GO-18-g")
def test_it_is_granted_apart_and_no_check_is_made_by_name(stage: Stage) -> None:
    search = '{ searchSubjects(name: "样例省", purpose: %s, caseNumber: "1") { more } }'
    assert refusal(stage, FINANCE, search % "FISCAL_FUND") == "FORBIDDEN"
    check = '{ check(subject: {name: "样例省"}, matter: "m", purpose: SUPERVISION, caseNumber: "1") { guidance } }'
    assert refusal(stage, MARKET_REGULATION, check) == "GRAPHQL_VALIDATION_FAILED"


def test_a_registry_that_is_down_is_no_empty_answer(stage: Stage) -> None:
    gateway = stage.gateway()
    faults = Faults(gateway.town, None)
    faults.put({"registry": FaultOrder(mode="error")})
    try:
        search = '{ searchSubjects(name: "样例省", purpose: SUPERVISION, caseNumber: "1") { more } }'
        assert refusal(stage, MARKET_REGULATION, search) == "SOURCE_UNAVAILABLE"
    finally:
        faults.put({})
