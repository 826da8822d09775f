"""Adoptions over HTTP: a department takes a recommended measure, or withdraws it, and checks say so (GO-20-c)."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from gateway.cli.adoption_questions import ADOPT, ADOPTION, ADOPTIONS, WITHDRAW
from gateway.cli.command import main
from gateway.demo.servers import variables
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from gateway.paths import shipped
from tests.acceptance.approvals import Approvals
from tests.acceptance.departments import FINANCE, INSPECTOR, numbers

FUND, LINE = "fiscal-fund-application", "RES-14-market-regulation-list"
DOCUMENT = "样例省财政厅关于采纳市场监管严重违法失信名单措施的通知"


@pytest.fixture(scope="module")
def approvals(stage: Stage) -> Approvals:
    return Approvals(stage.gateway(World(own="decisions")))


def adopt(approvals: Approvals, client: str = FINANCE, **said: Any) -> Any:
    order = {"document": DOCUMENT, "startsOn": approvals.today(), "lines": [LINE], **said}
    return approvals.ask(ADOPT, client, input=order, key=f"N-{next(numbers)}")["change"]["adoption"]


def withdraw(approvals: Approvals, adoption: Any, ends_before: str) -> Any:
    said = {"id": adoption["id"], "endsBefore": ends_before, "document": "撤销通知1号", "key": f"W-{next(numbers)}"}
    return approvals.ask(WITHDRAW, FINANCE, **said)["change"]["adoption"]


def checked(approvals: Approvals) -> Any:
    """Check a subject on the list of market regulation for a fund; gives what the answer says of the line."""
    check = approvals.check(approvals.who("objected"), approvals.case(), FINANCE, FUND, "FISCAL_FUND")
    (measure,) = (each for each in check["measures"] if each["line"] == LINE)
    return {**measure, "guidance": check["guidance"], "knownAt": check["knownAt"]}


def until(approvals: Approvals, status: str) -> Any:
    latest = time.monotonic() + 10
    while (found := checked(approvals))["status"] != status:
        assert time.monotonic() < latest, found
        time.sleep(0.2)
    return found


def judged_again(approvals: Approvals, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Judge every receipt of the gateway again, by its own pack first."""
    for name, value in variables(approvals.gateway.town.sources).items():
        monkeypatch.setenv(name, value)
    pack, state = shipped("config") / "packs" / "cn-2026", approvals.gateway.state
    wanted = ["pack", "simulate", str(pack), "--over", "RECEIPTS", "--state", str(state), "--format", "json"]
    told = CliRunner().invoke(main, wanted)
    assert told.exit_code == 0, told.stderr
    return orjson.loads(told.stdout)


@pytest.mark.go("GO-20-c", "GO-20-d")
def test_a_department_adopts_a_recommended_measure_and_withdraws_it_and_every_receipt_can_be_judged_again(
    approvals: Approvals, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checked(approvals)["status"] == "NOT_ADOPTED"
    adoption = adopt(approvals, matters=[FUND])
    assert (adoption["state"], adoption["agency"], adoption["region"]) == ("ADOPTED", "finance", "990000")
    active = until(approvals, "ACTIVE")
    assert active["guidance"] == "BARRED"
    assert active["adoption"] == {"document": DOCUMENT, "inForce": {"startsOn": approvals.today()}}
    assert active["knownAt"] >= adoption["countsFrom"]

    withdrawn = withdraw(approvals, adoption, approvals.today())
    assert (withdrawn["state"], withdrawn["inForce"], withdrawn["withdrawnBy"]) == ("WITHDRAWN", None, "撤销通知1号")
    assert until(approvals, "NOT_ADOPTED")["guidance"] == "STANDARD"
    error = approvals.refused(WITHDRAW, FINANCE, id=adoption["id"], endsBefore="2026-01-01", document="x", key="again")
    assert error["code"] == "ILLEGAL_TRANSITION"

    listed = approvals.ask(ADOPTIONS, FINANCE, state="WITHDRAWN", first=50)["adoptions"]["nodes"]
    assert adoption["id"] in [each["id"] for each in listed]
    assert approvals.ask(ADOPTION, FINANCE, id=adoption["id"])["adoption"] == withdrawn
    assert approvals.refused(ADOPTION, INSPECTOR, id=adoption["id"])["code"] == "UNKNOWN_PROCEEDING"

    found = judged_again(approvals, monkeypatch)
    assert found["notReproduced"] == []
    assert found["compared"] >= 3


@pytest.mark.go("GO-20-c")
def test_an_adoption_of_a_day_to_come_or_for_another_matter_changes_no_answer(approvals: Approvals) -> None:
    tomorrow = str(approvals.gateway.town.day + timedelta(days=1))
    later = adopt(approvals, startsOn=tomorrow)
    other = adopt(approvals, matters=["business-loan"])
    marker = adopt(approvals, lines=["RES-14-fiscal-fund-list"])  # known no sooner than those before it
    latest = time.monotonic() + 10
    while (found := checked(approvals))["knownAt"] < marker["countsFrom"]:
        assert time.monotonic() < latest
        time.sleep(0.2)
    assert found["status"] == "NOT_ADOPTED"
    for each in (later, other, marker):
        withdraw(approvals, each, approvals.today())


@pytest.mark.go("GO-20-c", "GO-20-a", "GO-02-b")
@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"lines": []}, "input.measures"),
        ({"lines": ["RES-99"]}, "input.lines"),
        ({"lines": ["RES-01-serious-lists"]}, "input.lines"),
        ({"measures": ["RES-99"]}, "input.measures"),
        ({"matters": ["none"]}, "input.matters"),
        ({"memorandum": "none"}, "input.memorandum"),
        ({"memorandum": "sample-province-tenders"}, "input.memorandum"),
        ({"document": " "}, "input.document"),
        ({"measures": ["RES-39"]}, "input.measures"),
    ],
)
def test_only_what_is_recommended_and_for_agencies_of_its_kind_is_adopted(
    approvals: Approvals, changes: dict[str, Any], where: str
) -> None:
    order = {"document": DOCUMENT, "startsOn": approvals.today(), "lines": [LINE], **changes}
    error = approvals.refused(ADOPT, FINANCE, input=order, key=f"wrong-{next(numbers)}")
    assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", where), error
    assert error["hint"]
