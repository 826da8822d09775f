"""A gateway process with a configuration folder of its own, and what can be asked of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from gateway.demo.servers import Town, variables
from gateway.paths import shipped
from tests.connectors.acting import UNIT

MATTERS = {"query": "{ matters { totalCount } }"}
EVALUATIONS = {
    "query": f"""{{
        subject(
            identifier: {{scheme: CREDIT_CODE, value: "{UNIT.value}"}}, purpose: SUPERVISION, kinds: [EVALUATION]
        ) {{ evaluations {{ id grade }} }}
    }}"""
}
INSPECTOR = "sandbox-market-regulation"
PATIENCE_SECONDS = 10.0


class Served:
    """A running gateway; its log is in the file `log`."""

    def __init__(self, process: subprocess.Popen[str], folder: Path, url: str, log: Path) -> None:
        self.process = process
        self.folder = folder
        self.url = url
        self._log = log

    def status(self, key: str) -> int:
        """Ask with a key and give the HTTP status."""
        return self._ask(MATTERS, key).status_code

    def grades(self) -> list[str]:
        """Ask for the grades the connector of `tests.connectors.discovered` gives a unit."""
        answer = self._ask(EVALUATIONS, INSPECTOR).json()
        evaluations = answer["data"]["subject"]["evaluations"] or []
        return [item["grade"] for item in evaluations if item["id"].startswith("grader:")]

    def log(self) -> str:
        """Give everything logged so far."""
        return self._log.read_text(encoding="utf-8")

    def exchanges(self) -> int:
        """Count how often the configuration was exchanged."""
        return self.log().count("the configuration was exchanged")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is in a configuration file."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def hang_up(self) -> None:
        """Tell the process to read its configuration again."""
        self.process.send_signal(signal.SIGHUP)

    def _ask(self, query: dict[str, str], key: str) -> httpx.Response:
        headers = {"authorization": f"Bearer {key}"}
        return httpx.post(self.url, json=query, headers=headers, timeout=10.0, trust_env=False)


@contextmanager
def serving(
    root: Path,
    town: Town,
    *options: str,
    before: Callable[[Path], object] = lambda folder: folder,
    environment: Mapping[str, str] | None = None,
    state: Path | None = None,
) -> Iterator[Served]:
    """Run `tally serve` before a town, on a copy of the shipped configuration that `before` may change first.

    The state folder is its own, unless another is named. Where it ran before, and was killed, it goes on from there.
    """
    folder, log = root / "config", root / "log"
    if not folder.exists():
        shutil.copytree(shipped("config"), folder)
        before(folder)
    with log.open("w") as errors:
        command = [sys.executable, "-m", "gateway.cli", "serve", "--config", str(folder), "--port", "0", *options]
        process = subprocess.Popen(
            [*command, "--state", str(state or root / "state")],
            env={**os.environ, **variables(town.sources), **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None, log.read_text()
            yield Served(process, folder, found.group(), log)
        finally:
            if process.poll() is None:
                process.terminate()
                assert process.wait(15) == 0
            if process.stdout is not None:
                process.stdout.close()


def eventually(holds: Callable[[], bool], patience: float = PATIENCE_SECONDS) -> bool:
    """Tell whether something comes to hold within some seconds, ten by default."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False
