"""Acceptance scenarios as `tests/acceptance/scenarios.toml` writes them: the question, the faults, the expectation."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from gateway.demo.admin import FaultOrder
from gateway.demo.children import CannotStart
from gateway.demo.worlds import World
from gateway.paths import shipped
from schema.identifiers import Scheme
from schema.repairs import RepairEvidence

FILE = "tests/acceptance/scenarios.toml"


class ScenarioFault(CannotStart):
    """The scenario file cannot be used; the message says where and why."""


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class RightsOrder(_Strict, frozen=True):
    """Entry to make in the rights log about the one record of a list of the subject, before the question is asked."""

    verb: str
    list: str
    by: str
    effective_on: str | None = None
    evidence: tuple[RepairEvidence, ...] = ()


class Literal(_Strict, frozen=True):
    """Subject that is not of the cast."""

    scheme: Scheme
    value: str


class ExpectedMeasure(_Strict, frozen=True):
    """Measure that must be in the answer; members left out are not compared. Days are relative to the town's."""

    measure: str
    status: str
    line: str | None = None
    effect: str | None = None
    kind: str | None = None
    bases: list[str] | None = None
    last_day: str | None = None
    ended_on: str | None = None
    reached_as: str | None = None
    adopted: bool | None = None
    recognised_under: str | None = None


class ExpectedEvaluation(_Strict, frozen=True):
    """Evaluation that must be in the answer, by field; members left out are not compared."""

    field: str
    status: str
    grade: str | None = None
    scale: str | None = None
    level: str | None = None
    recognised_as: str | None = None
    recognised_grade: str | None = None
    agreement: str | None = None


class ExpectedError(_Strict, frozen=True):
    """Error in the place of an answer; texts are parts of the message and hint."""

    code: str
    where: str | None = None
    message: str | None = None
    hint: str | None = None


class Expectation(_Strict, frozen=True):
    """What must be in the answer; members left out are not compared.

    `absent` and `near` are catalogue ids that are not among the measures, and that are among the near misses.
    `records` gives, by list of the subject, the sources of each record; `null` names lists that are null; `unseen`
    are texts that occur nowhere in the response.
    """

    guidance: str | None = None
    floor: str | None = None
    inspection: str | None = None
    measures: list[ExpectedMeasure] = []
    absent: list[str] = []
    near: list[str] = []
    evaluations: list[ExpectedEvaluation] = []
    unevaluated: list[str] = []
    conflicts: list[str] | None = None
    missing: list[str] | None = None
    outcomes: dict[str, str] = {}
    withheld: list[str] = []
    records: dict[str, list[list[str]]] = {}
    null: list[str] = []
    unseen: list[str] = []
    error: ExpectedError | None = None
    within_ms: int | None = None


class Scenario(_Strict, frozen=True):
    """One question, what is done before it, and what must come back."""

    id: str
    title: str
    go: list[str]
    subject: str | Literal
    matter: str
    client: str
    purpose: str
    expect: Expectation
    case: str | None = None
    as_of: str | None = None
    deadline_ms: int | None = None
    faults: dict[str, FaultOrder] = {}
    rights: list[RightsOrder] = []
    world: World = World()


class _File(_Strict, frozen=True):
    scenario: list[Scenario]


def load_scenarios(path: Path | None = None) -> tuple[Scenario, ...]:
    """Read the scenarios, by default the committed ones; raises `ScenarioFault`."""
    try:
        file = path or shipped(FILE)
        tree = tomllib.loads(file.read_text(encoding="utf-8"))
        found = msgspec.convert(tree, _File).scenario
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ScenarioFault(f"the scenarios cannot be read: {error}") from error
    _check_ids(found)
    return tuple(found)


def _check_ids(scenarios: list[Scenario]) -> None:
    seen: Mapping[str, int] = {scenario.id: number for number, scenario in enumerate(scenarios)}
    twice = [scenario.id for number, scenario in enumerate(scenarios) if seen[scenario.id] != number]
    if twice:
        raise ScenarioFault(f"scenario ids are used twice: {', '.join(twice)}")
