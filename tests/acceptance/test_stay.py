"""`tally demo` stays up, prints what works as it stands, and ends everything it started."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

UP_SECONDS = 30


@contextmanager
def demo(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Run the demo in a process of its own; give it and the lines it printed when it was up."""
    command = [sys.executable, "-m", "gateway.cli", "demo", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            yield process, _printed(process)
        finally:
            process.kill()


def _printed(process: subprocess.Popen[str]) -> list[str]:
    lines: list[str] = []
    assert process.stdout
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if "Ctrl-C" in line:
            break
    return lines


def children_of(process: subprocess.Popen[str]) -> list[int]:
    """Give the processes a process started."""
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    return [int(number) for task in tasks for number in (task / "children").read_text().split()]


def gone(numbers: list[int], seconds: float = 15) -> bool:
    """Wait until none of the processes runs any more."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(_runs(number) for number in numbers):
            return True
        time.sleep(0.05)
    return False


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_what_is_printed_works_as_it_stands_and_sigterm_ends_everything() -> None:
    with demo("--port", "0") as (process, lines):
        curls = [line for line in lines if line.startswith("curl")]
        answers = [_pasted(line)["data"]["check"]["guidance"] for line in curls]
        started = children_of(process)
        process.send_signal(signal.SIGTERM)

        assert answers == ["GREEN_CHANNEL", "BARRED", "BARRED"]
        assert process.wait(20) == 0
        assert len(started) == 2
        assert gone(started)


def _pasted(line: str) -> dict[str, dict[str, dict[str, str]]]:
    if "&&" in line:
        line = line.split("&&", maxsplit=1)[0]
    answer: dict[str, dict[str, dict[str, str]]] = orjson.loads(
        subprocess.run(shlex.split(line), capture_output=True, check=True).stdout
    )
    return answer


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_demo(number: signal.Signals) -> None:
    with demo("--port", "0") as (process, _):
        started = children_of(process)
        process.send_signal(number)
        code = process.wait(20)

        assert code == (0 if number is signal.SIGINT else -signal.SIGKILL)
        assert len(started) == 2
        assert gone(started)


def test_a_taken_port_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "gateway.cli", "demo", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=UP_SECONDS, check=False, env=os.environ)

    assert ended.returncode == 2
    assert f"cannot listen on 127.0.0.1 port {port}" in ended.stderr
    assert "Traceback" not in ended.stderr
