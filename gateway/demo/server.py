"""Starts the demo's gateway: `python -m gateway.demo.server`; only here can a clock be made to stand still."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import msgspec

from connectors.core.settings import ConfigFault
from connectors.manifest import ManifestFaults
from gateway.app import utc_now
from gateway.demo.children import READY
from gateway.furnishing import Clock
from gateway.http import CannotListen, StartFailed
from gateway.http.assets import AssetsMissing
from gateway.serving import serve_forever
from gateway.store.errors import StoreError

_STDIN = 0


def main() -> int:
    """Serve until told to end, or until standard input ends; exit code 2 with the reason if that cannot be.

    With a parent, its first line on standard input is a JSON object of further environment variables.
    """
    asked = _arguments().parse_args()
    environment = dict(os.environ)
    if asked.with_parent:
        environment |= msgspec.json.decode(_first_line() or b"{}", type=dict[str, str])
        Thread(target=_end_with_standard_input, args=(_end_self,), daemon=True).start()
    try:
        serve_forever(
            asked.config,
            host=asked.host,
            port=asked.port,
            state=asked.state,
            pack=asked.pack,
            public=True,
            environment=environment,
            clock=_standing_still(asked.clock) if asked.clock else utc_now,
            on_started=_announce,
        )
    except (ManifestFaults, ConfigFault, StoreError, CannotListen, StartFailed, AssetsMissing) as error:
        sys.stderr.write(f"{error}\n".replace("\n", "; ").removesuffix("; ") + "\n")
        return 2
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gateway.demo.server", description="The demo's gateway.")
    parser.add_argument("--config", type=Path, required=True, help="configuration folder")
    parser.add_argument("--state", type=Path, required=True, help="state folder")
    parser.add_argument("--pack", type=Path, help="rule pack in the place of the configured ones")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 for any free one")
    parser.add_argument("--clock", type=_instant, help="instant at which the clock stands still, with its offset")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    return parser


def _instant(written: str) -> datetime:
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError("an instant needs an offset, such as Z")
    return instant.astimezone(UTC)


def _standing_still(instant: datetime) -> Clock:
    return lambda: instant


def _announce(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"{READY} http://{shown}:{port}\n")
    sys.stdout.flush()


def _first_line() -> bytes:
    """Read without Python's buffer, whose lock a waiting thread would still hold when the process ends."""
    line = b""
    while not line.endswith(b"\n") and (heard := os.read(_STDIN, 4096)):
        line += heard
    return line


def _end_with_standard_input(end: Callable[[], object]) -> None:
    while os.read(_STDIN, 4096):
        pass
    end()


def _end_self() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
