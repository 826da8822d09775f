"""Processes the demo starts: they say when they are ready, and end with the demo however it ends."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

READY = "ready"
_START_SECONDS = 20.0
_END_SECONDS = 15.0


class CannotStart(Exception):  # noqa: N818 - it reads as what happened, and its text is shown to the user
    """A process of the demo did not start or has ended; the message says what it said last."""


class Child:
    """A Python module running as a process of its own, holding one end of a pipe whose other end is ours.

    The module is given `--with-parent`: it ends when the pipe does, so it dies with us even if we are killed.
    """

    def __init__(self, module: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.module = module
        self._log = log
        with log.open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
                [sys.executable, "-m", module, "--with-parent", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=dict(environment),
                start_new_session=True,  # Ctrl-C reaches the demo alone, which then ends its children in order
            )

    def tell(self, line: bytes) -> None:
        """Write one line to the process; one that has ended is noticed when it is waited for."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line + b"\n")
            self._process.stdin.flush()

    def wait_ready(self) -> str:
        """Wait for the line that begins with `ready`, and give what follows; raises `CannotStart`."""
        deadline = time.monotonic() + _START_SECONDS
        heard = b""
        while not heard.endswith(b"\n"):
            heard += self._hear(deadline - time.monotonic())
        line = heard.decode().strip()
        if not line.startswith(READY):
            raise CannotStart(f"{self.module} said {line!r}")
        return line.removeprefix(READY).strip()

    def check_running(self) -> None:
        """Raise `CannotStart` if the process has ended."""
        if self._process.poll() is not None:
            raise CannotStart(f"{self.module} has ended{self._last_words()}")

    def end(self) -> None:
        """End the process: asked first, killed if it does not listen."""
        self._process.terminate()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _hear(self, seconds: float) -> bytes:
        assert self._process.stdout is not None
        readable, _, _ = select.select([self._process.stdout], [], [], max(seconds, 0.0))
        heard = os.read(self._process.stdout.fileno(), 4096) if readable else b""
        if not heard:
            raise CannotStart(f"{self.module} did not start{self._last_words()}")
        return heard

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f": {lines[-1]}" if lines else ""


@contextmanager
def running(module: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Child]:
    """Run a module for the length of a `with`."""
    child = Child(module, arguments, environment, log)
    try:
        yield child
    finally:
        child.end()
