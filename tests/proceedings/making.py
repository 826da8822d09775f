"""A procedure of our own and turns at a store, for the tests of proceedings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import count
from typing import TypeAlias

import msgspec

from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure
from gateway.proceedings.turn import Turn
from gateway.rights.state import RightsState
from gateway.store.engine import Store
from gateway.store.vault import Vault
from gateway.workflow.machine import Machine, steps_from
from schema.dates import legal_day
from schema.proceedings import ProceedingKind
from tests.store.making import VAULT

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
_NUMBERS = count()


class State(StrEnum):
    ASKED = "ASKED"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class Role(StrEnum):
    ASKER = "ASKER"
    ANSWERER = "ANSWERER"


class Content(msgspec.Struct, frozen=True, kw_only=True):
    about: str


class Details(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    count: int = 0


LETTERS = Procedure(
    kind=ProceedingKind.NOTICE,
    content=Content,
    details=Details,
    states=State,
    roles=Role,
    machine=Machine(
        (
            *steps_from((State.ASKED,), State.ANSWERED, Role.ANSWERER),
            *steps_from((State.ASKED, State.ANSWERED), State.CLOSED, Role.ASKER),
        )
    ),
)
Letters: TypeAlias = Docket[Content, Details, State, Role]


def random(size: int) -> bytes:
    """Give bytes that differ each time."""
    return next(_NUMBERS).to_bytes(size, "big")


@contextmanager
def turn(
    store: Store, agency: str, at: datetime = NOW, rights: RightsState | None = None, vault: Vault = VAULT
) -> Iterator[Turn]:
    """Take an agency's turn at the store."""
    with store.writing() as connection:
        yield Turn(connection, vault, rights or RightsState(), agency=agency, at=at, today=legal_day(at), random=random)


def asked(store: Store, *, subject_ref: str | None = "s1", due_on: date | None = None, words: str = "为什么") -> str:
    """Open a letter of `tax` to `court`; gives its id."""
    with turn(store, "tax") as mine:
        outcome = Docket(LETTERS, mine).open(
            State.ASKED,
            Content(about="r1"),
            parties={"tax": [Role.ASKER], "court": [Role.ANSWERER]},
            subject_ref=subject_ref,
            record_id="r1",
            due_on=due_on,
            words={"question": words},
        )
    return outcome.case_id
