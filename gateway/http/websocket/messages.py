"""Messages of the graphql-transport-ws protocol: what clients may send, read strictly, and what they are sent."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

import msgspec
import orjson

from gateway.http.body import decode
from gateway.http.params import GraphQLParams, from_json
from gateway.http.refusals import HttpRefusal
from gateway.http.websocket.closing import CloseCode, Closing

PROTOCOL: Final = "graphql-transport-ws"
_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
_Payload: TypeAlias = dict[str, Any] | None


class Init(msgspec.Struct, frozen=True, tag_field="type", tag="connection_init"):
    """Asks for a connection; the payload may hold the credential."""

    payload: _Payload = None


class Ping(msgspec.Struct, frozen=True, tag_field="type", tag="ping"):
    """Asks for a sign of life."""

    payload: _Payload = None


class Pong(msgspec.Struct, frozen=True, tag_field="type", tag="pong"):
    """A sign of life."""

    payload: _Payload = None


class Subscribe(msgspec.Struct, frozen=True, tag_field="type", tag="subscribe"):
    """Asks for the answers of an operation under an id."""

    id: _Id
    payload: dict[str, Any]

    @property
    def params(self) -> GraphQLParams:
        """Give what is asked, by the rules of a request over HTTP; raises `HttpRefusal`."""
        return from_json(self.payload)


class Complete(msgspec.Struct, frozen=True, tag_field="type", tag="complete"):
    """Ends an operation."""

    id: _Id


Message: TypeAlias = Init | Ping | Pong | Subscribe | Complete

ACKNOWLEDGED: Final = '{"type":"connection_ack"}'
PONG: Final = '{"type":"pong"}'


def read_message(text: str) -> Message:
    """Read a client's message; raises `Closing` (4400) that says what is wrong with it."""
    try:
        found: Message = msgspec.convert(_decoded(text), Message)
        if isinstance(found, Subscribe):
            from_json(found.payload)
    except HttpRefusal as refusal:
        raise Closing(CloseCode.BAD_REQUEST, refusal.message) from None
    except msgspec.ValidationError as error:
        raise Closing(CloseCode.BAD_REQUEST, f"the message is not of the protocol: {error}") from None
    return found


def _decoded(text: str) -> Any:
    try:
        return decode(text.encode())
    except HttpRefusal as refusal:
        raise Closing(CloseCode.BAD_REQUEST, f"the message is not valid JSON: {refusal.where}") from None


def next_message(operation: str, body: dict[str, Any]) -> str:
    """Write one answer of an operation; raises `TypeError` for text that cannot be UTF-8."""
    return orjson.dumps({"id": operation, "type": "next", "payload": body}).decode()


def error_message(operation: str, errors: list[dict[str, Any]]) -> str:
    """Write that an operation was refused, which ends it."""
    return orjson.dumps({"id": operation, "type": "error", "payload": errors}).decode()


def complete_message(operation: str) -> str:
    """Write that an operation has no further answers."""
    return orjson.dumps({"id": operation, "type": "complete"}).decode()
