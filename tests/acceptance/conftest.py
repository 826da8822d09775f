"""The servers all scenarios share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gateway.demo.scenarios import load_scenarios
from gateway.demo.stage import Stage
from tests.acceptance.asking import Question


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A stage whose servers are started once, when the first scenario needs them."""
    with Stage(coming=[scenario.world for scenario in load_scenarios()]) as stage:
        yield stage


@pytest.fixture
def question(stage: Stage) -> Question:
    """Questions put to the gateway of the scenarios, with every department up."""
    return Question(stage.gateway())
