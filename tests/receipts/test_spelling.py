from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.receipts import base64url
from gateway.receipts.ids import receipt_id
from gateway.receipts.instants import instant_text, parse_instant


@given(st.binary(max_size=40))
def test_base64url_round_trips(data: bytes) -> None:
    assert base64url.to_bytes(base64url.to_text(data)) == data


@pytest.mark.parametrize("text", ["A", "AB==", "AB", "A+AA", "A/AA", "AA AA", "AAAA\n", "é"])
def test_base64url_has_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match=r"not base64url|ASCII"):
        base64url.to_bytes(text)


@given(st.datetimes(timezones=st.timezones()))
def test_instants_round_trip(instant: datetime) -> None:
    try:
        text = instant_text(instant)
    except OverflowError:
        return
    assert parse_instant(text) == instant.astimezone(UTC)
    assert parse_instant(text).utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["2026-11-05T01:02:03Z", "2026-11-05T01:02:03.000456+00:00", "2026-11-05", "x"])
def test_instants_have_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_instant(text)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2026, 11, 5))  # noqa: DTZ001 - naive on purpose


@given(st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)), st.binary(min_size=10, max_size=10))  # noqa: DTZ001
def test_receipt_ids_are_uuid_7_and_sort_by_time(instant: datetime, random: bytes) -> None:
    instant = instant.replace(tzinfo=UTC)
    made = receipt_id(instant, random)
    assert UUID(made).version == 7
    assert UUID(made).variant == "specified in RFC 4122"
    assert UUID(made).int >> 80 == int(instant.timestamp() * 1000)
    assert made < receipt_id(instant + timedelta(milliseconds=2), b"\x00" * 10)


def test_receipt_ids_use_the_randomness_given() -> None:
    at = datetime(2026, 11, 5, tzinfo=timezone(timedelta(hours=8)))
    assert receipt_id(at, b"\x00" * 10) != receipt_id(at, b"\x00" * 9 + b"\x01")
    with pytest.raises(ValueError, match="10 random bytes"):
        receipt_id(at, b"short")
