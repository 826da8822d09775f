"""A served configuration is exchanged on SIGHUP, and a faulty one is refused with the old one kept."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from gateway.demo.servers import town_running, variables
from gateway.demo.worlds import World
from gateway.paths import shipped

QUERY = {"query": "{ matters { totalCount } }"}
PATIENCE_SECONDS = 10.0


class Served:
    """A gateway process with a configuration folder of its own."""

    def __init__(self, process: subprocess.Popen[str], folder: Path, url: str) -> None:
        self.process = process
        self.folder = folder
        self.url = url

    def status(self, key: str) -> int:
        """Ask with a key and give the HTTP status."""
        headers = {"authorization": f"Bearer {key}"}
        return httpx.post(self.url, json=QUERY, headers=headers, timeout=5.0).status_code

    def hang_up(self) -> None:
        """Tell the process to read its configuration again."""
        self.process.send_signal(signal.SIGHUP)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "config"
    shutil.copytree(shipped("config"), folder)
    with town_running(tmp_path / "town", World()) as town, (tmp_path / "log").open("w") as log:
        command = [sys.executable, "-m", "gateway.cli", "serve", "--config", str(folder), "--port", "0"]
        process = subprocess.Popen(
            [*command, "--state", str(tmp_path / "state")],
            env={**os.environ, **variables(town.sources)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None, (tmp_path / "log").read_text()
            yield Served(process, folder, found.group())
        finally:
            process.terminate()
            assert process.wait(15) == 0
            if process.stdout is not None:
                process.stdout.close()


def eventually(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def test_a_client_taken_out_is_refused_after_the_exchange_and_the_others_are_not(served: Served) -> None:
    assert served.status("sandbox-finance") == 200
    clients = served.folder / "clients.toml"
    text = clients.read_text(encoding="utf-8")
    clients.write_text(text[: text.index('[[client]]\nid = "sandbox-finance"')], encoding="utf-8")
    served.hang_up()
    assert eventually(lambda: served.status("sandbox-finance") == 401)
    assert served.status("sandbox-market-regulation") == 200


def test_a_faulty_configuration_is_refused_and_the_old_one_kept(served: Served, tmp_path: Path) -> None:
    matters = served.folder / "matters.toml"
    matters.write_text(matters.read_text(encoding="utf-8").replace("serious-lists", "serious-list"), encoding="utf-8")
    served.hang_up()
    log = tmp_path / "log"
    assert eventually(lambda: "the old one is kept" in log.read_text())
    assert "did you mean serious-lists" in log.read_text()
    assert served.status("sandbox-finance") == 200
