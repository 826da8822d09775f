"""From the acceptance of an objection on, nobody is given the restraint, whichever process answers (GO-22-c)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from gateway.receipts.canonical import decode
from gateway.receipts.verify import verify
from gateway.state import StateFolder
from gateway.store.audit import audit
from gateway.store.engine import Mode, open_store
from gateway.store.receipts import find_receipt
from tests import postgres
from tests.acceptance.racing import LINE

RACES = Path(__file__).with_name("racing.py")
PAIRS, A_ROUND = 500, 20


@pytest.fixture
def server(tmp_path: Path) -> Iterator[postgres.Postgres]:
    """A server that notes when each transaction was committed."""
    folder = tmp_path / "postgres"
    folder.mkdir()
    with postgres.serving(folder, track_commit_timestamp="on") as served:
        yield served


class Racing:
    """A racing process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, told: Any) -> None:
        """Write a line to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Read a line of it."""
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@contextmanager
def racing(state: Path, url: str, log: Path) -> Iterator[Racing]:
    command = [sys.executable, str(RACES), str(state), url]
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            yield Racing(process)
        finally:
            process.kill()


@pytest.mark.go("GO-22-c")
def test_no_receipt_after_an_accepted_objection_holds_the_restraint_whichever_process_answers(
    server: postgres.Postgres, tmp_path: Path
) -> None:
    """500 pairs of a check in one process and an objection to its record in the other, at the same time."""
    state, url = tmp_path / "state", server.url("psycopg")
    records: dict[str, str] = {}
    overtaken = [0, 0]
    with ExitStack() as stack:
        sides = [stack.enter_context(racing(state, url, tmp_path / f"{name}.log")) for name in "ab"]
        for begin in range(0, PAIRS, A_ROUND):
            halves = [[*range(begin + side, begin + A_ROUND, 2)] for side in (0, 1)]
            for side, each in enumerate(sides):
                each.tell({"checks": halves[side], "objects": halves[1 - side], "seed": begin})
            for each in sides:
                records |= each.hear()
            for each in sides:
                each.tell("go")
            overtaken = [each.hear()["overtaken"] for each in sides]

    assert len(set(records.values())) == PAIRS
    assert min(overtaken) > 0
    folder = StateFolder(state, url)
    store, vault, keys = open_store(url, Mode.READ), folder.vault(), folder.read_public_keys()
    with store.reading() as connection:
        assert audit(connection, keys) == ()
        accepted: dict[str, datetime] = {
            row.record_id: row.at
            for row in connection.execute(
                text("SELECT record_id, pg_xact_commit_timestamp(xmin) AS at FROM rights_entry")
            )
        }
        receipts = connection.execute(
            text("SELECT id, case_number, writer, body, pg_xact_commit_timestamp(xmin) AS at FROM receipt")
        ).all()
        found = find_receipt(connection, receipts[-1].id, vault)
        assert found is not None
        assert verify(found.document(), keys).ok
    store.close()

    assert accepted.keys() == set(records.values())
    assert (len(receipts), len({row.writer for row in receipts})) == (2 * PAIRS, 2)
    late: Counter[str] = Counter()
    early: Counter[str] = Counter()
    for row in receipts:
        record = records[row.case_number.removeprefix("unit-")]
        status = _status(decode(row.body)["measures"], record)
        (late if row.at > accepted[record] else early)[status] += 1
    assert set(late) == {"SUSPENDED"}
    assert set(early) == {"ACTIVE"}
    assert early["ACTIVE"] > PAIRS, "no check came before its objection, so nothing raced"


def _status(measures: list[dict[str, Any]], record: str) -> str:
    (status,) = (each["status"] for each in measures if each["line"] == LINE and record in each["records"])
    return str(status)
