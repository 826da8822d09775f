"""Fuzzer of WebSockets: frames of all kinds in any order, whole or cut off; the socket ends as the protocols say."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from gateway.http.websocket.closing import CloseCode
from tests.fuzz.corpus import JSON, TEXTS, checks, edited_examples, examples
from tests.fuzz.judging import errors_in
from tests.http.websocket.clients import CLOSE, CONT, PING, PONG, TEXT, frame, handshake

PATIENCE_SECONDS = 12.0
QUIET_SECONDS = 0.15  # after which nothing more is expected in answer
CODES = {int(code) for code in CloseCode} | {1000, 1001, 1002, 1007, 1009, 1011}
IDS = st.sampled_from("1234")
OPERATIONS = edited_examples() | checks() | examples()


def text(message: Any) -> bytes:
    """Write a message in one frame."""
    return frame(TEXT, json.dumps(message).encode())


SUBSCRIBE = st.fixed_dictionaries({"type": st.just("subscribe"), "id": IDS, "payload": OPERATIONS})
COMPLETE = st.fixed_dictionaries({"type": st.just("complete"), "id": IDS})
ALIVE = st.sampled_from(({"type": "ping"}, {"type": "pong"}, {"type": "ping", "payload": {}}))
GOOD = (SUBSCRIBE | SUBSCRIBE | SUBSCRIBE | COMPLETE | ALIVE).map(text)
BAD_MESSAGES = st.fixed_dictionaries(
    {"type": st.sampled_from(("connection_init", "subscribe", "ping", "complete", "next")) | JSON},
    optional={"id": TEXTS | JSON, "payload": OPERATIONS | JSON},
)
BAD_FRAMES = st.builds(
    frame,
    st.sampled_from((TEXT, CONT, PING, PONG, CLOSE, 2, 3, 11, 15)),
    st.binary(max_size=130),
    fin=st.booleans(),
    flags=st.sampled_from((0, 0, 0, 0x40, 0x20, 0x10)),
    masked=st.sampled_from((True, True, True, False)),
)
BAD = (BAD_MESSAGES | JSON).map(text) | BAD_FRAMES | st.binary(min_size=1, max_size=20)
TALK = st.tuples(st.lists(GOOD, max_size=5), st.lists(BAD, max_size=1), st.lists(GOOD, max_size=3))


def init(key: str) -> bytes:
    """Write the message that begins a connection."""
    return text({"type": "connection_init", "payload": {"Authorization": f"Bearer {key}"}})


def frames(url: str, key: str) -> Callable[[], None]:
    """Send frames, most often after a connection was begun as it should be."""
    begin = init(key)

    @given(st.sampled_from((begin, begin, begin, b"")), TALK, st.integers(0, 20))
    def fuzz(first: bytes, talk: tuple[list[bytes], ...], cut: int) -> None:
        written = first + b"".join(piece for part in talk for piece in part)
        assert faults_of(answered(url, written[: len(written) - cut] if cut < 4 else written)) == []

    return fuzz


def answered(url: str, written: bytes) -> bytes:
    """Send bytes on a new socket, and the end once it is quiet; give all that is answered until it is closed."""
    parts = urlsplit(url)
    received = bytearray()
    with socket.create_connection((parts.hostname, parts.port), PATIENCE_SECONDS) as connection:
        connection.sendall(handshake())
        while b"\r\n\r\n" not in received:
            received += connection.recv(65_536)
        try:
            connection.sendall(written)
            connection.settimeout(QUIET_SECONDS)
            with suppress(TimeoutError):
                read_all(connection, received)
            connection.settimeout(PATIENCE_SECONDS)
            connection.sendall(frame(CLOSE, struct.pack("!H", 1000)))
            connection.shutdown(socket.SHUT_WR)
            read_all(connection, received)
        except TimeoutError:
            raise AssertionError("the socket was not closed") from None
        except OSError:
            pass  # a server that closed need not read what was still sent
    return bytes(received)


def read_all(connection: socket.socket, received: bytearray) -> None:
    """Read to the end; raises `TimeoutError`."""
    while chunk := connection.recv(65_536):
        received += chunk


def faults_of(received: bytes) -> list[str]:
    """Say what the server's side of a socket breaks: its handshake, frames, messages and close code."""
    head, _, rest = received.partition(b"\r\n\r\n")
    found = [] if head.startswith(b"HTTP/1.1 101 ") else [f"the handshake was answered {head[:80]!r}"]
    for opcode, data in frames_in(rest):
        if opcode == CLOSE and len(data) >= 2 and int.from_bytes(data[:2]) not in CODES:
            found.append(f"it was closed with {int.from_bytes(data[:2])}")
        elif opcode == CLOSE and data[:2] == struct.pack("!H", CloseCode.INTERNAL_ERROR):
            found.append("it was closed for an internal error")
        elif opcode == TEXT:
            found += message_faults(json.loads(data))
        elif opcode not in {CLOSE, PING, PONG}:
            found.append(f"a frame has the opcode {opcode}")
    return found


def message_faults(message: dict[str, Any]) -> list[str]:
    """Say what a server's message breaks."""
    match message:
        case {"type": "connection_ack" | "pong"} | {"type": "complete", "id": str()}:
            return []
        case {"type": "next", "id": str(), "payload": dict(body)}:
            return errors_in(body)
        case {"type": "error", "id": str(), "payload": [*errors]} if errors:
            return errors_in({"errors": errors})
    return [f"the message {str(message)[:200]} is none of the protocol"]


def frames_in(received: bytes) -> Iterator[tuple[int, bytes]]:
    """Read a server's frames; what was cut off at the end is left out."""
    at = 0
    while at + 2 <= len(received):
        opcode, size = received[at] & 0x0F, received[at + 1] & 0x7F
        at += 2
        if size >= 126:
            width = 2 if size == 126 else 8
            size, at = int.from_bytes(received[at : at + width]), at + width
        if at + size > len(received):
            return
        yield opcode, received[at : at + size]
        at += size
