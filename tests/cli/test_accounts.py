"""`tally accounts` against a live gateway, and what it prints of an answer."""

from __future__ import annotations

import time
from typing import Any

import pytest

from gateway.cli.accounts_view import print_accounts
from gateway.cli.printing import console
from gateway.demo.servers import Gateway
from schema.duties import Indicator
from tests.cli.conftest import KEY, Tally

PATIENCE = 60.0  # seconds until the gateway has counted; it does so when it starts
SMALL = {"number": None, "atLeast": 0, "suppressed": "SMALL_GROUP"}
PARTLY = {"number": None, "atLeast": 80, "suppressed": "SMALL_GROUP"}
FEEDBACK = {
    "indicator": "FEEDBACK",
    "duty": "MEASURES",
    "count": PARTLY,
    "results": [{"result": "APPLIED", "count": {"number": 80, "atLeast": 80, "suppressed": None}}],
    "timings": [{"timing": "LATE", "count": SMALL}, {"timing": "UNTIMED", "count": PARTLY}],
}
STEPS = {"issued": 2, "answered": 1, "returned": 0, "overdue": 1, "corrected": 0, "closed": 0}


def tables(month: str) -> dict[str, Any]:
    return {
        "fromMonth": month,
        "toMonth": "2026-10",
        "byIndicator": [FEEDBACK],
        "byAgency": [{"agency": "tax", "indicators": [FEEDBACK]}],
        "byRegion": [{"region": "990000", "indicators": [FEEDBACK]}],
        "byItem": [{"item": "RES-01", "indicators": [FEEDBACK]}],
        "notices": [{"agency": "tax", "duty": "MEASURES", **STEPS}],
    }


FAILURE = {"agency": "tax", "duty": "MEASURES", "indicator": "FEEDBACK", "failed": SMALL, "of": PARTLY, "notices": 2}
ANSWER = {
    "scope": "ALL",
    "smallestGroup": 5,
    "months": [tables("2026-10")],
    "whole": tables("2026-09"),
    "failures": [FAILURE],
}


@pytest.mark.go("GO-23-a")
@pytest.mark.parametrize("key", ["sandbox-statistics", "sandbox-credit-office", KEY])
def test_it_prints_every_indicator_of_closed_months(tally: Tally, live: Gateway, key: str) -> None:
    until = time.monotonic() + PATIENCE
    told = tally("accounts", "2025-01", "2025-02", "--url", live.url, "--key", key)
    while "counted to its end" in told.stderr and time.monotonic() < until:
        told = tally("accounts", "2025-01", "2025-02", "--url", live.url, "--key", key)
    assert told.exit_code == 0, told.stderr
    assert "2025-01 to 2025-02" in told.stdout
    assert [each for each in Indicator if each.value not in told.stdout] == []


def test_what_the_gateway_refuses_is_said(tally: Tally, live: Gateway) -> None:
    told = tally("accounts", "January", "--url", live.url, "--key", KEY)
    assert (told.exit_code, "[INVALID_MONTHS]" in told.stderr) == (2, True)


def test_it_tells_what_is_suppressed_who_failed_and_the_notices(capsys: pytest.CaptureFixture[str]) -> None:
    print_accounts(console(), ANSWER, monthly=False)
    said = capsys.readouterr().out
    for words in ("2026-09 to 2026-10 (ALL)", "agency tax FEEDBACK", "region 990000 FEEDBACK", "on RES-01 FEEDBACK"):
        assert words in said
    (row,) = [line.split() for line in said.splitlines() if line.strip().startswith("FEEDBACK")]
    assert row == ["FEEDBACK", "≥", "80", "*", "APPLIED", "80", "LATE", "*"]
    assert sorted(line.split() for line in said.splitlines() if line.strip().startswith("tax MEASURES")) == [
        ["tax", "MEASURES", "2", "1", "0", "1", "0", "0"],
        ["tax", "MEASURES", "FEEDBACK", "*", "≥", "80", "*", "2"],
    ]
    assert "fewer than 5" in said
    print_accounts(console(), ANSWER, monthly=True)
    assert "2026-10 (ALL)" in capsys.readouterr().out
