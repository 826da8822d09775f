"""Every scenario of `scenarios.toml`, played against live servers; `tally demo --once` plays the same."""

from __future__ import annotations

from collections import Counter

import pytest
from _pytest.mark.structures import ParameterSet

from gateway.demo.scenarios import Scenario, load_scenarios
from gateway.demo.stage import Stage

SCENARIOS = load_scenarios()


def _named(scenario: Scenario) -> ParameterSet:
    name = f"{scenario.id}-{'+'.join(scenario.go)}-{scenario.title.replace(' ', '-')}"
    return pytest.param(scenario, id=name, marks=pytest.mark.go(*scenario.go))


@pytest.mark.parametrize("scenario", [_named(scenario) for scenario in SCENARIOS])
def test_scenario(stage: Stage, scenario: Scenario) -> None:
    played = stage.play(scenario)

    assert played.facets, "the scenario expects nothing"
    differing = [
        f"{facet.name} expected {facet.expected}, is {facet.actual}" for facet in played.facets if not facet.ok
    ]
    assert not differing


def test_every_letter_has_its_scenarios() -> None:
    letters = Counter(scenario.id[0] for scenario in SCENARIOS)

    assert sorted(letters) == list("abcdefghijkl")
    assert min(letters.values()) >= 2


def test_every_way_a_department_can_fail_is_played_on_a_required_one() -> None:
    modes = {fault.mode for scenario in SCENARIOS if scenario.id[0] == "f" for fault in scenario.faults.values()}

    assert {"down", "hang", "garbage", "moved", "drop-key"} <= modes
    assert all(scenario.go for scenario in SCENARIOS)
