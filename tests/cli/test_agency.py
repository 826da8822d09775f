"""`tally agency list`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gateway.paths import shipped
from tests.cli.conftest import Tally
from tests.connectors.discovered import coded


def test_agencies_sources_and_what_they_still_need(tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLY_COURT_URL", "sqlite:///court.db")
    monkeypatch.delenv("TALLY_TAX_KEY", raising=False)
    told = tally("agency", "list")
    lines = [line for line in told.stdout.splitlines() if line.strip() and "public-interest" not in line]
    rows = {line.split()[0]: line for line in lines}

    assert told.exit_code == 0
    assert "样例省高级人民法院" in rows["court"]
    assert rows["court"].split()[-1] == "yes"
    assert "TALLY_TAX_KEY" in rows["tax"]
    assert rows["finance"].split()[-3:] == ["-", "-", "-"]
    assert "22 agencies, 13 sources, 1 configured" in told.stdout


def test_a_faulty_file_is_reported_with_its_lines(tally: Tally, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    shutil.copytree(shipped("config"), folder)
    agencies = folder / "agencies.toml"
    agencies.write_text(agencies.read_text("utf-8").replace('kind = "COURT"', 'kind = "COURTS"'), "utf-8")
    told = tally("agency", "list", "--config", folder)

    assert told.exit_code == 2
    assert "agencies.toml:" in told.stderr
    assert "COURT" in told.stderr


def test_connectors_of_the_operators_folders_are_known(tally: Tally, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    shutil.copytree(shipped("config"), folder)
    coded(tmp_path / "ours" / "our-tax")
    for name, old, new in (
        ("gateway.toml", "connectors = []", 'connectors = ["../ours"]'),
        ("agencies.toml", 'connector = "tax"', 'connector = "our-tax"'),
        ("agencies.toml", 'connector = "court"', 'connector = "our-court"'),
    ):
        file = folder / name
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    told = tally("agency", "list", "--config", folder)

    assert told.exit_code == 0
    assert "our-tax" in told.stdout
    assert "our-tax (unknown)" not in told.stdout
    assert "our-court (unknown)" in told.stdout
