"""Delivering over real HTTP: signed, tried again, given up and replayed, whatever a receiver does."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest

from connectors.core.networks import PUBLIC_ONLY
from gateway.delivering.delivering import deliver_to
from gateway.delivering.signing import read_secret
from gateway.store.deliveries import replay
from gateway.store.engine import Store
from tests.delivering.making import endpoint, office, states
from tests.delivering.receiving import OTHER, SECRET, Answer, Receiver, garbage, hang, reset, status
from tests.proceedings.making import asked
from tests.proceedings.test_docket import answer


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver().running() as running:
        yield running


async def test_an_event_is_delivered_once_signed_and_tells_nothing_of_whom_it_is_about(
    store: Store, receiver: Receiver
) -> None:
    async with office(store, endpoint(receiver.url)) as here:
        case_id = asked(store, subject_ref="RESIDENT_IDENTITY:secret", words="为什么")
        await deliver_to("hook", here)
        await deliver_to("hook", here)
    (message,) = receiver.got
    assert (message["type"], set(message)) == ("notice.asked", {"type", "timestamp", "data"})
    assert message["data"] == {
        "sequence": 1,
        "kind": "NOTICE",
        "proceeding": case_id,
        "event": "ASKED",
        "by": "tax",
        "state": "ASKED",
        "dueOn": None,
        "record": "r1",
        "receipt": None,
    }
    assert states(store) == [(1, "hook", "DELIVERED", 1, None, 204)]


@pytest.mark.parametrize(
    ("told", "fault", "code"),
    [
        (status(500), "FAILED", 500),
        (status(404), "REJECTED", 404),
        (status(429, Retry_After="7"), "OVERLOADED", 429),
        (status(307, Location="http://127.0.0.1:9/"), "REDIRECTED", 307),
        (status(200, b"x" * 70_000), "MALFORMED", None),
        (status(200, b"nonsense", Content_Encoding="gzip"), "MALFORMED", None),
        (hang, "TIMEOUT", None),
        (garbage, "MALFORMED", None),
        (reset, "UNREACHABLE", None),
    ],
)
async def test_what_is_not_taken_is_sent_again_as_the_same_message_after_a_pause(
    store: Store, receiver: Receiver, told: Answer, fault: str, code: int | None
) -> None:
    receiver.answers = [told]
    async with office(store, endpoint(receiver.url)) as here:
        asked(store)
        await deliver_to("hook", here)
        assert states(store) == [(1, "hook", "PENDING", 1, fault, code)]
        here.clock.forward(4)
        await deliver_to("hook", here)
        assert len(receiver.got) == 1
        here.clock.forward(7)
        await deliver_to("hook", here)
    assert states(store)[0][2:4] == ("DELIVERED", 2)
    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1
    assert receiver.got[0] == receiver.got[1]


async def test_after_so_many_attempts_it_is_given_up_others_go_on_and_it_can_be_replayed(
    store: Store, receiver: Receiver
) -> None:
    receiver.answers = [status(500)] * 3
    async with office(store, endpoint(receiver.url)) as here:
        case_id = asked(store)
        answer(store, case_id)
        for _ in range(2):
            await deliver_to("hook", here)
            here.clock.forward(60)
        assert [row[:3] for row in states(store)] == [(1, "hook", "PENDING"), (2, "hook", "PENDING")]
        await deliver_to("hook", here)
        assert [row[:3] for row in states(store)] == [(1, "hook", "DEAD"), (2, "hook", "DELIVERED")]
        assert [message["data"]["sequence"] for message in receiver.got] == [1, 1, 1, 2]
        await here.changer.call(partial(replay, delivery_id=1, at=here.clock()))
        await deliver_to("hook", here)
    assert [row[2:4] for row in states(store)] == [("DELIVERED", 1), ("DELIVERED", 1)]
    assert receiver.got[-1]["data"]["sequence"] == 1


async def test_gone_ends_everything_that_waits_for_that_endpoint(store: Store, receiver: Receiver) -> None:
    receiver.otherwise = status(410)
    with Receiver().running() as other:
        async with office(store, endpoint(receiver.url), endpoint(other.url, "other", "tax")) as here:
            answer(store, asked(store))
            await deliver_to("hook", here)
            await deliver_to("other", here)
        assert [row[1:5:3] for row in states(store) if row[1] == "hook"] == [("hook", "GONE")] * 2
        assert {row[2] for row in states(store)} == {"DEAD", "DELIVERED"}
        assert (len(receiver.got), len(other.got)) == (1, 2)


async def test_of_several_processes_each_event_is_sent_by_one(store: Store, receiver: Receiver) -> None:
    async with office(store, endpoint(receiver.url)) as one, office(store, endpoint(receiver.url)) as two:
        for number in range(12):
            asked(store, subject_ref=f"s{number % 5}")
        await asyncio.gather(*(deliver_to("hook", each) for each in (one, two, one, two)))
    assert sorted(message["data"]["sequence"] for message in receiver.got) == list(range(1, 13))


async def test_a_sender_that_dies_leaves_what_it_took_until_its_lease_ends(store: Store, receiver: Receiver) -> None:
    receiver.answers = [hang]
    async with office(store, endpoint(receiver.url)) as here:
        asked(store)
        dying = asyncio.create_task(deliver_to("hook", here))
        await asyncio.to_thread(receiver.wait, lambda each: len(each.got) == 1)
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        await deliver_to("hook", here)
        assert len(receiver.got) == 1
        here.clock.forward(2.1)
        await deliver_to("hook", here)
    assert (len(receiver.got), states(store)[0][2:4]) == (2, ("DELIVERED", 2))


async def test_both_secrets_sign_while_one_is_exchanged_for_another(store: Store) -> None:
    with ExitStack() as stack:
        old, new = (stack.enter_context(Receiver(secret).running()) for secret in (SECRET, OTHER))
        both = partial(endpoint, agency="court")
        ends = [
            both(each.url, name, secrets=(read_secret(SECRET), read_secret(OTHER)))
            for each, name in ((old, "a"), (new, "b"))
        ]
        async with office(store, *ends) as here:
            asked(store)
            await deliver_to("a", here)
            await deliver_to("b", here)
        assert {row[2] for row in states(store)} == {"DELIVERED"}


async def test_a_name_that_leads_where_it_may_not_is_not_sent_to(
    store: Store, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = receiver.url.rpartition(":")[2]

    async def lookup(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)

    async with office(store, endpoint(f"http://hooks.example:{port}", networks=PUBLIC_ONLY)) as here:
        asked(store)
        await deliver_to("hook", here)
    assert (receiver.got, states(store)[0][4]) == ([], "OFF_LIMITS")
