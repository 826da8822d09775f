"""Refusals: a stable code, and nothing but what was written for the user."""

from __future__ import annotations

import re

from schema.errors import ErrorCode, Refusal


def test_extensions_hold_what_is_known_and_no_blanks() -> None:
    whole = Refusal(ErrorCode.INVALID_AS_OF, "lies in the future", where="asOf", hint="write today")
    assert whole.extensions() == {"code": "INVALID_AS_OF", "where": "asOf", "hint": "write today"}
    assert Refusal(ErrorCode.FORBIDDEN, "no").extensions() == {"code": "FORBIDDEN"}
    assert str(whole) == whole.message == "lies in the future"


def test_the_cause_of_a_refusal_stays_out_of_what_a_client_sees() -> None:
    try:
        try:
            raise OSError("/secret/place")
        except OSError as error:
            raise Refusal(ErrorCode.RECEIPT_UNAVAILABLE, "not durable", hint="ask again") from error
    except Refusal as refusal:
        assert "/secret" not in f"{refusal} {refusal.extensions()}"


def test_codes_are_their_own_values_and_each_says_what_it_means() -> None:
    for code in ErrorCode:
        assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code.value)
        assert code.name == code.value
        assert code.description.endswith(".")
