"""Events on PostgreSQL: numbered in the order they become visible, whatever order transactions begin and commit in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.rights.state import RightsState
from gateway.store.deliveries import take
from gateway.store.news import last_sequence, news_for
from gateway.store.outbox import keep_endpoints
from gateway.store.tables import metadata
from schema.dates import legal_day
from schema.proceedings import ProceedingKind
from tests import postgres
from tests.delivering.making import NOTICES
from tests.proceedings.making import LETTERS, NOW, Content, Role, State, random
from tests.store.making import VAULT

LEASE = timedelta(seconds=30)
SECONDS = 20.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Postgres]:
    with postgres.serving(tmp_path_factory.mktemp("postgres")) as served:
        yield served


@pytest.fixture
def engine(server: postgres.Postgres) -> Iterator[Engine]:
    """A store that is empty but for one endpoint of the court."""
    made = create_engine(server.url("psycopg"), pool_size=20)
    with made.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
        keep_endpoints(connection, {"hook": ("court", NOTICES)}, datetime.now(UTC))
    yield made
    made.dispose()


@contextmanager
def begun(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that takes no lock of its own, and has a snapshot by now."""
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT 1"))
        yield connection


def ask(connection: Connection, subject: str) -> int:
    """Open a letter to the court; gives the number of its event."""
    mine = Turn(connection, VAULT, RightsState(), agency="tax", at=NOW, today=legal_day(NOW), random=random)
    letters = Docket(LETTERS, mine)
    parties = {"court": [Role.ANSWERER]}
    return letters.open(State.ASKED, Content(about="r1"), parties=parties, subject_ref=subject).sequence


def heard(engine: Engine, after: int) -> list[int]:
    with engine.connect() as connection:
        news = news_for(connection, "court", [ProceedingKind.NOTICE], after=after, most=1000)
        return [each.sequence for each in news]


def test_transactions_that_commit_in_the_reverse_order_are_numbered_as_they_commit(engine: Engine) -> None:
    with begun(engine) as first:
        with begun(engine) as second:
            late = ask(second, "s1")
        position = heard(engine, 0)
        assert position == [late]
        later = ask(first, "s1")
    assert later > late
    assert heard(engine, late) == [later]
    with engine.begin() as connection:
        assert [each.news.sequence for each in take(connection, "hook", NOW, most=9, lease=LEASE)] == [late]


def test_who_drew_an_earlier_number_is_waited_for_and_what_it_undoes_is_not(engine: Engine) -> None:
    with ThreadPoolExecutor(1) as threads:
        with begun(engine) as first:
            early = ask(first, "s1")

            def other() -> int:
                with begun(engine) as second:
                    return ask(second, "s2")

            waiting = threads.submit(other)
            assert blocked(engine)
            assert (heard(engine, 0), waiting.done()) == ([], False)
        late = waiting.result(SECONDS)
        assert (early < late, heard(engine, 0)) == (True, [early, late])
    with pytest.raises(RuntimeError), begun(engine) as undone:
        ask(undone, "s1")
        raise RuntimeError
    with begun(engine) as connection:
        last = ask(connection, "s1")
    assert last > late + 1
    assert heard(engine, late) == [last]


def test_who_reads_while_many_write_misses_nothing_and_hears_each_once(engine: Engine) -> None:
    barrier = Barrier(6)

    def write(writer: int) -> None:
        barrier.wait()
        for number in range(8):
            with begun(engine) as connection:
                ask(connection, f"s{writer}")
                if number % 4 == 3:
                    connection.rollback()

    with ThreadPoolExecutor(6) as threads:
        writing = [threads.submit(write, each) for each in range(6)]
        told: list[int] = []
        while not all(each.done() for each in writing):
            told += heard(engine, told[-1] if told else 0)
        told += heard(engine, told[-1] if told else 0)
    with engine.connect() as connection:
        assert told == heard(engine, 0)
        assert (len(told), told[-1]) == (36, last_sequence(connection))


def test_senders_that_take_at_the_same_time_never_take_the_same(engine: Engine) -> None:
    for number in range(12):
        with begun(engine) as connection:
            ask(connection, f"s{number % 6}")
    with begun(engine) as one, begun(engine) as two:
        taken = [each.news.sequence for each in take(one, "hook", NOW, most=4, lease=LEASE)]
        others = [each.news.sequence for each in take(two, "hook", NOW, most=4, lease=LEASE)]
    assert (len(taken), len(others)) == (4, 2)
    assert len({*taken, *others}) == 6


def blocked(engine: Engine) -> bool:
    """Tell whether somebody comes to wait for a lock."""
    until = time.monotonic() + SECONDS
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
    while time.monotonic() < until:
        with engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return True
        time.sleep(0.01)
    return False
