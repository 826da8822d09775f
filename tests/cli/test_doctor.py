"""`tally doctor`: one line each, ok or FAIL, with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import httpx
import pytest

from connectors.core.nobody import nobody
from gateway.demo.servers import Gateway
from gateway.paths import shipped
from gateway.state import StateFolder
from schema.identifiers import Scheme, fault_of
from tests.cli.conftest import Tally
from tests.connectors.names import named


@pytest.mark.usefixtures("sandbox_environment")
def test_all_is_well_before_a_running_gateway(tally: Tally, live: Gateway) -> None:
    told = tally("doctor", "--state", live.state, "--url", live.url)
    lines = told.stdout.splitlines()

    assert told.exit_code == 0, told.output
    assert all(line.startswith("ok  ") for line in lines)
    examined = " ".join(lines)
    for what in (
        "Python",
        "GraphiQL",
        "configuration",
        "rule pack",
        "environment",
        "clock",
        "store",
        "keys",
        "gateway",
    ):
        assert what in examined
    assert {line.split()[2].rstrip(":") for line in lines if "department" in line} == set(live.town.sources)


@pytest.mark.usefixtures("sandbox_environment")
def test_departments_that_are_down_or_off_limits_are_named_with_what_to_do(
    tally: Tally, live: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = named(monkeypatch)
    for name in ("tax.test", "127.0.0.1"):
        names.lead(name, ["127.0.0.1"])
    monkeypatch.setenv("TALLY_TAX_URL", live.town.sources["tax"]["url"].replace("127.0.0.1", "tax.test"))
    httpx.post(f"{live.town.admin}/faults/registry", json={"mode": "down"}, trust_env=False).raise_for_status()
    try:
        told = tally("doctor", "--state", live.state)
    finally:
        httpx.delete(f"{live.town.admin}/faults", trust_env=False)

    assert told.exit_code == 1
    down, inside = sorted(line for line in told.stdout.splitlines() if line.startswith("FAIL"))
    assert "department registry: UNREACHABLE" in down
    assert "check its address" in down
    assert "department tax: UNREACHABLE" in inside
    assert "tax.test leads to 127.0.0.1 (loopback); " in inside
    assert 'write networks = ["127.0.0.1"]' in inside


def test_variables_that_are_not_set_are_named(tally: Tally, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TALLY_COURT_URL", raising=False)
    told = tally("doctor", "--state", tmp_path / "state")

    assert told.exit_code == 1
    assert "FAIL  environment: the source court needs TALLY_COURT_URL" in told.stdout
    assert not (tmp_path / "state").exists()


def test_every_fault_of_the_configuration_is_a_line(tally: Tally, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    shutil.copytree(shipped("config"), folder)
    matters = folder / "matters.toml"
    matters.write_text(matters.read_text("utf-8").replace('"serious-lists"', '"serius-lists"', 1), "utf-8")
    calendar = folder / "calendars" / "2026.toml"
    calendar.write_text(calendar.read_text("utf-8").replace("year = 2026", 'year = "now"'), "utf-8")
    told = tally("doctor", "--config", folder, "--state", tmp_path / "state")

    faults = [line for line in told.stdout.splitlines() if line.startswith("FAIL  configuration")]
    assert told.exit_code == 1
    assert any("matters.toml:" in line and "serious-lists" in line for line in faults)
    assert any("2026.toml:" in line for line in faults)


def test_a_store_that_is_none_is_named(tally: Tally, tmp_path: Path) -> None:
    (tmp_path / "tally.db").write_bytes(b"no database at all" * 100)
    told = tally("doctor", "--state", tmp_path)

    assert "FAIL  store:" in told.stdout
    assert "FAIL  keys:" in told.stdout


def test_a_gateway_that_does_not_answer_is_named(tally: Tally, tmp_path: Path) -> None:
    told = tally("doctor", "--state", tmp_path, "--url", "http://127.0.0.1:1")

    assert "FAIL  gateway: http://127.0.0.1:1 does not answer" in told.stdout


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_code_of_nobody_is_well_formed(scheme: Scheme) -> None:
    assert fault_of(scheme, nobody(scheme).value) is None


def test_a_key_or_secret_others_may_read_is_named(
    tally: Tally, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, state = tmp_path / "config", tmp_path / "state"
    shutil.copytree(shipped("config"), config)
    agencies = config / "agencies.toml"
    agencies.write_text(agencies.read_text("utf-8").replace("${TALLY_TAX_KEY}", "${file:tax.key}"), "utf-8")
    (config / "tax.key").write_text("secret", "utf-8")
    (config / "tax.key").chmod(0o640)
    StateFolder(state).vault()
    state.chmod(0o755)
    monkeypatch.delenv("TALLY_COURT_URL", raising=False)  # so that no department is asked
    told = tally("doctor", "--config", config, "--state", state)
    found = [line for line in told.stdout.splitlines() if " private: " in line]
    assert [line.split("(")[0].split()[-1] for line in found] == [str(state), str(config / "tax.key")]
    assert "0755" in found[0]

    state.chmod(0o700)
    (config / "tax.key").chmod(0o600)
    told = tally("doctor", "--config", config, "--state", state)
    assert [line[:4] for line in told.stdout.splitlines() if " private: " in line] == ["ok  "]
