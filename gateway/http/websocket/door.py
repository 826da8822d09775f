"""Counts the open sockets: of all, of each address until it has said who it is, and of each client from then on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from schema.errors import ErrorCode, Refusal


class Door:
    """Lets in no more than `most` sockets, and `most_of_one` of one address or client."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._inside: Counter[tuple[str, str]] = Counter()

    @contextmanager
    def entered(self, address: str | None) -> Iterator[Place]:
        """Count one socket while it is open; raises `Refusal`."""
        if self._inside.total() >= self._most:
            raise full("too many sockets are open")
        place = Place(self, ("address", address or ""))
        try:
            yield place
        finally:
            self.leave(place.who)

    def enter(self, who: tuple[str, str]) -> None:
        """Count a socket; raises `Refusal` where there are enough of one."""
        if self._inside[who] >= self._most_of_one:
            raise full(f"too many sockets of one {who[0]} are open")
        self._inside[who] += 1

    def leave(self, who: tuple[str, str]) -> None:
        """Count a socket no more."""
        self._inside[who] -= 1
        if not self._inside[who]:
            del self._inside[who]


class Place:
    """The place of one socket."""

    def __init__(self, door: Door, who: tuple[str, str]) -> None:
        door.enter(who)
        self._door = door
        self.who = who

    def known_as(self, client: str) -> None:
        """Count the socket as one of a client instead; raises `Refusal`."""
        self._door.enter(("client", client))
        self._door.leave(self.who)
        self.who = ("client", client)


def full(message: str) -> Refusal:
    """Give the refusal of what is too much at once."""
    return Refusal(
        ErrorCode.TOO_MANY_REQUESTS, message, hint="end some, or wait until some have ended; one socket serves many"
    )
