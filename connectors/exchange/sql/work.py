"""What both kinds of reader start: one statement under way, which whoever asked may leave."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Protocol

from sqlalchemy import Row


class Work(Protocol):
    """A statement under way."""

    ended: asyncio.Future[Sequence[Row[Any]]]
    """Done when the statement is over and its connection free, not before."""

    def give_up(self) -> None:
        """End the statement as soon as the driver allows; returns at once."""


def hang_up(connection: Any) -> None:
    """Cut the way to the database under a driver's connection that somebody is waiting on, if the driver shows it.

    asyncpg has `terminate`; psycopg, psycopg2 and mysqlclient show their socket. Any other driver is left to its
    own time limits.
    """
    terminate = getattr(connection, "terminate", None)
    fileno = getattr(connection, "fileno", None)
    with suppress(Exception):
        if terminate is not None:
            terminate()
        elif fileno is not None:
            with socket.socket(fileno=os.dup(fileno())) as shared:
                shared.shutdown(socket.SHUT_RDWR)
