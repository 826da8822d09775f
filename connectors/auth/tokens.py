"""What a token endpoint answers (RFC 6749, 5): a token and how long to use it, or the fault it stands for; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from oauthlib.oauth2 import BackendApplicationClient, MissingTokenError, OAuth2Error, OAuth2Token

from connectors.core.faults import ContractBroken, Malformed, Rejected, TooLarge
from connectors.core.status import fault_of_status
from connectors.exchange.exchange import Reply

_EARLY = timedelta(seconds=30)  # a token is not used in the last moments of its life
_WITHOUT_EXPIRY = timedelta(minutes=5)
_MOST_BYTES = 262_144
_LONGEST = timedelta(days=1)
_VISIBLE = re.compile(r"[\x21-\x7e]+")
_REFUSED = "the source's token endpoint refused the gateway's credential"
_NO_TOKEN = "the source's token endpoint did not give a token"  # noqa: S105 - a message
_BROKEN = (ValueError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and how long it is to be used from now on."""

    value: str = field(repr=False)
    usable: timedelta


def read_token(reply: Reply, *, scope: str | None, now: datetime) -> Token:
    """Read what a token endpoint answered at `now` to a request for `scope`.

    Raises the `Fault` of its status, `Rejected` if it refuses or grants less than the scope (a source may then
    leave rows out without saying so), `TooLarge`, `Malformed` without a token, `ContractBroken` for one that is no
    bearer's.
    """
    fault = fault_of_status(reply.status, reply.headers, now)
    if fault is not None:
        message = _REFUSED if isinstance(fault, Rejected) else None
        raise type(fault)(message, detail=f"token endpoint: {fault.detail}", retry_after=fault.retry_after)
    if len(reply.body) > _MOST_BYTES:
        raise TooLarge(detail="token endpoint")
    answer = _parsed(reply.body)
    if str(answer.get("token_type", "bearer")).lower() != "bearer":
        raise ContractBroken("the source's token endpoint gave a token that is not a bearer's")
    if scope is not None and "scope" in answer and not set(scope.split()) <= set(answer["scope"]):
        raise Rejected("the source's token endpoint granted less than the scope of the agency file")
    value = answer["access_token"]
    if not isinstance(value, str) or not _VISIBLE.fullmatch(value):
        raise Malformed(_NO_TOKEN, detail="token endpoint")
    return Token(value, _usable(answer.get("expires_in")))


def _parsed(body: bytes) -> OAuth2Token:
    try:
        return BackendApplicationClient(client_id="").parse_request_body_response(body.decode("utf-8-sig"))
    except MissingTokenError as error:
        raise Malformed(_NO_TOKEN, detail=f"token endpoint: {type(error).__name__}") from None
    except OAuth2Error as error:
        raise Rejected(_REFUSED, detail=f"token endpoint: {type(error).__name__}") from None
    except _BROKEN as error:
        raise Malformed(_NO_TOKEN, detail=f"token endpoint: {type(error).__name__}") from None


def _usable(seconds: int | None) -> timedelta:
    if seconds is None or seconds <= 0:
        return _WITHOUT_EXPIRY
    lasts = timedelta(seconds=min(seconds, _LONGEST.total_seconds()))
    return max(lasts - _EARLY, lasts / 2)
