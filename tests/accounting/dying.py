"""A process that is killed when a stretch of the log and its position are written, and nothing is committed yet."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from gateway.accounting.counting import count_stretch  # noqa: E402 - the path comes first, as this runs as a script
from gateway.store.engine import Mode, open_store  # noqa: E402
from tests.accounting.making import KNOWN, at  # noqa: E402


def main(url: str) -> None:
    """Count, and die before the commit."""
    with open_store(url, Mode.APPEND).writing() as connection:
        count_stretch(connection, KNOWN, at(31))
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])
