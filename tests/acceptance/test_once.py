"""`tally demo --once` says which scenarios differ when something is broken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gateway.demo.children import CannotStart
from gateway.demo.once import run_once
from gateway.demo.scenarios import Scenario, ScenarioFault, load_scenarios
from gateway.paths import shipped


def _some(*ids: str) -> list[Scenario]:
    return [scenario for scenario in load_scenarios() if scenario.id in ids]


def test_a_source_kept_down_is_named_by_the_scenarios_that_need_it(capsys: pytest.CaptureFixture[str]) -> None:
    failed = run_once("127.0.0.1", 0, broken="court", pack=None, scenarios=_some("b1", "b2", "f1", "h1"))

    *lines, differ, count = capsys.readouterr().out.splitlines()
    assert failed == 1
    assert (differ, count) == ("differ: b2", "3 ok, 1 FAIL")
    assert [line.split()[0] for line in lines] == ["b1", "b2", "f1", "h1"]
    assert re.search(r"expected: BARRED;.*actual: INCOMPLETE;.*FAIL$", lines[1])


def test_a_pack_less_one_line_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(shipped("config") / "packs" / "cn-2026", pack)
    lines = (pack / "lines.toml").read_text(encoding="utf-8")
    cut = re.sub(r'\[\[line\]\]\nid = "RES-15-able-and-refuses".*?(?=\n\[\[line\]\])', "", lines, flags=re.DOTALL)
    assert cut != lines
    (pack / "lines.toml").write_text(cut, encoding="utf-8")

    assert run_once("127.0.0.1", 0, broken=None, pack=pack, scenarios=_some("b1", "b2")) == 1
    assert "differ: b2" in capsys.readouterr().out


def test_a_faulty_pack_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"pack\.toml"):
        run_once("127.0.0.1", 0, broken=None, pack=tmp_path, scenarios=_some("b1"))


def test_a_source_the_sandbox_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(CannotStart, match=r"no source 'curt'.*court"):
        run_once("127.0.0.1", 0, broken="curt", pack=None, scenarios=_some("b1"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[scenario]\n", "cannot be read"),
        ('[[scenario]]\nid = "a1"\n', "missing required field"),
        ("scenari = []\n", "unknown field"),
    ],
)
def test_a_faulty_scenario_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "scenarios.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ScenarioFault, match=said):
        load_scenarios(file)
