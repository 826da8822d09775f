"""A process that is killed when a response and its key are written, and nothing is committed yet."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from gateway.cases.ledger import Ledger  # noqa: E402 - the path comes first, as this runs as a script
from gateway.rights.state import RightsState  # noqa: E402
from gateway.store.engine import Mode, open_store  # noqa: E402
from gateway.store.requests import keep_outcome  # noqa: E402
from gateway.workflow.requests import Request  # noqa: E402
from schema.joint_cases import JointCaseResponse  # noqa: E402
from tests.cases.making import TODAY, at  # noqa: E402
from tests.store.making import VAULT  # noqa: E402


def main(url: str, case_id: str, agency: str) -> None:
    """Receive the case, and die before the commit."""
    with open_store(url, Mode.APPEND).writing() as connection:
        ledger = Ledger(connection, VAULT, RightsState(), agency=agency, at=at(1), today=TODAY)
        outcome = ledger.respond(case_id, JointCaseResponse.RECEIVED, None)
        keep_outcome(connection, Request(client=agency, key="once", digest="d"), outcome)
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:4])
