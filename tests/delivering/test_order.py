"""Order and leases, over interleavings of events, senders, failures and replays (hypothesis)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.store.deliveries import Taken, delivered, put_off, replay, take
from gateway.store.engine import Mode, Store, open_store
from schema.news import DeliveryFault
from tests.delivering.making import endpoint, known, states
from tests.proceedings.making import asked

BEGIN = datetime(2026, 11, 24, 4, tzinfo=UTC)
LEASE = timedelta(seconds=30)
SUBJECTS = ("s1", "s2")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("event"), st.sampled_from(SUBJECTS)),
        st.tuples(st.just("take"), st.integers(1, 3)),
        st.tuples(st.sampled_from(("deliver", "fail", "bury")), st.integers(0, 5)),
        st.tuples(st.just("wait"), st.sampled_from((1, 31))),
        st.tuples(st.just("replay"), st.just(0)),
    ),
    min_size=5,
    max_size=30,
)


class Model:
    """What must hold of every interleaving: nothing twice at once, nothing past an earlier one, nothing lost."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = BEGIN
        self.subject: dict[int, str] = {}
        self.held: dict[int, tuple[Taken, datetime]] = {}  # those somebody sends, until their lease ends

    def event(self, subject: str) -> None:
        asked(self.store, subject_ref=subject)
        self.subject[len(self.subject) + 1] = subject

    def take(self, most: int) -> None:
        with self.store.writing() as connection:
            taken = take(connection, "hook", self.now, most=most, lease=LEASE)
        assert len(taken) <= most
        pending = {row[0] for row in states(self.store) if row[2] == "PENDING"}
        for each in taken:
            number = each.news.sequence
            assert number not in self.held or self.held[number][1] <= self.now
            assert not any(other < number for other in pending if self.subject[other] == self.subject[number])
            self.held[number] = (each, self.now + LEASE)
        assert len({self.subject[each.news.sequence] for each in taken}) == len(taken)

    def end(self, how: str, which: int) -> None:
        if not self.held:
            return
        number = sorted(self.held)[which % len(self.held)]
        taken, _ = self.held.pop(number)
        with self.store.writing() as connection:
            if how == "deliver":
                delivered(connection, taken, 204, self.now)
            else:
                again = self.now + timedelta(seconds=1) if how == "fail" else None
                put_off(connection, taken, DeliveryFault.FAILED, 500, at=self.now, again_at=again)

    def replay(self) -> None:
        dead = [number for number, _, state, *_ in states(self.store) if state == "DEAD"]
        with self.store.writing() as connection:
            for number in dead:
                replay(connection, number, self.now)

    def drained(self) -> list[int]:
        """Let everything that waits be delivered; gives the numbers in the order they were sent."""
        sent: list[int] = []
        for _ in range(3 * len(self.subject) + 3):
            self.now += LEASE
            with self.store.writing() as connection:
                for each in take(connection, "hook", self.now, most=10, lease=LEASE):
                    delivered(connection, each, 204, self.now)
                    sent.append(each.news.sequence)
        return sent


@cache
def _empty() -> bytes:
    """Give a store that knows one endpoint and nothing more; making one takes longer than all its steps."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tally.db"
        store = open_store(f"sqlite:///{file}", Mode.SERVE)
        known(store, endpoint("http://127.0.0.1/"))
        store.checkpoint()
        store.close()
        return file.read_bytes()


@settings(max_examples=30)
@given(STEPS)
def test_however_they_interleave_nothing_is_lost_and_a_subject_is_told_in_order(
    steps: list[tuple[str, object]],
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tally.db"
        file.write_bytes(_empty())
        store = open_store(f"sqlite:///{file}", Mode.APPEND)
        model = Model(store)
        for step, value in steps:
            match step, value:
                case "event", str(subject):
                    model.event(subject)
                case "take", int(most):
                    model.take(most)
                case "wait", int(seconds):
                    model.now += timedelta(seconds=seconds)
                case "replay", _:
                    model.replay()
                case how, int(which):
                    model.end(how, which)
        sent = model.drained()
        left = {row[0]: row[2] for row in states(store)}
        store.close()
    assert left.keys() == model.subject.keys()
    assert set(left.values()) <= {"DELIVERED", "DEAD"}
    for subject in SUBJECTS:
        told = [number for number in sent if model.subject[number] == subject]
        assert told == sorted(told)
