"""`tally statistics` against a live gateway, and what it prints of an answer."""

from __future__ import annotations

import orjson
import pytest

from gateway.cli.printing import console
from gateway.cli.statistics_view import print_statistics
from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

NATIONAL = "sandbox-statistics"
EXACT = {"answers": 1200, "atLeast": 1200, "suppressed": None}
HIDDEN = {"answers": None, "atLeast": 0, "suppressed": "SMALL_GROUP"}
PARTLY = {"answers": None, "atLeast": 80, "suppressed": "SMALL_GROUP"}
ANSWER = {
    "smallestGroup": 5,
    "months": [
        {
            "month": "2026-09",
            "byGuidance": [{"guidance": "STANDARD", "count": EXACT}, {"guidance": "BARRED", "count": PARTLY}],
            "byMatter": [
                {"matter": "public-tender", "guidance": "STANDARD", "count": EXACT},
                {"matter": "public-tender", "guidance": "BARRED", "count": PARTLY},
            ],
            "byRegion": [
                {"region": "990000", "guidance": "STANDARD", "count": EXACT},
                {"region": "990000", "guidance": "BARRED", "count": HIDDEN},
            ],
            "bySilence": [
                {"silence": "SEVERAL_SOURCES", "source": None, "count": HIDDEN},
                {"silence": "ONE_SOURCE", "source": "court", "count": EXACT},
            ],
        }
    ],
}


def test_it_prints_the_tables_of_every_month(tally: Tally, live: Gateway) -> None:
    told = tally("statistics", "2025-01", "2025-02", "--url", live.url, "--key", NATIONAL)

    assert told.exit_code == 0
    for words in ("2025-01", "2025-02", "matter public-tender", "region 990000", "court", "GREEN_CHANNEL"):
        assert words in told.stdout


def test_one_month_is_enough_and_json_is_the_answer(tally: Tally, live: Gateway) -> None:
    told = tally("statistics", "2025-01", "--json", "--url", live.url, "--key", NATIONAL)

    answer = orjson.loads(told.stdout)
    assert [month["month"] for month in answer["months"]] == ["2025-01"]
    assert answer["smallestGroup"] == 5


@pytest.mark.parametrize(
    ("month", "key", "code"), [("2025-01", KEY, "FORBIDDEN"), ("January", NATIONAL, "INVALID_MONTHS")]
)
def test_what_the_gateway_refuses_is_said(tally: Tally, live: Gateway, month: str, key: str, code: str) -> None:
    told = tally("statistics", month, "--url", live.url, "--key", key)

    assert told.exit_code == 2
    assert code in told.stderr


def test_a_suppressed_number_is_marked_and_never_a_zero(capsys: pytest.CaptureFixture[str]) -> None:
    print_statistics(console(), ANSWER)

    told = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert ["matter", "public-tender", "1200", "≥", "80", "*"] in told
    assert ["region", "990000", "1200", "*"] in told
    assert ["all", "1200", "≥", "80", "*"] in told
    assert ["SEVERAL_SOURCES", "*"] in told
    assert ["court", "1200"] in told
