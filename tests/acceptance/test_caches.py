"""What is kept of departments' answers: told in numbers, reused where asked for, and dropped, by who operates alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from gateway.cli.command import main
from gateway.cli.questions import CACHE_DROP, CACHES
from gateway.demo.stage import Stage
from tests.acceptance.departments import INSPECTOR, Departments

OPERATOR = "sandbox-operator"
LOOK = """
query ($who: IdentifierInput!) {
  subject(identifier: $who, purpose: SUPERVISION, kinds: [SERIOUS_DISHONESTY_ENTRY], maxAgeSeconds: 300) {
    sources { source cached }
  }
}
"""


@pytest.fixture(scope="module")
def departments(stage: Stage) -> Departments:
    return Departments(stage.gateway())


def kept(departments: Departments, source: str) -> Any:
    (cache,) = departments.ask(CACHES, OPERATOR, source=source)["sourceCaches"]
    return cache


@pytest.mark.go("GO-22-d")
def test_what_is_kept_is_told_reused_and_dropped(departments: Departments) -> None:
    who = departments.who("env-listed")
    departments.ask(CACHE_DROP, OPERATOR, source=None)
    asked = [each["source"] for each in departments.ask(LOOK, INSPECTOR, who=who)["subject"]["sources"]]
    source = asked[0]
    first = kept(departments, source)
    assert (first["answers"], first["freshnessSeconds"] > first["absenceFreshnessSeconds"]) == (1, True)
    assert datetime.fromisoformat(first["oldestAt"]) <= datetime.now(UTC)
    again = departments.ask(LOOK, INSPECTOR, who=who)["subject"]["sources"]
    assert all(each["cached"] for each in again)
    second = kept(departments, source)
    assert (second["reused"], second["asked"]) == (first["reused"] + 1, first["asked"])

    (dropped,) = departments.ask(CACHE_DROP, OPERATOR, source=source)["dropCachedAnswers"]
    assert (dropped["answers"], dropped["oldestAt"]) == (0, None)
    departments.ask(LOOK, INSPECTOR, who=who)
    assert kept(departments, source)["asked"] == first["asked"] + 1


def test_only_who_operates_sees_or_drops_it_and_an_unknown_source_is_said(departments: Departments) -> None:
    for document in (CACHES, CACHE_DROP):
        refused = departments.refused(document, INSPECTOR, source=None)
        assert (refused["code"], "operates = true" in refused["hint"]) == ("FORBIDDEN", True)
        unknown = departments.refused(document, OPERATOR, source="serious-list")
        assert (unknown["code"], unknown["where"]) == ("UNKNOWN_SOURCE", "source")


def test_the_command_line_shows_and_drops(departments: Departments) -> None:
    departments.ask(LOOK, INSPECTOR, who=departments.who("env-listed"))
    at = ["--url", departments.gateway.url, "--key", OPERATOR]
    shown = CliRunner().invoke(main, ["cache", "show", *at])
    assert (shown.exit_code, "serious-lists" in shown.output) == (0, True)
    dropped = CliRunner().invoke(main, ["cache", "drop", "--json", *at])
    assert {each["answers"] for each in orjson.loads(dropped.output)} == {0}
