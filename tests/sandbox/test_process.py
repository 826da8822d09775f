"""The town as its own process: quick to start, told to end, and gone when its parent is."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

ROOT = Path(__file__).parents[2]
START = [sys.executable, "-m", "connectors.sandbox"]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [*START, "--state", str(tmp_path), "--day", "2026-11-23", "--with-parent"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            yield process
        finally:
            process.kill()


def describe(state: Path) -> Any:
    return orjson.loads((state / "town.json").read_bytes())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_even_with_hanging_requests(
    started: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals
) -> None:
    town = describe(tmp_path)
    assert town["day"] == "2026-11-23"
    assert len(town["sources"]) == 13
    assert town["cast"]["revoked"]["scheme"] == "CREDIT_CODE"
    _tell(str(town["admin"]), "/faults/registry", b'{"mode":"hang"}')
    with _open(town["sources"]["registry"]["url"]) as hanging:
        hanging.sendall(b"GET /api/v1/units/uscc/x HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.1)
        told = time.perf_counter()
        started.send_signal(number)
        assert started.wait(5) == 0
        assert time.perf_counter() - told < 2


def test_it_ends_when_its_standard_input_does(started: subprocess.Popen[bytes]) -> None:
    assert started.stdin is not None
    started.stdin.close()
    assert started.wait(5) == 0


def test_a_bad_day_is_refused(tmp_path: Path) -> None:
    command = [*START, "--state", str(tmp_path), "--day", "2026-02-30"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=20)
    assert ended.returncode == 2
    assert b"--day" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_the_files_are_the_same_bytes_in_every_process(
    started: subprocess.Popen[bytes], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from datetime import date

    from connectors.sandbox.sources.court import Court
    from connectors.sandbox.sources.models import Models
    from connectors.sandbox.town import DEFAULT_SEED
    from connectors.sandbox.world import build_world

    assert started.poll() is None
    here, world = tmp_path_factory.mktemp("here"), build_world(date(2026, 11, 23), DEFAULT_SEED)
    Court(world, here), Models(world, here)
    for path in sorted(here.rglob("*.*")):
        assert path.read_bytes() == (tmp_path / path.relative_to(here)).read_bytes(), path.name


def _open(url: str) -> socket.socket:
    split = urlsplit(url)
    return socket.create_connection((str(split.hostname), int(split.port or 0)), timeout=5)


def _tell(url: str, path: str, body: bytes) -> None:
    with _open(url) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + body)
        assert b" 200 " in connection.recv(64)
