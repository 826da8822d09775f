"""`tally cases` against a live gateway, and what it prints of a case."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from gateway.cli.case_view import print_case
from gateway.cli.printing import console
from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

NEIGHBOUR = "sandbox-ecology-neighbour"


@pytest.fixture
def at(live: Gateway) -> tuple[str, ...]:
    return ("--url", live.url)


@pytest.mark.go("GO-15-b", "GO-16-a")
def test_the_way_of_a_case_as_the_readme_goes_it(tally: Tally, live: Gateway, at: tuple[str, ...]) -> None:
    code = live.town.cast["env-listed"]["value"]
    designation = ("--list", "environment", "--document", "邻环严列〔2024〕9号", "--decided-on", "2024-09-02")
    proposed = ("--basis", "guofa-2016-33-16", "--measure", "RES-01", "--to", "ecology-far")
    command = (
        "cases",
        "open",
        code,
        *designation,
        *proposed,
        "--key",
        NEIGHBOUR,
        *at,
        "--request-key",
        "cli-1",
        "--json",
    )
    opened = tally(*command)
    assert opened.exit_code == 0, opened.stderr
    assert tally(*command).stdout == opened.stdout
    case = orjson.loads(opened.stdout)["id"]

    carried = tally("cases", "carry", case, "990000", "--to", "market-regulation", "--key", NEIGHBOUR, *at)
    assert "under        environment-list-990000-980000" in carried.stdout
    assert "for reference" in carried.stdout
    for response in ("RECEIVED", "CONFIRMED", "APPLIED"):
        told = tally("cases", "respond", case, response, "--key", KEY, *at)
        assert told.exit_code == 0, told.stderr
    early = tally("cases", "respond", case, "RECEIVED", "--key", KEY, *at)
    assert (early.exit_code, "[ILLEGAL_TRANSITION]" in early.stderr) == (2, True)

    ended = tally("cases", "end", case, "--reason", "整改完成", "--key", NEIGHBOUR, *at)
    assert "BY_INITIATOR 整改完成" in ended.stdout
    assert tally("cases", "show", case, "--key", KEY, *at).stdout == ended.stdout
    page = tally("cases", "list", "--subject", "-", "--state", "ENDED", "--key", KEY, *at, typed=f"{code}\n")
    assert case in page.stdout
    assert "1 case(s)" in page.stdout


def test_a_gateway_that_does_not_answer_leaves_the_key_to_send_it_again_with(tally: Tally) -> None:
    told = tally("cases", "end", "x", "--request-key", "mine", "--url", "http://127.0.0.1:9")
    assert told.exit_code == 3
    assert "send it again with --request-key mine" in told.stderr


def test_a_case_prints_why_it_is_disputed_refused_or_ended(capsys: pytest.CaptureFixture[str]) -> None:
    measure = {"id": "RES-01", "title": "Key supervision", "titleZh": "重点监管"}
    proposed = {"measure": measure, "force": "FOR_REFERENCE", "lines": [], "reason": "no line"}
    participant = {
        "agency": "tax",
        "region": "990000",
        "state": "REFUSED",
        "forReference": False,
        "recognisedUnder": None,
        "measures": [proposed],
        "reason": "not ours",
        "nextSteps": [],
    }
    designation: dict[str, Any] = {
        "record": "decision:1",
        "kind": "SERIOUS_DISHONESTY_ENTRY",
        "listId": "environment",
        "documentNumber": None,
        "decidedOn": "2026-01-01",
        "lastDay": "2027-01-01",
        "offence": {"title": "Bribery", "titleZh": "贿赂"},
        "bases": [],
    }
    case = {
        "id": "c1",
        "state": "ENDED",
        "initiator": "ecology",
        "subject": None,
        "designation": designation,
        "underVerificationSince": "2026-02-01T00:00:00Z",
        "ending": "WITHDRAWN",
        "endReason": None,
        "participants": [participant],
        "trail": [],
    }
    print_case(console(), case)
    told = capsys.readouterr().out
    for words in (
        "values were erased",
        "2027-01-01",
        "Bribery 贿赂",
        "apply nothing",
        "WITHDRAWN",
        "not ours",
        "no line",
    ):
        assert words in told
