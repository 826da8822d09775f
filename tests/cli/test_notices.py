"""`tally notices` against a live gateway, and what it prints of a notice."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from gateway.cli.notice_view import print_notices
from gateway.cli.printing import console
from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

NATION = "sandbox-national-coordination"


@pytest.mark.go("GO-23-b")
def test_the_way_of_a_notice(tally: Tally, live: Gateway) -> None:
    at = ("--url", live.url)
    month, due = live.town.day.isoformat()[:7], live.town.day + timedelta(days=9)
    wanted = ("--from", month, "--expected", "逐日应答", "--due-on", due.isoformat(), "--indicator", "SILENCES")
    asked = ("notices", "issue", "market-regulation", "SHARING", *wanted, "--request-key", "cli-n1", "--json")
    issued = tally(*asked, "--key", NATION, *at)
    assert issued.exit_code == 0, issued.stderr
    assert tally(*asked, "--key", NATION, *at).stdout == issued.stdout
    notice = orjson.loads(issued.stdout)["id"]

    told = issued
    for verb, said, key in (
        ("answer", ("--answer", "设备故障", "--done", "已更换"), KEY),
        ("return", ("--reason", "仍有中断", "--due-on", due.isoformat()), NATION),
        ("answer", ("--answer", "线路故障", "--done", "已加备线"), KEY),
        ("confirm", (), NATION),
        ("close", (), NATION),
    ):
        told = tally("notices", verb, notice, *said, "--key", key, *at)
        assert told.exit_code == 0, told.stderr
    assert "wanting      仍有中断" in told.stdout
    assert "done         已加备线" in told.stdout
    assert tally("notices", "show", notice, "--key", NATION, *at).stdout == told.stdout
    page = tally("notices", "list", "--state", "CLOSED", "--in-time", "--key", KEY, *at)
    assert f"{notice} CLOSED by national-coordination to market-regulation on SHARING SILENCES {month}" in page.stdout
    late = tally("notices", "answer", notice, "--answer", "a", "--done", "b", "--key", KEY, *at)
    assert (late.exit_code, "[ILLEGAL_TRANSITION]" in late.stderr) == (2, True)


def test_a_page_says_what_is_overdue_and_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    notice = {
        "id": "n1",
        "state": "ISSUED",
        "issuedBy": "nation",
        "agency": "tax",
        "duty": "SHARING",
        "indicator": None,
        "fromMonth": "2026-08",
        "toMonth": "2026-09",
        "dueOn": "2026-10-08",
        "overdue": True,
    }
    page = {"totalCount": 2, "nodes": [notice], "pageInfo": {"hasNextPage": True, "endCursor": "n1"}}
    print_notices(console(), page)
    said = capsys.readouterr().out
    assert "n1 ISSUED by nation to tax on SHARING 2026-08 to 2026-09 due 2026-10-08 OVERDUE" in said
    assert "go on with --after n1" in said
