"""`tally decisions`, `feedback`, `commitments` and `adoptions` against a live gateway, as their pages show them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from click.testing import Result

from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

FOOD = "food-production-licence"
BY_LAW = ("application-form", "layout-and-process", "equipment-list", "safety-management")


class Officer:
    """Market regulation at its terminal."""

    def __init__(self, tally: Tally, live: Gateway) -> None:
        self._tally = tally
        self._at = ("--url", live.url, "--key", KEY)
        self.day = live.town.day
        self.code = live.town.cast["model-clean"]["value"]

    def says(self, *words: str) -> Result:
        told = self._tally(*words, *self._at)
        assert told.exit_code == 0, told.stderr
        return told

    def json(self, *words: str) -> Any:
        return orjson.loads(self.says(*words, "--json").stdout)

    def checked(self, case: str) -> Any:
        return self.json("check", self.code, "--matter", FOOD, "--case", case)


@pytest.fixture
def officer(tally: Tally, live: Gateway) -> Officer:
    return Officer(tally, live)


@pytest.mark.go("GO-18-f", "GO-18-d")
def test_a_decision_is_reported_and_fed_back(officer: Officer) -> None:
    check = officer.checked("CLI-D1")
    used, other = check["measures"][0]["id"], check["measures"][1]["id"]
    decided = ("--matter", FOOD, "--case", "CLI-D1", "--outcome", "GRANTED", "--decided-on", str(officer.day))
    report = ("decisions", "report", officer.code, *decided, "--receipt", check["id"], "--applied", used)
    decision = officer.json(*report, "--request-key", "cli-d1")
    assert (decision["receiptValid"], decision["findings"]) == (True, [])
    shown = officer.says("decisions", "show", decision["id"]).stdout
    assert f"receipt      {check['id']}" in shown
    assert used in shown

    without = officer.says("decisions", "report", officer.code, *decided).stdout
    assert "WITHOUT_RECEIPT" in without
    listed = officer.says("decisions", "list", "--finding", "WITHOUT_RECEIPT", "--subject", officer.code).stdout
    assert "CLI-D1 WITHOUT_RECEIPT" in listed

    waiting = officer.json("feedback", "list", "--decision", decision["id"], "--state", "AWAITED")["nodes"]
    (feedback,) = (each["id"] for each in waiting if each["instance"] == other)
    said = officer.says("feedback", "not-applied", feedback, "OTHER", "--words", "窗口未开通").stdout
    assert "NOT_APPLIED" in said
    assert "窗口未开通" in said
    done = officer.json("feedback", "applied", feedback, "--document", "7号", "--from", str(officer.day))
    assert (done["state"], done["document"]) == ("APPLIED", "7号")
    assert officer.json("feedback", "show", feedback) == done
    assert "0 feedback" in officer.says("feedback", "list", "--overdue").stdout


@pytest.mark.go("GO-04-d")
def test_an_application_is_accepted_with_material_missing_and_supplied(officer: Officer) -> None:
    there = [word for item in BY_LAW for word in ("--present", item)]
    lacking = ("--missing", "premises", "--missing", "business-licence-copy")
    days = ("--signed-on", str(officer.day), "--deadline", str(officer.day + timedelta(days=3)))
    receipt = officer.checked("CLI-C1")["id"]
    accepted = officer.json("commitments", "accept", receipt, *there, *lacking, "--document", "承诺书1", *days)
    supplied = officer.says("commitments", "supply", accepted["id"], "premises", "--on", str(officer.day)).stdout
    assert f"premises {officer.day}" in supplied
    ended = officer.json("commitments", "end", accepted["id"], "--reason", "申请人撤回")
    assert (ended["state"], ended["endReason"]) == ("LAPSED", "申请人撤回")
    assert officer.json("commitments", "show", accepted["id"]) == ended
    assert accepted["id"] in officer.says("commitments", "list", "--state", "LAPSED", "--matter", FOOD).stdout


@pytest.mark.go("GO-20-c")
def test_a_measure_is_adopted_and_withdrawn(officer: Officer) -> None:
    later = str(officer.day + timedelta(days=30))
    adoption = officer.json("adoptions", "adopt", "--document", "办法", "--from", later, "--measure", "INC-13")
    told = officer.says("adoptions", "withdraw", adoption["id"], "--document", "通知", "--ends-before", later).stdout
    assert "WITHDRAWN" in told
    assert officer.json("adoptions", "show", adoption["id"])["inForce"] is None
    assert adoption["id"] in officer.says("adoptions", "list", "--state", "WITHDRAWN", "--first", "1").stdout


def test_a_list_says_how_to_go_on(officer: Officer) -> None:
    for _ in range(2):
        decided = ("--matter", FOOD, "--case", "CLI-P", "--outcome", "REFUSED", "--decided-on", str(officer.day))
        officer.says("decisions", "report", officer.code, *decided)
    first = officer.says("decisions", "list", "--outcome", "REFUSED", "--first", "1").stdout
    cursor = first.rsplit("--after ", 1)[1].strip()
    second = officer.json("decisions", "list", "--outcome", "REFUSED", "--first", "1", "--after", cursor)
    assert cursor in first
    assert second["nodes"][0]["id"] < cursor
