"""Asks a gateway a scenario's question, as its client would, and measures how long the answer took."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from gateway.cli.questions import CHECK
from gateway.demo.days import day_of
from gateway.demo.scenarios import Scenario
from gateway.demo.servers import Gateway, Town

NO_CLIENT = "none"
_SECONDS = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the check or null, the errors, the whole text, and the milliseconds it took."""

    check: Mapping[str, Any] | None
    errors: tuple[Mapping[str, Any], ...]
    text: str
    ms: int


def ask(gateway: Gateway, scenario: Scenario) -> Answer:
    """Ask the question of a scenario."""
    variables = {
        "subject": subject_of(scenario, gateway.town),
        "matter": scenario.matter,
        "purpose": scenario.purpose,
        "caseNumber": case_of(scenario),
        "asOf": day_of(scenario.as_of, gateway.town.day).isoformat() if scenario.as_of else None,
        "deadlineMs": scenario.deadline_ms,
    }
    headers = {"content-type": "application/json", "accept": "application/json"}
    if scenario.client != NO_CLIENT:
        headers["authorization"] = f"Bearer {scenario.client}"
    body = orjson.dumps({"query": CHECK, "variables": variables})
    with httpx.Client(trust_env=False, timeout=_SECONDS) as client:
        began = time.perf_counter()
        reply = client.post(f"{gateway.url}/graphql", content=body, headers=headers)
        ms = round((time.perf_counter() - began) * 1000)
    tree = orjson.loads(reply.content)
    data = tree.get("data") or {}
    return Answer(check=data.get("check"), errors=tuple(tree.get("errors", ())), text=reply.text, ms=ms)


def subject_of(scenario: Scenario, town: Town) -> dict[str, str]:
    """Give the identifier asked about: of the cast, or as written."""
    if isinstance(scenario.subject, str):
        member = town.cast[scenario.subject]
        return {"scheme": member["scheme"], "value": member["value"]}
    return {"scheme": scenario.subject.scheme.value, "value": scenario.subject.value}


def case_of(scenario: Scenario) -> str:
    """Give the case number: the one written, else one named for the scenario."""
    return f"SCENARIO-{scenario.id}" if scenario.case is None else scenario.case
