"""What is kept of a notice; what is written freely of it is sealed as its words."""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec

from gateway.notices.states import MACHINE, Role
from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from schema.duties import DepartmentDuty, Indicator
from schema.notices import NoticeState
from schema.proceedings import ProceedingKind

EXPECTED: Final = "expected"
CLOSING: Final = "closing"


class NoticeContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was said when the notice was issued; months are written `2026-08`."""

    agency: str
    duty: DepartmentDuty
    from_month: str
    to_month: str
    indicator: Indicator | None = None


class NoticeDetails(msgspec.Struct, frozen=True, kw_only=True):
    """An event says nothing besides its state."""


NOTICES: Final = Procedure(
    kind=ProceedingKind.NOTICE,
    content=NoticeContent,
    details=NoticeDetails,
    states=NoticeState,
    roles=Role,
    machine=MACHINE,
)
NoticeFile: TypeAlias = Proceeding[NoticeContent, NoticeDetails, NoticeState, Role]
NoticeDocket: TypeAlias = Docket[NoticeContent, NoticeDetails, NoticeState, Role]


def words_of(what: str, turn: int) -> str:
    """Name the words said in a turn of issuing and answering, the first being 1."""
    return f"{what}-{turn}"


def turns(found: NoticeFile) -> int:
    """Give how often the department was asked to answer."""
    return sum(event.kind == NoticeState.ISSUED for event in found.trail)
