"""Pushing: who checked a subject is told, signed, that its answer would now differ, with the receipt (GO-18-d)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from gateway.cli.case_questions import CARRY, OPEN
from gateway.cli.command import main
from gateway.demo.stage import Stage
from gateway.state import DATABASE
from tests.acceptance.departments import INSPECTOR, NEIGHBOUR, Departments, order
from tests.delivering.receiving import SECRET, Receiver
from tests.serving.served import Served, eventually, serving

WEBHOOKS = """
[[endpoint]]
id = "{name}"
client = "{client}"
url = "{url}"
networks = ["127.0.0.0/8"]
secrets = ["${{HOOK_SECRET}}"]
kinds = ["{kind}"]
"""
CHECK = """
query ($who: IdentifierInput!) {
  check(subject: $who, matter: "annual-inspection-plan", purpose: SUPERVISION, caseNumber: "PUSH") {
    guidance measures { id status records { id } } receipt { id }
  }
}
"""
WATCH_PARTS = """
id state receipt matter until seen { source means everySeconds } unseen ending
trail { sequence kind by state before guidance measures }
"""
WATCH = f"""
mutation ($receipt: ID!, $until: Date!, $key: String!) {{
  change: watchReceipt(receipt: $receipt, until: $until, idempotencyKey: $key) {{
    sequence case: watch {{ {WATCH_PARTS} }}
  }}
}}
"""
END = f"""
mutation ($id: ID!, $key: String!) {{
  change: endWatch(id: $id, idempotencyKey: $key) {{ case: watch {{ {WATCH_PARTS} }} }}
}}
"""
ANNOUNCE = """
mutation ($source: ID!, $who: IdentifierInput!, $key: String!) {
  announceChange(source: $source, subject: $who, idempotencyKey: $key) { source at }
}
"""
SHOW = f"query ($id: ID!) {{ watch(id: $id) {{ {WATCH_PARTS} }} }}"


@pytest.fixture(scope="module")
def approvals() -> Iterator[Receiver]:
    with Receiver().running() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def served(stage: Stage, approvals: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A gateway that pushes watches and joint cases to the inspectors' approval system."""

    def endpoints(folder: Path) -> None:
        named = (("watches", "WATCH"), ("cases", "JOINT_CASE"))
        written = (WEBHOOKS.format(name=name, client=INSPECTOR, url=approvals.url, kind=kind) for name, kind in named)
        (folder / "webhooks.toml").write_text("".join(written), encoding="utf-8")

    town, secret = stage.gateway().town, {"HOOK_SECRET": SECRET}
    with serving(tmp_path_factory.mktemp("push"), town, before=endpoints, environment=secret) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def departments(stage: Stage, served: Served) -> Departments:
    url = str(httpx.URL(served.url).copy_with(path="")).rstrip("/")
    return Departments(replace(stage.gateway(), url=url, state=served.folder.parent / "state"))


def entered(departments: Departments, verb: str, record: str, who: dict[str, str]) -> None:
    """Enter into the rights log by the command line, in another process than the gateway's."""
    subject = f"{who['scheme']}:{who['value']}"
    given = [verb, record, "--subject", subject, "--by", "ecology-neighbour", "--state", str(departments.gateway.state)]
    done = CliRunner().invoke(main, ["rights", *given])
    assert done.exit_code == 0, done.output


def accesses(departments: Departments, operation: str) -> int:
    with closing(sqlite3.connect(departments.gateway.state / DATABASE)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM access_entry WHERE operation = ?", (operation,)).fetchone()
    return int(count)


def told(approvals: Receiver, proceeding: str) -> list[Any]:
    return [each["data"] for each in approvals.got if each["data"]["proceeding"] == proceeding]


@pytest.mark.go("GO-18-d", "GO-22-d")
def test_who_checked_is_told_that_its_answer_would_now_differ_with_the_receipt(
    departments: Departments, approvals: Receiver
) -> None:
    who = departments.who("env-listed")
    answer = departments.ask(CHECK, INSPECTOR, who=who)["check"]
    (measure,) = answer["measures"]
    receipt, record = answer["receipt"]["id"], measure["records"][0]["id"]
    until = str(departments.gateway.town.day + timedelta(days=30))
    watch = departments.change(WATCH, INSPECTOR, receipt=receipt, until=until)
    assert (watch["state"], watch["receipt"], watch["until"]) == ("WATCHED", receipt, until)
    assert {each["means"] for each in watch["seen"]} == {"POLL", "FEED"}
    assert watch["unseen"]
    assert not {each["source"] for each in watch["seen"]} & set(watch["unseen"])
    assert eventually(lambda: accesses(departments, "recheck") == 1)

    entered(departments, "accept", record, who)
    approvals.wait(lambda each: len(told(each, watch["id"])) == 2)
    opened, changed = told(approvals, watch["id"])
    assert (opened["event"], opened["receipt"]) == ("WATCHED", receipt)
    assert (changed["event"], changed["receipt"], changed["kind"]) == ("ANSWER_CHANGED", receipt, "WATCH")
    assert who["value"] not in str(approvals.got)

    last = departments.ask(SHOW, INSPECTOR, id=watch["id"])["watch"]["trail"][-1]
    again = departments.ask(CHECK, INSPECTOR, who=who)["check"]
    assert (last["sequence"], last["by"]) == (changed["sequence"], "gateway")
    assert (last["before"], last["guidance"]) == (answer["guidance"], again["guidance"])
    assert last["measures"] == [measure["id"]]
    assert again["measures"][0]["status"] == "SUSPENDED"

    assert accesses(departments, "watch_receipt") == accesses(departments, "watch_read") == 1

    entered(departments, "correct", record, who)
    approvals.wait(lambda each: len(told(each, watch["id"])) == 3)
    ended = departments.change(END, INSPECTOR, id=watch["id"])
    assert (ended["state"], ended["ending"]) == ("ENDED", "BY_AGENCY")
    assert ended["trail"][2]["guidance"] == answer["guidance"]
    approvals.wait(lambda each: told(each, watch["id"])[-1]["event"] == "ENDED")
    with closing(sqlite3.connect(departments.gateway.state / DATABASE)) as connection:
        assert connection.execute("SELECT count(*) FROM receipt").fetchone() == (2,)


@pytest.mark.go("GO-18-d", "GO-22-d")
def test_the_agency_of_a_source_announces_a_change_and_what_rests_on_it_is_looked_at(departments: Departments) -> None:
    who = departments.who("listed-strict")
    receipt = departments.ask(CHECK, INSPECTOR, who=who)["check"]["receipt"]["id"]
    before = accesses(departments, "recheck")
    watch = departments.change(WATCH, INSPECTOR, receipt=receipt, until=str(departments.gateway.town.day))
    assert eventually(lambda: accesses(departments, "recheck") == before + 1)
    said = {"source": "registry", "who": who, "key": "announced"}
    first, again = (departments.ask(ANNOUNCE, INSPECTOR, **said)["announceChange"] for _ in range(2))
    assert (first["source"], again) == ("registry", first)
    assert eventually(lambda: accesses(departments, "recheck") == before + 2)
    assert departments.ask(SHOW, INSPECTOR, id=watch["id"])["watch"]["trail"][-1]["kind"] == "WATCHED"
    foreign = departments.refused(ANNOUNCE, INSPECTOR, **said | {"source": "tax", "key": "a2"})
    silent = departments.refused(ANNOUNCE, "sandbox-ecology", **said | {"source": "ecology", "key": "a3"})
    assert {foreign["code"], silent["code"]} == {"INVALID_PROCEEDING"}
    assert "declares no feed" in silent["message"]


@pytest.mark.go("GO-15-b", "GO-18-d")
def test_a_department_a_joint_case_is_sent_to_is_pushed_it(departments: Departments, approvals: Receiver) -> None:
    case = departments.change(OPEN, NEIGHBOUR, input=order(departments.who("env-listed")))
    departments.change(CARRY, NEIGHBOUR, case=case["id"], region="990000", implementers=["market-regulation"])
    approvals.wait(lambda each: bool(told(each, case["id"])))
    approvals.wait(lambda each: told(each, case["id"])[-1]["event"] == "PUSHED")
    assert told(approvals, case["id"])[-1]["record"] == case["designation"]["record"]


@pytest.mark.go("GO-22-d")
def test_only_who_was_issued_a_receipt_watches_it_once_and_within_the_days(departments: Departments) -> None:
    who = departments.who("env-listed")
    receipt = departments.ask(CHECK, INSPECTOR, who=who)["check"]["receipt"]["id"]
    day = departments.gateway.town.day
    asked = {"receipt": receipt, "until": str(day + timedelta(days=1))}
    assert departments.refused(WATCH, NEIGHBOUR, key="n1", **asked)["code"] == "UNKNOWN_RECEIPT"
    past = departments.refused(WATCH, INSPECTOR, key="n2", receipt=receipt, until=str(day - timedelta(days=1)))
    assert (past["code"], past["where"]) == ("INVALID_PROCEEDING", "until")
    watch = departments.ask(WATCH, INSPECTOR, key="n3", **asked)["change"]
    assert departments.ask(WATCH, INSPECTOR, key="n3", **asked)["change"] == watch
    assert departments.refused(WATCH, INSPECTOR, key="n4", **asked)["message"].startswith(
        "the receipt is watched already"
    )
    assert departments.refused(SHOW, NEIGHBOUR, id=watch["case"]["id"])["code"] == "UNKNOWN_PROCEEDING"
    departments.change(END, INSPECTOR, id=watch["case"]["id"])
    assert departments.refused(END, INSPECTOR, key="n5", id=watch["case"]["id"])["code"] == "ILLEGAL_TRANSITION"
