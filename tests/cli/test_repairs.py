"""`tally repairs` and `tally rectifications` against a live gateway, and what they print."""

from __future__ import annotations

import time
from datetime import timedelta

import orjson
import pytest

from gateway.cli.printing import console
from gateway.cli.rectification_view import print_rectification, print_rectifications
from gateway.cli.repair_view import print_repair, print_repairs
from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

COUNTER = "sandbox-credit-counter"
MATTER = ("--matter", "food-production-licence", "--purpose", "ADMINISTRATIVE_LICENCE")


@pytest.mark.go("GO-21-b", "GO-18-d")
def test_the_way_of_a_repair(tally: Tally, live: Gateway) -> None:
    at, day = ("--url", live.url), live.town.day
    code = live.town.cast["renamed-unknown"]["value"]
    check = orjson.loads(tally("check", code, *MATTER, "--key", KEY, *at, "--json").stdout)
    (entry,) = check["subject"]["seriousDishonestyEntries"]
    done = (day - timedelta(days=9)).isoformat()
    proofs = ("--evidence", f"CORRECTION:{done}:整改报告", "--evidence", f"DUTY_FULFILLED:{done}:缴款凭证")
    asked = ("repairs", "apply", code, entry["id"], *proofs, "--request-key", "cli-r1", "--json")
    applied = tally(*asked, "--key", COUNTER, *at)
    assert applied.exit_code == 0, applied.stderr
    assert tally(*asked, "--key", COUNTER, *at).stdout == applied.stdout
    repair = orjson.loads(applied.stdout)["id"]

    told = applied
    for verb, said, key in (
        ("review", (), KEY),
        ("ask", ("--what", "信用承诺书"), KEY),
        ("bring", ("--evidence", f"COMMITMENT:{done}:信用承诺书"), COUNTER),
        ("refuse", ("--document", "样修决〔2026〕8号", "--reason", "义务未全部履行"), KEY),
    ):
        told = tally("repairs", verb, repair, *said, "--key", key, *at)
        assert told.exit_code == 0, told.stderr
    assert "3. COMMITMENT" in told.stdout
    assert "CORRECTED NOT met" in told.stdout
    assert "行政复议" in told.stdout
    assert tally("repairs", "show", repair, "--key", KEY, *at).stdout == told.stdout

    again = orjson.loads(tally("repairs", "apply", code, entry["id"], *proofs, "--key", COUNTER, *at, "--json").stdout)
    gone = tally("repairs", "withdraw", again["id"], "--key", COUNTER, *at)
    assert "WITHDRAWN" in gone.stdout
    decided = ("--document", "x", "--corrected-by", "1", "--removed-by", "2", "--effective-on", day.isoformat())
    late = tally("repairs", "grant", again["id"], *decided, "--key", KEY, *at)
    assert (late.exit_code, "[ILLEGAL_TRANSITION]" in late.stderr) == (2, True)
    page = tally("repairs", "list", "--record", entry["id"], "--in-time", "--key", KEY, *at)
    assert f"{again['id']} REPAIR WITHDRAWN CREDIT_CODE {code} by credit-centre" in page.stdout
    assert "2 application(s)" in page.stdout


@pytest.mark.parametrize(
    ("written", "problem"),
    [("FINE:2026-01-01:x", "no kind"), ("TRAINING:1 May:x", "no day"), ("TRAINING:2026-01-01", "document is missing")],
)
def test_evidence_that_cannot_be_read_is_refused(tally: Tally, written: str, problem: str) -> None:
    refused = tally("repairs", "bring", "r1", "--evidence", written)
    assert refused.exit_code == 2
    assert problem in refused.stderr


@pytest.mark.go("GO-22-e")
def test_the_way_of_a_rectification(tally: Tally, live: Gateway) -> None:
    at, day = ("--url", live.url), live.town.day.isoformat()
    code = live.town.cast["renamed-former"]["value"]
    check = orjson.loads(tally("check", code, *MATTER, "--key", KEY, *at, "--json").stdout)
    (entry,) = check["subject"]["seriousDishonestyEntries"]
    entered = ("--subject", f"CREDIT_CODE:{code}", "--by", "ecology", "--state", str(live.state), "--effective-on", day)
    assert tally("rights", "withdraw", entry["id"], *entered).exit_code == 0
    until = time.monotonic() + 10
    nodes: list[dict[str, str]] = []
    while not nodes and time.monotonic() < until:
        page = tally("rectifications", "list", "--record", entry["id"], "--key", KEY, *at, "--json")
        nodes = orjson.loads(page.stdout)["nodes"]
    case = nodes[0]["id"]
    told = tally("rectifications", "answer", case, "--done", "MEASURE_LIFTED", "--words", "已解除", "--key", KEY, *at)
    assert told.exit_code == 0, told.stderr
    assert "MEASURE_LIFTED done" in told.stdout
    back = tally("rectifications", "send-back", case, "--reason", "恢复名誉了吗", "--key", "sandbox-ecology", *at)
    assert "sent back    恢复名誉了吗" in back.stdout
    tally("rectifications", "answer", case, "--done", "REPUTATION_RESTORED", "--key", KEY, *at)
    done = tally("rectifications", "confirm", case, "--key", "sandbox-ecology", *at)
    assert f"{case} DONE market-regulation on {entry['id']} WITHDRAWN" in done.stdout
    assert tally("rectifications", "show", case, "--key", "sandbox-ecology", *at).stdout == done.stdout


def test_pages_and_erased_values_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    repair = {
        "id": "r1",
        "kind": "LIST_EXIT",
        "state": "GRANTED",
        "overdue": True,
        "subject": None,
        "applicant": "tax",
        "record": "decision:1",
        "recordKind": "SERIOUS_DISHONESTY_ENTRY",
        "reviewers": ["tax"],
        "dueOn": "2026-12-01",
        "terms": {"basis": None, "needs": [], "earliestOn": "2026-10-02", "prescribedLastDay": "2026-12-31"},
        "evidence": [{"number": 1, "kind": "TRAINING", "doneOn": "2026-10-01", "document": None}],
        "askedFor": None,
        "findings": [{"part": "IN_TIME", "met": True, "evidence": [1], "lastDay": "2026-12-31", "prescribedBy": "b"}],
        "document": "d",
        "effectiveOn": "2026-11-24",
        "reason": None,
        "remedies": [],
        "nextSteps": ["REFUSED"],
        "trail": [],
    }
    more = {"hasNextPage": True, "endCursor": "r1"}
    print_repairs(console(), {"totalCount": 2, "nodes": [repair], "pageInfo": more})
    print_repair(console(), repair)
    case = {
        "id": "c1",
        "state": "OPEN",
        "overdue": True,
        "rectifier": "tax",
        "record": "decision:1",
        "cause": "WITHDRAWN",
        "dueOn": None,
        "receipt": "x1",
        "caseNumber": "N-1",
        "matter": "m",
        "throughUnit": True,
        "measures": [],
        "feedback": ["f1"],
        "toDo": ["DECISION_REVIEWED"],
        "done": ["NOTHING_APPLIED"],
        "document": None,
        "words": None,
        "sentBack": None,
        "confirmer": "court",
        "nextSteps": [],
        "trail": [],
    }
    print_rectifications(console(), {"totalCount": 2, "nodes": [case], "pageInfo": more})
    print_rectification(console(), case)
    said = capsys.readouterr().out
    for words in (
        "r1 LIST_EXIT GRANTED OVERDUE a subject whose values were erased by tax",
        "earliest     2026-10-02, when the least publicity is over",
        "1. TRAINING 2026-10-01 (erased)",
        "IN_TIME met by evidence 1 until 2026-12-31 (b)",
        "go on with --after r1",
        "c1 OPEN OVERDUE tax on decision:1 WITHDRAWN",
        "reached      the person checked, through a unit the record is of",
        "feedback     f1",
        "NOTHING_APPLIED done",
        "confirms     court",
    ):
        assert words in said
