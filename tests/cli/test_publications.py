"""`tally publications` against a live gateway, as docs/publications.md goes."""

from __future__ import annotations

import orjson
import pytest

from gateway.demo.servers import Gateway
from tests.cli.conftest import Tally

HOME, CENTRE, MARKET = "sandbox-ecology", "sandbox-credit-counter", "sandbox-market-regulation"


@pytest.mark.go("GO-17-a", "GO-17-d", "GO-17-f")
def test_the_way_of_a_publication_as_the_page_goes_it(tally: Tally, live: Gateway) -> None:
    at = ("--url", live.url)
    code = live.town.cast["env-listed"]["value"]
    decided = ("--kind", "PENALTY", "--document", "样环罚〔2026〕9号", "--decided-on", "2026-11-02")
    command = ("publications", "open", code, *decided, "--key", HOME, *at, "--request-key", "cli-p-1", "--json")
    opened = tally(*command)
    assert opened.exit_code == 0, opened.stderr
    assert tally(*command).stdout == opened.stdout
    publication = orjson.loads(opened.stdout)["id"]

    page = ("--page", "https://sthjt.example.gov.cn/xzcf/9.html")
    told = tally("publications", "published", publication, "--on", "2026-11-13", *page, "--key", HOME, *at)
    assert told.exit_code == 0, told.stderr
    assert "2 working day(s) late" in told.stdout
    for platform, key in (("CREDIT_CHINA", CENTRE), ("ENTERPRISE_PUBLICITY_SYSTEM", MARKET)):
        told = tally("publications", "collected", publication, platform, "--on", "2026-11-16", "--key", key, *at)
        assert told.exit_code == 0, told.stderr
    shown = tally("publications", "show", publication, "--key", HOME, *at)
    assert "COLLECTED" in shown.stdout
    assert "Double publicity of licences and penalties" in shown.stdout
    listed = tally("publications", "list", "--state", "COLLECTED", "--subject", code, "--key", HOME, *at)
    assert publication in listed.stdout
    counted = tally("publications", "lateness", "--from", "2026-11-02", "--to", "2026-11-02", "--key", HOME, *at)
    assert "2.0 on average, 2 at most" in counted.stdout
    wrong = tally("publications", "withhold", publication, "our-wish", "--key", HOME, *at)
    assert (wrong.exit_code, "[INVALID_PROCEEDING]" in wrong.stderr) == (2, True)
    withheld = tally("publications", "withhold", publication, "state-secrets-law", "--key", HOME, *at)
    assert "保守国家秘密法" in withheld.stdout
    ended = tally("publications", "take-down", publication, "REPAIRED", "--on", "2026-11-16", "--key", HOME, *at)
    assert "2026-11-16: REPAIRED" in ended.stdout


def test_a_decision_is_named_one_way(tally: Tally, live: Gateway) -> None:
    code = live.town.cast["env-listed"]["value"]
    told = tally("publications", "open", code, "--key", HOME, "--url", live.url)
    assert (told.exit_code, "--record" in told.stderr) == (2, True)
