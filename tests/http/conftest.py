"""Clients and servers for the HTTP tests: in process through ASGI, and real processes on free ports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
import pytest

from tests.http.sample import sample_app

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the sample application, in process; unforeseen exceptions become responses as in service."""
    transport = httpx.ASGITransport(sample_app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
        yield client


@contextmanager
def sample_process(
    *, page: bool = False, port: int = 0, errors: int | IO[str] = subprocess.PIPE
) -> Iterator[tuple[subprocess.Popen[str], httpx.URL]]:
    """Run the sample application as a process; give it and its address."""
    command = [sys.executable, "-m", "tests.http.sample", "page" if page else "bare", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, bufsize=1) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        try:
            yield process, httpx.URL(address or "http://failed")
        finally:
            process.kill()


@pytest.fixture(scope="module")
def server() -> Iterator[httpx.URL]:
    """Address of a running sample server with short time limits."""
    with sample_process() as (_, address):
        yield address
