from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from gateway.rights.entries import RightsEntry, RightsKind
from gateway.rights.tail import LeaseExpired, RightsTail


def entry(seq: int) -> RightsEntry:
    return RightsEntry(
        seq=seq,
        at=datetime(2026, 11, 5, tzinfo=UTC),
        kind=RightsKind.OBJECTION_ACCEPTED,
        record_id=f"r{seq}",
        subject_ref="s",
        by="court",
    )


class Log:
    """A log that can fail or take its time; time passes only when told."""

    def __init__(self) -> None:
        self.entries: list[RightsEntry] = []
        self.now = 100.0
        self.takes = 0.0
        self.broken = False

    def clock(self) -> float:
        return self.now

    async def read(self, position: int) -> Sequence[RightsEntry]:
        self.now += self.takes
        if self.broken:
            raise OSError("disk gone")
        return [entry for entry in self.entries if entry.seq > position]


def tail_of(log: Log, every: float = 60.0) -> RightsTail:
    return RightsTail(log.read, clock=log.clock, lease=1.0, every=every)


async def test_before_the_first_read_there_is_no_lease() -> None:
    with pytest.raises(LeaseExpired, match="has not been read"):
        tail_of(Log()).state()


async def test_a_lease_lasts_its_second_and_no_longer() -> None:
    log = Log()
    tail = tail_of(log)
    await tail.refresh()
    log.now += 1.0
    assert tail.state().position == 0
    log.now += 0.1
    with pytest.raises(LeaseExpired, match=r"1\.1 s ago"):
        tail.state()
    await tail.refresh()
    assert tail.state().position == 0


async def test_a_lease_runs_from_before_the_read() -> None:
    log = Log()
    log.takes = 1.5
    tail = tail_of(log)
    await tail.refresh()
    with pytest.raises(LeaseExpired):
        tail.state()


async def test_a_failing_log_lets_the_lease_expire_and_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    log = Log()
    log.broken = True
    tail = tail_of(log, every=0.01)
    await tail.start()
    with pytest.raises(LeaseExpired):
        tail.state()
    assert "could not be read" in caplog.text
    log.broken = False
    log.entries.append(entry(1))
    async with asyncio.timeout(5):
        while True:
            await asyncio.sleep(0.01)
            try:
                position = tail.state().position
            except LeaseExpired:
                continue
            break
    assert position == 1
    await tail.aclose()


async def test_entries_learnt_from_a_commit_are_taken_in_once() -> None:
    log = Log()
    log.entries = [entry(1), entry(2)]
    tail = tail_of(log)
    await tail.refresh()
    tail.absorb([entry(2), entry(3)])
    assert tail.state().position == 3
    assert tail.state().of("r3").under_verification
    log.entries.append(entry(3))
    assert (await tail.refresh()).position == 3


async def test_a_closed_tail_reads_no_more() -> None:
    log = Log()
    tail = tail_of(log, every=0.001)
    await tail.start()
    await tail.aclose()
    log.entries.append(entry(1))
    await asyncio.sleep(0.02)
    assert tail.state().position == 0
