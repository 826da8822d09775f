"""`tally objections` against a live gateway, as its page goes the way."""

from __future__ import annotations

import orjson
import pytest

from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

COUNTER, OFFICE = ("--key", "sandbox-credit-counter"), ("--key", "sandbox-credit-office")


@pytest.mark.go("GO-22-a", "GO-22-b")
def test_the_way_of_an_objection_as_its_page_goes_it(tally: Tally, live: Gateway) -> None:
    at = ("--url", live.url)
    code = live.town.cast["renamed-former"]["value"]
    asked = tally("check", code, "--matter", "food-production-licence", "--key", KEY, *at, "--json")
    measures = orjson.loads(asked.stdout)["measures"]
    (record,) = {each["id"] for found in measures for each in found["records"]}
    command = ("objections", "lodge", code, record, "--grounds", "决定已被撤销", *COUNTER, *at, "--request-key", "o-1")
    lodged = tally(*command, "--json")
    assert lodged.exit_code == 0, lodged.stderr
    assert tally(*command, "--json").stdout == lodged.stdout
    objection = orjson.loads(lodged.stdout)["id"]

    accepted = tally("objections", "accept", objection, *COUNTER, *at)
    assert "UNDER_VERIFICATION" in accepted.stdout
    assert "suspended" in accepted.stdout
    early = tally("objections", "correct", objection, "--correction", "c", *OFFICE, *at)
    assert (early.exit_code, "[ILLEGAL_TRANSITION]" in early.stderr) == (2, True)
    listed = tally("objections", "list", "--subject", "-", "--state", "UNDER_VERIFICATION", *OFFICE, *at, typed=code)
    assert objection in listed.stdout
    assert "1 objection(s)" in listed.stdout
    verified = tally("objections", "verify", objection, "CORRECT", "--answer", "与原决定一致", *OFFICE, *at)
    assert "与原决定一致" in verified.stdout
    assert "行政复议" in verified.stdout
    shown = tally("objections", "show", objection, *COUNTER, *at)
    assert shown.stdout == verified.stdout

    second = ("objections", "lodge", code, record, "--grounds", "g", *COUNTER, *at)
    refused = tally(*second)
    assert (refused.exit_code, "new evidence" in refused.stderr) == (2, True)
    again = tally(*second, "--evidence", "判决书", "--new-evidence", "--trigger", "COMPLAINT", "--json")
    other = orjson.loads(again.stdout)["id"]
    told = tally("objections", "refuse", other, "--reason", "证据不足", *COUNTER, *at)
    assert "证据不足" in told.stdout
