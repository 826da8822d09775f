"""`tally watches` and `tally deliveries` against a live gateway, and what they print."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest

from gateway.cli.delivery_view import print_deliveries, print_delivery
from gateway.cli.printing import console
from gateway.cli.watch_view import print_watch
from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

NEWS = {
    "sequence": 3,
    "at": "2026-11-24T04:00:00Z",
    "kind": "WATCH",
    "proceeding": "p-1",
    "event": "ANSWER_CHANGED",
    "by": "gateway",
    "state": "WATCHED",
    "dueOn": None,
    "record": None,
    "receipt": "r-1",
}
DELIVERY = {
    "id": "7",
    "webhook": "approvals",
    "state": "DEAD",
    "attempts": 14,
    "nextAt": None,
    "endedAt": "2026-11-25T04:00:00Z",
    "fault": "FAILED",
    "status": 500,
    "news": NEWS,
}


@pytest.mark.go("GO-18-d")
def test_the_way_of_a_watch(tally: Tally, ask: Tally, live: Gateway) -> None:
    at = ("--url", live.url, "--key", KEY)
    code = live.town.cast["env-listed"]["value"]
    checked = ask(code, "--matter", "annual-inspection-plan", "--purpose", "SUPERVISION", "--case", "W-1", "--json")
    receipt = orjson.loads(checked.stdout)["receipt"]["id"]
    until = str(live.town.day + timedelta(days=30))
    opened = tally("watches", "open", receipt, "--until", until, *at, "--json")
    assert opened.exit_code == 0, opened.stderr
    watch = orjson.loads(opened.stdout)["id"]
    shown = tally("watches", "show", watch, *at)
    assert f"{watch} WATCHED receipt {receipt} annual-inspection-plan until {until}" in shown.stdout
    assert "court        POLL every 21600 s" in shown.stdout
    assert "registry     FEED" in shown.stdout
    assert "ecology" in shown.stdout.partition("does not see news of")[2]
    assert watch in tally("watches", "list", "--state", "WATCHED", *at).stdout
    ended = tally("watches", "end", watch, *at)
    assert "BY_AGENCY" in ended.stdout
    again = tally("watches", "end", watch, *at)
    assert (again.exit_code, "[ILLEGAL_TRANSITION]" in again.stderr) == (2, True)


def test_without_endpoints_there_are_no_deliveries(tally: Tally, live: Gateway) -> None:
    at = ("--url", live.url, "--key", KEY)
    assert tally("deliveries", "list", "--state", "DEAD", *at).stdout == "0 deliveries\n"
    for verb in ("show", "replay"):
        told = tally("deliveries", verb, "7", *at)
        assert (told.exit_code, "no delivery of that id" in told.stderr) == (2, True)
    two = tally("deliveries", "replay", "7", "8", "--request-key", "k", *at)
    assert "one key is of one request" in two.stderr


def test_a_delivery_prints_why_it_was_given_up_and_what_it_tells_of(capsys: pytest.CaptureFixture[str]) -> None:
    print_delivery(console(), DELIVERY)
    print_deliveries(
        console(), {"nodes": [DELIVERY], "totalCount": 9, "pageInfo": {"hasNextPage": True, "endCursor": "7"}}
    )
    told = capsys.readouterr().out
    assert told.count("7 DEAD WATCH ANSWER_CHANGED to approvals FAILED HTTP 500\n") == 2
    assert "receipt      r-1" in told
    assert "go on with --after 7" in told


def test_a_watch_prints_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    event: dict[str, Any] = {
        "sequence": 3,
        "at": "2026-11-24T04:00:00Z",
        "by": "gateway",
        "kind": "ANSWER_CHANGED",
        "before": "STRICT_REVIEW",
        "guidance": "STANDARD",
        "measures": ["line:record"],
    }
    watch = {
        "id": "w-1",
        "state": "WATCHED",
        "receipt": "r-1",
        "matter": "m",
        "until": "2026-12-31",
        "seen": [],
        "unseen": [],
        "ending": None,
        "trail": [event],
    }
    print_watch(console(), watch)
    told = capsys.readouterr().out
    assert "3 2026-11-24T04:00:00Z ANSWER_CHANGED by gateway STRICT_REVIEW → STANDARD" in told
    assert "measures     line:record" in told
