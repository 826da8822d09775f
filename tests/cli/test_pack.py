"""`tally pack`: packs checked, shown and compared without a gateway."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import Tally
from tests.rules.making import PACK_FOLDER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the pack of today in a folder of its own, away from the pack it is on."""
    return Path(shutil.copytree(PACK_FOLDER, tmp_path / "mine"))


def change(folder: Path, part: str, old: str, new: str) -> None:
    path = folder / f"{part}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_packs_are_sound(tally: Tally) -> None:
    told = tally("pack", "check")
    assert told.exit_code == 0, told.stderr
    today, earlier, local = told.stdout.splitlines()
    assert re.match(
        r"ok    cn-2026 2026\.4, governs from 2026-04-01: 65 measures, \d+ operative lines \(0 on an", today
    )
    assert local.startswith("ok    sample-province 2026.1, governs from 2026-04-01 in 990000: 65 measures")
    assert earlier.startswith("ok    guofa-2016-33 2016.3, governs from 2016-05-30 to 2026-03-31: 65 measures")


def test_every_fault_of_a_pack_is_told_with_its_place(tally: Tally, copy: Path) -> None:
    change(copy, "lines", "implementer_inferred = true", "implementer_inferred = 1")
    change(copy, "pack", 'on = "guofa-2016-33"', 'on = "guofa-2016-34"')
    assert "did you mean guofa-2016-33" in tally("pack", "check", copy).stderr
    change(copy, "pack", "guofa-2016-34", "guofa-2016-33")
    change(copy, "lines", 'bases = ["guofa-2016-33-4"]', "bases = []")
    told = tally("pack", "check", copy, "cn-2026")
    assert told.exit_code == 1
    assert told.stdout.startswith("ok    cn-2026")
    said = told.stderr.splitlines()
    assert len(said) == 2
    assert all(each.startswith("FAIL  mine/lines.toml:") for each in said)
    for verb in (("show", copy), ("diff", "cn-2026", copy)):
        refused = tally("pack", *verb)
        assert refused.exit_code == 2
        assert "has 2 fault(s)" in refused.stderr


def test_a_measure_is_shown_with_its_lines(tally: Tally) -> None:
    shown = orjson.loads(tally("pack", "show", "sample-province", "RES-14", "--json").stdout)
    assert set(shown) == {"line", "measure"}
    assert set(shown["line"]) == {"RES-14-fiscal-fund-list", "RES-14-market-regulation-list"}
    assert shown["line"]["RES-14-fiscal-fund-list"]["unverified"] == "sample-province-credit-regulation"
    text = tally("pack", "show", "sample-province", "RES-14").stdout
    assert "2 years from the decision" in text
    assert "严格限制" in text


def test_what_differs_is_shown(tally: Tally, copy: Path) -> None:
    assert tally("pack", "diff", "cn-2026", copy).stdout.strip() == "the packs say the same"
    change(copy, "lines", "duration = { years = 5", "duration = { years = 6")
    assert orjson.loads(tally("pack", "diff", "cn-2026", copy, "--json").stdout) == [
        {
            "part": "line",
            "id": "RES-17-food-licence-revoked",
            "change": "CHANGED",
            "facts": {
                "duration": {
                    "old": "5 years from the decision, the corresponding day included",
                    "new": "6 years from the decision, the corresponding day included",
                }
            },
        }
    ]
    text = tally("pack", "diff", "guofa-2016-33", "cn-2026").stdout
    assert "REMOVED  line RES-02-serious-lists" in text
    assert "RECOMMENDED → MANDATORY" in text


def test_a_pack_or_an_id_that_is_not_there_is_a_clear_error(tally: Tally) -> None:
    told = tally("pack", "show", "cn-2062")
    assert (told.exit_code, "did you mean cn-2026" in told.stderr) == (2, True)
    told = tally("pack", "show", "cn-2026", "RES-99")
    assert (told.exit_code, "the pack has no 'RES-99'" in told.stderr) == (2, True)
