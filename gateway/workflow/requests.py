"""Requests that are carried out once: the key a client gives one, and what it asks, told apart by a digest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from schema.errors import ErrorCode, Refusal

T = TypeVar("T")
LONGEST_KEY = 100
WHERE = "idempotencyKey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A change a client asks for: its key, and a keyed digest of the operation and everything it says."""

    client: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a request did: to which case, up to which event."""

    case_id: str
    sequence: int


def read_key(written: str) -> str:
    """Give an idempotency key; raises `Refusal(BAD_REQUEST)` for one that is blank, too long or unprintable."""
    key = written.strip()
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise Refusal(
            ErrorCode.BAD_REQUEST,
            f"the idempotency key is {_fault(key)}",
            where=WHERE,
            hint="write a fresh random text, such as a UUID, and the same one when you send this request again",
        )
    return key


def _fault(key: str) -> str:
    if not key:
        return "blank"
    return f"{len(key)} characters long; {LONGEST_KEY} are allowed" if len(key) > LONGEST_KEY else "not printable"


def key_reused() -> Refusal:
    """Make the refusal of a key that came with another request before."""
    return Refusal(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "this key came with another request before",
        where=WHERE,
        hint="send the first request again unchanged, or give this one a key of its own",
    )


def ahead(prepare: Callable[[], T]) -> Callable[[], T]:
    """Prepare now, before the store is held; what is refused is raised only when the result is asked for.

    A request that was carried out before is answered as it was then, whatever has changed since.
    """
    try:
        prepared = prepare()
    except Refusal as error:
        refused = error

        def refuse() -> T:
            raise refused

        return refuse
    return lambda: prepared


async def awaited_ahead(preparing: Awaitable[T]) -> Callable[[], T]:
    """Prepare as `ahead` does what others have to be asked for."""
    try:
        prepared = await preparing
    except Refusal as error:
        refused = error

        def refuse() -> T:
            raise refused

        return refuse
    return lambda: prepared
