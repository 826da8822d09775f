"""How a socket ends: close codes of RFC 6455 (7.4), the IANA registry and the graphql-transport-ws protocol."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

LONGEST_REASON: Final = 123  # bytes (RFC 6455, 5.5)


class CloseCode(IntEnum):
    """Why a socket is closed."""

    NORMAL = 1000
    INVALID_TEXT = 1007
    POLICY_VIOLATION = 1008
    SERVICE_RESTART = 1012
    TRY_AGAIN_LATER = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INITIALISATION_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITIALISATIONS = 4429
    INTERNAL_ERROR = 4500


class Closing(Exception):  # noqa: N818 - it says what happens to the socket
    """The socket is to be closed; the reason is cut to what a close frame holds."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(code.name)
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")
