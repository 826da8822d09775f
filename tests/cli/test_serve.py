"""`tally serve` as a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from gateway.demo.servers import Gateway, variables
from gateway.paths import shipped
from tests.cli.conftest import Tally

SERVE = [sys.executable, "-m", "gateway.cli", "serve"]


def test_it_says_where_it_serves_and_ends_on_sigterm(live: Gateway, tmp_path: Path) -> None:
    environment = {**os.environ, **variables(live.town.sources)}
    command = [*SERVE, "--port", "0", "--state", str(tmp_path / "state")]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        said = re.fullmatch(r"serving at (http://127\.0\.0\.1:\d+)/graphql.*\n", server.stdout.readline())
        assert said
        assert httpx.get(f"{said[1]}/livez", trust_env=False).text == "ok\n"
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0


def test_a_store_that_is_served_already_is_refused(live: Gateway) -> None:
    environment = {**os.environ, **variables(live.town.sources)}
    command = [*SERVE, "--port", "0", "--state", str(live.state)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30)

    assert ended.returncode == 2
    assert "already serves" in ended.stderr
    assert "[STORE_SERVED]" in ended.stderr


@pytest.mark.usefixtures("sandbox_environment")
def test_every_fault_of_the_configuration_is_told_at_once(tally: Tally, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    shutil.copytree(shipped("config"), folder)
    faults = (("matters.toml", '"registry"', '"regisry"'), ("calendars/2026.toml", "year = 2026", "year = 26"))
    for name, good, bad in faults:
        file = folder / name
        file.write_text(file.read_text("utf-8").replace(good, bad, 1), "utf-8")
    told = tally("serve", "--config", folder, "--port", "0", "--state", tmp_path / "state")

    assert told.exit_code == 2
    assert "matters.toml:" in told.stderr
    assert "2026.toml:" in told.stderr
    assert not (tmp_path / "state").exists()
