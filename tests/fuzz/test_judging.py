"""The fuzzers can fail: whatever an answer breaks is said."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, parse, validate

from gateway.http.security import HEADERS
from tests.fuzz.corpus import CHECK
from tests.fuzz.frames import faults_of as socket_faults_of
from tests.fuzz.judging import Answered, faults_of
from tests.http.websocket.clients import CLOSE, TEXT, frame

ROOT = Path(__file__).resolve().parents[2]
REFUSED = {"errors": [{"message": "no", "extensions": {"code": "FORBIDDEN"}}]}
GOOD = Answered(
    status=403,
    headers={**HEADERS, "x-request-id": "1", "content-type": "application/json"},
    body=json.dumps(REFUSED).encode(),
    seconds=0.1,
)


def with_code(code: str | None) -> bytes:
    return json.dumps({"errors": [{"message": "no", "extensions": {"code": code}}]}).encode()


def test_a_refusal_breaks_nothing() -> None:
    assert faults_of(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"status": 500}, "the status is 500"),
        ({"seconds": 7.5}, "it took 7.5 s"),
        ({"body": b'{"data": '}, "not JSON"),
        ({"body": with_code("INTERNAL_ERROR")}, "INTERNAL_ERROR"),
        ({"body": with_code("SOMETHING")}, "SOMETHING"),
        ({"body": with_code(None)}, "None"),
        ({"body": b'{"data": "Traceback (most recent call last)"}'}, "Traceback"),
        ({"headers": {**HEADERS, "content-type": "application/json"}}, "x-request-id"),
        ({"headers": {"x-request-id": "1"}}, "x-content-type-options"),
    ],
)
def test_everything_broken_is_said(changed: dict[str, Any], said: str) -> None:
    assert any(said in fault for fault in faults_of(replace(GOOD, **changed)))


def server_frame(opcode: int, data: bytes) -> bytes:
    return frame(opcode, data, masked=False)


HEAD = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"


def closed(code: int) -> bytes:
    return HEAD + server_frame(CLOSE, struct.pack("!H", code))


def test_a_socket_that_ends_as_it_should_breaks_nothing() -> None:
    talk = [{"type": "connection_ack"}, {"type": "next", "id": "1", "payload": {"data": None}}, {"type": "pong"}]
    texts = b"".join(server_frame(TEXT, json.dumps(each).encode()) for each in talk)
    assert socket_faults_of(HEAD + texts + closed(4400).removeprefix(HEAD)) == []


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (b"HTTP/1.1 500 no\r\n\r\n", "handshake"),
        (closed(4500), "internal error"),
        (closed(4123), "4123"),
        (HEAD + server_frame(TEXT, b'{"type": "data"}'), "none of the protocol"),
        (HEAD + server_frame(TEXT, b'{"type": "error", "id": "1", "payload": []}'), "none of the protocol"),
        (HEAD + server_frame(2, b"x"), "opcode 2"),
        (
            HEAD + server_frame(TEXT, b'{"type":"error","id":"1","payload":' + with_code("X")[11:-1] + b"}"),
            "has the code 'X'",
        ),
    ],
)
def test_everything_a_socket_breaks_is_said(received: bytes, said: str) -> None:
    assert any(said in fault for fault in socket_faults_of(received))


def test_the_check_that_is_asked_with_all_variables_is_valid() -> None:
    assert validate(build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")), parse(CHECK)) == []
