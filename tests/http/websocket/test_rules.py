"""What is pure: messages, origins, counting, rates."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.allowance import Allowance
from gateway.http.refusals import HttpRefusal
from gateway.http.websocket.closing import CloseCode, Closing
from gateway.http.websocket.door import Door
from gateway.http.websocket.messages import Complete, Init, Ping, Pong, Subscribe, read_message
from gateway.http.websocket.origin import check_origin
from schema.errors import ErrorCode, Refusal

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
TYPES = st.sampled_from(["connection_init", "ping", "pong", "subscribe", "complete", "next", ""])
MESSAGES = st.fixed_dictionaries(
    {}, optional={"type": TYPES | VALUES, "id": st.text(max_size=300) | VALUES, "payload": VALUES}
)


@settings(max_examples=60)
@given(st.text() | (MESSAGES | VALUES).map(json.dumps))
def test_any_text_is_a_message_or_closes_with_a_reason_that_fits(text: str) -> None:
    try:
        assert isinstance(read_message(text), Init | Ping | Pong | Subscribe | Complete)
    except Closing as closing:
        assert closing.code is CloseCode.BAD_REQUEST
        assert 0 < len(closing.reason.encode()) <= 123


@given(st.text(min_size=200))
def test_a_reason_is_cut_between_characters(reason: str) -> None:
    assert reason.startswith(Closing(CloseCode.FORBIDDEN, reason).reason)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://tally.example", "tally.example"),
        ("https://tally.example", "tally.example:443"),
        ("https://tally.example:443", "tally.example"),
        ("http://Tally.example:8000", "tally.EXAMPLE:8000"),
        ("http://[::1]:8000", "[::1]:8000"),
        ("https://approvals.example", "tally.example"),
        (None, "tally.example"),
    ],
)
def test_own_and_named_origins_are_taken(origin: str | None, host: str) -> None:
    check_origin(origin, host, {"https://approvals.example"})


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://evil.example", "tally.example"),
        ("https://tally.example.evil.example", "tally.example"),
        ("https://tally.example:8443", "tally.example"),
        ("http://tally.example:443", "tally.example"),
        ("https://tally.example@evil.example", "tally.example"),
        ("file://tally.example", "tally.example"),
        ("null", "null"),
        ("", "tally.example"),
        ("https://", ""),
        ("https://tally.example", None),
        ("https://tally.example:x", "tally.example:x"),
        ("http://approvals.example", "tally.example"),
    ],
)
def test_other_origins_are_refused(origin: str, host: str | None) -> None:
    with pytest.raises(HttpRefusal) as caught:
        check_origin(origin, host, {"https://approvals.example"})
    assert (caught.value.status, caught.value.code, caught.value.where) == (403, ErrorCode.FORBIDDEN, "Origin")


def test_places_are_counted_by_address_then_by_client_and_given_back() -> None:
    door = Door(most=3, most_of_one=2)
    with door.entered("1") as first, door.entered("1"):
        with pytest.raises(Refusal, match="one address"), door.entered("1"):
            pass
        first.known_as("a")
        with door.entered("1") as third:
            third.known_as("a")
            with pytest.raises(Refusal, match="too many sockets are open"), door.entered("2"):
                pass
    for _ in range(3):
        with door.entered("1") as one, door.entered("1") as other:
            one.known_as("a")
            other.known_as("a")
            with door.entered("1") as refused:
                with pytest.raises(Refusal, match="one client"):
                    refused.known_as("a")
                assert refused.who == ("address", "1")


@given(st.integers(1, 100), st.lists(st.tuples(st.floats(0, 3), st.integers(0, 50)), max_size=40))
def test_no_more_is_allowed_than_the_rate_and_one_burst(rate: int, asked: list[tuple[float, int]]) -> None:
    allowance, now, taken = Allowance(rate, 0.0), 0.0, 0
    for pause, number in asked:
        now += pause
        taken += number if allowance.take(number, now) else 0
    assert taken <= rate * (1 + now) + 1e-6
