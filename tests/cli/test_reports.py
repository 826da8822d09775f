"""`tally reports`: a channel in a process of its own, worked from the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from gateway.paths import shipped
from tests.cli.conftest import Tally
from tests.whistleblowing.channel import CONTACT, REPORT, STORY, UNIT


@dataclass(frozen=True, slots=True)
class Trial:
    """A channel on trial: its address and what it printed."""

    url: str
    handler: str
    auditor: str
    log: Path


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("trial")
    log = folder / "log"
    command = [sys.executable, "-m", "gateway.cli", "reports", "serve", "--trial", "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(folder)}
    with (
        log.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment) as process,
    ):
        try:
            assert process.stdout is not None
            said = [process.stdout.readline() for _ in range(3)]
            keys = [re.search(r"KEY=(\S+)", line) for line in said[:2]]
            url = re.search(r"http://\S+", said[2])
            assert url is not None, log.read_text()
            assert keys[0] is not None
            assert keys[1] is not None
            yield Trial(url.group(), keys[0][1], keys[1][1], log)
        finally:
            process.terminate()
            assert process.wait(15) == 0
    assert [each for each in folder.iterdir() if each.name.startswith("tally-reports-")] == []


@pytest.fixture
def as_handler(tally: Tally, trial: Trial) -> Tally:
    def run(*arguments: str | Path, typed: str | None = None) -> object:
        return tally("reports", *arguments, "--url", trial.url, "--key", trial.handler, typed=typed)

    return run  # type: ignore[return-value]  # a result


@pytest.mark.go("GO-13-a", "GO-13-b")
def test_a_report_is_handled_from_list_to_audit(trial: Trial, as_handler: Tally, tally: Tally, tmp_path: Path) -> None:
    agent = {"user-agent": "CNRYAGENT"}
    code = httpx.post(f"{trial.url}reports", json=REPORT, headers=agent, trust_env=False).json()["code"]

    (line,) = as_handler("list").stdout.splitlines()
    report_id, _, *rest = line.split()
    assert rest == ["RECEIVED", UNIT, "bribery"]
    shown = as_handler("show", report_id).stdout
    assert STORY in shown
    assert CONTACT in shown
    assert as_handler("reply", report_id, typed="Which \x1b[2J warehouse?\n").exit_code == 0
    lead = tmp_path / "lead.json"
    assert as_handler("forward", report_id, "--to", "tax", "--output", lead).exit_code == 0
    assert json.loads(lead.read_text()).keys() == {"leadId", "department", "creditCode", "offence"}
    assert "forwarded to tax" in as_handler("show", report_id).stdout
    assert as_handler("close", report_id, "--reason", "HANDED_OVER").stdout == "closed\n"
    assert as_handler("list", "--state", "RECEIVED").stdout == ""
    told = httpx.post(f"{trial.url}followup", json={"code": code}, trust_env=False).json()
    assert (told["state"], told["closing"]) == ("CLOSED", "HANDED_OVER")
    assert [each["text"] for each in told["replies"]] == ["Which [2J warehouse?"]

    auditor = ("reports", "audit", "--url", trial.url, "--key", trial.auditor)
    audit = tally(*auditor)
    assert audit.exit_code == 0
    *entries, head = audit.stdout.splitlines()
    assert len([each for each in entries if "trial-handler READ" in each]) == 2
    assert tally(*auditor, "--head", head.removeprefix("head ")).exit_code == 0
    wrong = tally(*auditor, "--head", f"2:{'0' * 64}")
    assert (wrong.exit_code, "entry 2 is not the one" in wrong.stderr) == (1, True)

    assert "audit" in as_handler("audit").stderr or as_handler("audit").exit_code == 2
    logged = trial.log.read_text()
    assert [word for word in ("CNRY", UNIT, code, "127.0.0.1", "/reports", "POST", "desk") if word in logged] == []


def test_what_is_wrong_is_said_with_what_to_do(trial: Trial, as_handler: Tally, tally: Tally) -> None:
    unknown = as_handler("show", "AAAAAAAAAAAA")
    assert (unknown.exit_code, "[UNKNOWN_REPORT]" in unknown.stderr) == (2, True)
    nobody = tally("reports", "list", "--url", trial.url, "--key", "x")
    assert (nobody.exit_code, "[NOT_STAFF]" in nobody.stderr) == (2, True)
    closed = tally("reports", "list", "--url", "http://127.0.0.1:9")
    assert (closed.exit_code, "tally reports serve" in closed.stderr) == (3, True)
    head = tally("reports", "audit", "--head", "x")
    assert (head.exit_code, "is no head" in head.stderr) == (2, True)


def test_the_shipped_settings_serve_nobody_and_a_key_is_made_for_staff(tally: Tally, tmp_path: Path) -> None:
    refused = tally("reports", "serve", "--state", tmp_path / "reports")
    assert (refused.exit_code, "tally reports key" in refused.stderr) == (2, True)
    made = tally("reports", "key", "--id", "hui", "--role", "HANDLER")
    key = made.stderr.split()[-1]
    assert key not in made.stdout
    assert 'role = "HANDLER"' in made.stdout
    settings = (shipped("config") / "reports" / "reports.toml").read_text(encoding="utf-8")
    offences = shipped("config") / "packs" / "guofa-2016-33" / "offences.toml"
    config = tmp_path / "config"
    config.mkdir()
    named = settings.replace("../packs/guofa-2016-33/offences.toml", str(offences))
    (config / "reports.toml").write_text(f"{named}\n{made.stdout}", encoding="utf-8")
    taken = tally("reports", "serve", "--config", config, "--state", tmp_path / "reports", "--host", "203.0.113.1")
    assert (taken.exit_code, "cannot listen" in taken.stderr) == (2, True)
    mixed = tally("reports", "serve", "--trial", "--state", tmp_path)
    assert (mixed.exit_code, "leave --state out" in mixed.stderr) == (2, True)
    (config / "reports.toml").write_text("x = 1", encoding="utf-8")
    faulty = tally("reports", "serve", "--config", config)
    assert (faulty.exit_code, "reports.toml:1" in faulty.stderr) == (2, True)
