"""Workflows on PostgreSQL, before two gateways over one store: whichever is asked, all is done once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from gateway.cli import notice_questions as notices
from gateway.demo.stage import Stage
from gateway.demo.story.departments import Departments
from gateway.demo.story.telling import tell
from gateway.paths import shipped
from tests import postgres
from tests.acceptance.families import FAMILIES, NATION, Moves, notified, opening
from tests.acceptance.pairing import Pair, paired, share
from tests.serving.served import eventually, serving

_NUMBERS = count(1)


@pytest.fixture(scope="module")
def pair(stage: Stage, server: postgres.Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    name = f"pair_{next(_NUMBERS)}"
    with psycopg.connect(server.url("x").replace("+x", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = server.url("psycopg", database=name)
    with paired(stage.gateway().town, url, tmp_path_factory.mktemp("pair")) as pair:
        yield pair


@pytest.mark.go("GO-18-d", "GO-22-c", "GO-22-d", "GO-22-e")
def test_the_story_told_before_both_in_turn_ends_as_before_one(pair: Pair) -> None:
    parts = list(tell(Departments(*pair.gateways), pair.hearer))
    assert [part.id for part in parts] == [f"t{number}" for number in range(1, 10)]
    assert [part for part in parts if not part.ok] == []


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_each_mutation_is_carried_out_once_by_key_and_one_of_those_who_race_for_a_step_takes_it(
    pair: Pair, family: Callable[[Pair], Moves]
) -> None:
    moves, left, carried_out = family(pair), None, []
    with suppress(StopIteration):
        while True:
            left, sent = pair.moved(moves.send(left))
            carried_out += sent
    assert carried_out
    for each in carried_out:
        pair.assert_answered_again(each)


@pytest.mark.go("GO-23-a", "GO-23-c")
def test_what_both_do_by_themselves_is_done_once(pair: Pair) -> None:
    """Each finds what is overdue and counts what happened, every ten seconds."""
    late = [pair.moved(notified(pair))[0]["id"] for _ in range(3)]
    for each in late:
        pair.make_due(each, pair.day - timedelta(days=1))
    assert eventually(lambda: all(len(pair.happened()["NOTICE", each]) == 2 for each in late), 30)
    assert eventually(lambda: pair.accounts() is not None, 30)
    counted, anew = pair.accounts() or ({}, {})
    assert counted == anew != {}
    assert all(len(pair.happened()["NOTICE", each]) == 2 for each in late)
    shown = [pair.post_at(side, notices.SHOW, NATION, {"notice": late[0]})["data"]["notice"] for side in (0, 1)]
    assert [each["overdue"] for each in shown] == [True, True]


@pytest.mark.go("GO-15-b", "GO-17-a")
def test_what_a_gateway_was_killed_at_is_carried_out_once_when_it_is_sent_to_another(
    pair: Pair, tmp_path: Path
) -> None:
    moves = {f"K-{number}": opening(pair) for number in range(12)}
    before = pair.happened().keys()
    config = tmp_path / "config"
    shutil.copytree(shipped("config"), config)
    hook = share(config, pair.url, pair.hearer)
    with serving(tmp_path, pair.gateway.town, environment=hook, state=pair.gateway.state) as third:

        def send(key: str) -> Any:
            said = {"query": moves[key].document, "variables": {**moves[key].said, "key": key}}
            headers = {"authorization": f"Bearer {moves[key].client}"}
            return httpx.post(third.url, json=said, headers=headers, trust_env=False, timeout=20).json()

        with ThreadPoolExecutor(len(moves)) as threads:
            sending = {key: threads.submit(send, key) for key in moves}
            wait(sending.values(), return_when=FIRST_COMPLETED)
            third.process.kill()
        third.process.wait()
    answered = {key: each.result() for key, each in sending.items() if each.exception() is None}
    assert answered
    for side in (0, 1):
        again = {key: pair.sent(move, key, side) for key, move in moves.items()}
        assert again == {**again, **answered}
        opened = {each["data"]["change"]["publication"]["id"] for each in again.values()}
        assert {key for key in pair.happened().keys() - before if key[0] == "PUBLICATION"} == {
            ("PUBLICATION", each) for each in opened
        }
        assert len(opened) == len(moves)
