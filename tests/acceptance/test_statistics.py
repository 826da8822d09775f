"""The national statistics role: it reads numbers of answers of closed months, and nothing about any subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from gateway.cli.questions import STATISTICS
from gateway.demo.admin import DOWN, Faults
from gateway.demo.servers import Gateway, gateway_starting, put_before, town_running
from gateway.demo.worlds import World
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import access_entry
from schema.statistics import SMALLEST_GROUP, Suppression
from tests.acceptance.asking import FINANCE, MARKET_REGULATION, TRADING_CENTRE
from tests.schema.graph.whole import MUTATIONS, QUERIES, whole_query

NATIONAL = "sandbox-statistics"
OCTOBER = World(day=date(2026, 10, 15), clock=datetime(2026, 10, 15, 4, tzinfo=UTC))
NOVEMBER = World(day=OCTOBER.day, clock=datetime(2026, 11, 24, 4, tzinfo=UTC))
ANSWERED = (
    (MARKET_REGULATION, "food-production-licence", "ADMINISTRATIVE_LICENCE", 6),
    (FINANCE, "fiscal-fund-application", "FISCAL_FUND", 5),
    (TRADING_CENTRE, "public-tender", "PUBLIC_RESOURCE_TRADING", 3),
)
SILENT = 7
CHECK = """
query($who: IdentifierInput!, $why: Purpose!, $matter: ID!, $case: String!) {
  check(subject: $who, purpose: $why, matter: $matter, caseNumber: $case) {
    id guidance missing subject { name } receipt { id }
  }
}
"""


@dataclass
class Told:
    """How often which matter got which guidance in October, and words that must not be said to the national role."""

    gateway: Gateway
    guidance: Counter[tuple[str, str]] = field(default_factory=Counter)
    canaries: set[str] = field(default_factory=set)
    receipt: str = ""

    def post(self, query: str, key: str, **variables: Any) -> httpx.Response:
        """Ask with a key."""
        return httpx.post(
            f"{self.gateway.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {key}"},
            trust_env=False,
            timeout=40,
        )

    def statistics(self, first: str, last: str, key: str = NATIONAL) -> httpx.Response:
        """Ask for statistics."""
        return self.post(STATISTICS, key, **{"from": first, "to": last})


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A gateway in November, whose checks were answered in October from the same state folder."""
    root = tmp_path_factory.mktemp("statistics")
    state = root / "state"
    with town_running(root / "town", OCTOBER) as town:
        with gateway_starting(state, OCTOBER) as child:
            told = Told(put_before(child, town, state))
            _answer_checks(told)
        with gateway_starting(state, NOVEMBER) as child:
            told.gateway = put_before(child, town, state)
            yield told


def _answer_checks(told: Told) -> None:
    faults = Faults(told.gateway.town)
    for asked in ANSWERED:
        _answer(told, *asked)
    faults.put({"court": DOWN})
    _answer(told, TRADING_CENTRE, "public-tender", "PUBLIC_RESOURCE_TRADING", SILENT)
    faults.put({})


def _answer(told: Told, client: str, matter: str, why: str, times: int) -> None:
    who = {name: told.gateway.town.cast["model-clean"][name] for name in ("scheme", "value")}
    told.canaries.add(who["value"])
    for number in range(times):
        case = f"CANARY-{matter}-{number}-{times}"
        reply = told.post(CHECK, client, who=who, why=why, matter=matter, case=case).json()
        assert "errors" not in reply, reply
        check = reply["data"]["check"]
        told.guidance[matter, check["guidance"]] += 1
        told.receipt = check["receipt"]["id"]
        told.canaries |= {case, check["id"], check["subject"]["name"]} - {None}


@pytest.mark.go("GO-27-b", "GO-13-d", "GO-23-a")
def test_the_role_reads_numbers_of_answers_and_a_small_group_is_suppressed(november: Told) -> None:
    (month,) = november.statistics("2026-10", "2026-10").json()["data"]["statistics"]["months"]

    shown = {(cell["matter"], cell["guidance"]): cell["count"] for cell in month["byMatter"]}
    assert sorted(november.guidance.values()) == [3, 5, 6, SILENT]
    for place, times in november.guidance.items():
        small = times < SMALLEST_GROUP
        assert shown.pop(place) == {
            "answers": None if small else times,
            "atLeast": 0 if small else times,
            "suppressed": Suppression.SMALL_GROUP.value if small else None,
        }
    assert {count["answers"] for count in shown.values()} == {0}
    hidden = next(guidance for (_, guidance), times in november.guidance.items() if times < SMALLEST_GROUP)
    for cell in (*month["byGuidance"], *(cell for cell in month["byRegion"] if cell["region"] == "990000")):
        assert (cell["count"]["answers"] is None) == (cell["guidance"] == hidden)


@pytest.mark.go("GO-27-b", "GO-23-a")
def test_incomplete_answers_are_counted_by_the_source_that_was_silent(november: Told) -> None:
    (month,) = november.statistics("2026-10", "2026-10").json()["data"]["statistics"]["months"]

    told = {(cell["silence"], cell["source"]): cell["count"]["answers"] for cell in month["bySilence"]}
    assert told.pop(("ONE_SOURCE", "court")) == SILENT
    assert set(told.values()) == {0}
    assert {("SEVERAL_SOURCES", None), ("NO_SOURCE", None), ("ONE_SOURCE", "registry")} <= told.keys()


@pytest.mark.go("GO-27-b", "GO-13-d")
def test_no_byte_of_the_statistics_is_of_a_subject_a_case_or_a_receipt(november: Told) -> None:
    reply = november.statistics("2026-01", "2026-10")

    assert len(reply.json()["data"]["statistics"]["months"]) == 10
    assert len(november.canaries) >= 16
    assert [word for word in november.canaries if word in reply.text] == []


@pytest.mark.go("GO-27-b", "GO-13-d")
@pytest.mark.parametrize("name", sorted(QUERIES - {"statistics", "dutyAccounts"} | MUTATIONS))
def test_every_other_query_and_every_mutation_is_refused_to_the_role(november: Told, name: str) -> None:
    subject = november.gateway.town.cast["model-clean"]
    known = {"scheme": subject["scheme"], "value": subject["value"], "id": november.receipt}

    refused = november.post(whole_query(name, known), NATIONAL)

    (error,) = refused.json()["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("FORBIDDEN", [name])
    assert [word for word in november.canaries if word in refused.text] == []


@pytest.mark.go("GO-27-b")
@pytest.mark.parametrize("client", [MARKET_REGULATION, TRADING_CENTRE, FINANCE])
def test_statistics_are_refused_to_every_other_client(november: Told, client: str) -> None:
    body = november.statistics("2026-10", "2026-10", client).json()
    assert body["data"] == {"statistics": None}
    assert [error["extensions"]["code"] for error in body["errors"]] == ["FORBIDDEN"]


@pytest.mark.go("GO-27-b")
@pytest.mark.parametrize(("first", "last"), [("2026-11", "2026-11"), ("2026-10", "2027-01"), ("2023-10", "2026-10")])
def test_the_running_month_the_future_and_too_many_months_are_refused(november: Told, first: str, last: str) -> None:
    (error,) = november.statistics(first, last).json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["where"]) == ("INVALID_MONTHS", "to")


@pytest.mark.go("GO-27-b")
def test_every_answer_leaves_an_access_entry_of_its_own_kind_and_a_refusal_none(november: Told) -> None:
    before = _entries(november.gateway.state)
    november.statistics("2026-09", "2026-10")
    november.statistics("2026-09", "2026-11")

    (added,) = _entries(november.gateway.state)[len(before) :]
    assert added == ("national-coordination", NATIONAL, "MONTHS:2026-09/2026-10", None, None)


def _entries(state: Path) -> list[tuple[Any, ...]]:
    entry = access_entry.c
    wanted = select(entry.agency, entry.client, entry.subject_ref, entry.case_number, entry.receipt_id)
    store = open_store(StateFolder(state).database_url, Mode.READ)
    with store.reading() as connection:
        found = connection.execute(wanted.where(entry.operation == "statistics").order_by(entry.id))
        rows = [tuple(row) for row in found]
    store.close()
    return rows
