"""A process that opens a proceeding and is killed before the commit."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from gateway.proceedings.docket import Docket  # noqa: E402 - the path comes first, as this runs as a script
from gateway.store.engine import Mode, open_store  # noqa: E402
from tests.proceedings.making import LETTERS, Content, Role, State, turn  # noqa: E402


def main(url: str) -> None:
    """Open it, and die with what is to be delivered written."""
    with turn(open_store(url, Mode.APPEND), "tax") as mine:
        docket = Docket(LETTERS, mine)
        docket.open(State.ASKED, Content(about="r1"), parties={"court": [Role.ANSWERER]}, subject_ref="s1")
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])
