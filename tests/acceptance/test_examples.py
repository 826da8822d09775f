"""Every example query of the GraphiQL page runs as it stands, and shows what it is an example of."""

from __future__ import annotations

import tomllib
from typing import Any

import httpx
import pytest

from gateway.demo.stage import Stage
from gateway.paths import shipped

EXAMPLES: list[dict[str, Any]] = tomllib.loads((shipped("config") / "examples.toml").read_text(encoding="utf-8"))[
    "example"
]
WITH_ERRORS = {"h": "INVALID_IDENTIFIER", "bulk": "UNKNOWN_SUBJECT"}
SHOWN = {
    "a": "GREEN_CHANNEL",
    "b": "art. 135",
    "c": "STRICT_REVIEW",
    "d": "ENDED",
    "e": "NAME_DIFFERS",
    "f": "latencyMs",
    "g": "environment-990000-from-980000",
    "h": "check character",
    "i": "LEGAL_REPRESENTATIVE",
    "j": '"registry"',
    "k": "NOT_GRANTED",
    "l": "INC-02-model",
    "loan": "RES-31",
    "case": "environment-list-990000-980000",
    "bulk": "redListEntries",
    "catalogue": "food-production-licence",
    "memoranda": "sample-province-tenders",
    "statistics": "smallestGroup",
}


def _letter(example: dict[str, Any]) -> str:
    letter: str = example["title"].split(" ")[0]
    return letter


@pytest.mark.parametrize("example", EXAMPLES, ids=_letter)
def test_example(stage: Stage, example: dict[str, Any]) -> None:
    question = {"query": example["query"], "variables": example.get("variables", {})}
    reply = httpx.post(f"{stage.gateway().url}/graphql", json=question, headers=example["headers"], trust_env=False)

    body, letter = reply.json(), _letter(example)
    codes = [error["extensions"]["code"] for error in body.get("errors", ())]
    assert codes == ([WITH_ERRORS[letter]] if letter in WITH_ERRORS else [])
    assert SHOWN[letter] in reply.text


@pytest.mark.go("GO-18-b")
@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        ("2026-11-24", {"sample-province-professions", "sample-province-tenders", "yangtze-delta-environment-2020"}),
        ("2025-11-24", {"yangtze-delta-environment-2020"}),
        ("2028-01-01", {"sample-province-tenders", "yangtze-delta-environment-2020"}),
    ],
)
def test_memoranda_in_force_on_a_day(stage: Stage, as_of: str, known: set[str]) -> None:
    question = {"query": f'{{ memoranda(asOf: "{as_of}") {{ nodes {{ id }} totalCount }} }}'}
    headers = {"Authorization": "Bearer sandbox-finance"}
    reply = httpx.post(f"{stage.gateway().url}/graphql", json=question, headers=headers, trust_env=False)

    memoranda = reply.json()["data"]["memoranda"]
    found = {node["id"] for node in memoranda["nodes"]}
    assert found - {"sample-province-fewer-inspections"} == known
    assert memoranda["totalCount"] == len(found)


def test_every_letter_has_an_example_and_the_page_gets_them_all(stage: Stage) -> None:
    served = httpx.get(f"{stage.gateway().url}/graphql/examples.json", trust_env=False).json()["examples"]

    assert [example["title"] for example in served] == [example["title"] for example in EXAMPLES]
    assert set("abcdefghijk") <= {_letter(example) for example in EXAMPLES}
