"""One sample server, whose log is looked through at the end."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import httpx
import pytest

from tests.http.conftest import sample_process

FORESEEN = ("hunter2", "surrogates not allowed", "10.0.0.7")  # the sample's defects


@pytest.fixture(scope="session")
def sockets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.URL]:
    """Address of a running sample server; it must stop as told and have logged no traceback."""
    file = tmp_path_factory.mktemp("sockets") / "log"
    with file.open("w") as errors, sample_process(errors=errors) as (process, address):
        yield address
        process.send_signal(signal.SIGTERM)
        assert process.wait(8) == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "Traceback" in line and not any(each in line for each in FORESEEN)] == []
