"""What is kept of a rectification: ids and codes, nothing the record says, and no words, which are sealed."""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec

from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from gateway.rectifications.states import MACHINE, Role
from schema.measures import MeasureStatus
from schema.proceedings import ProceedingKind
from schema.rectifications import RectificationAct, RectificationCause, RectificationState


class Relied(msgspec.Struct, frozen=True, kw_only=True):
    """A measure of the check that rested on the record."""

    line: str
    measure: str
    status: MeasureStatus
    restraint: bool

    @property
    def restrained(self) -> bool:
        """Tell whether the check said that it restrains the subject now."""
        return self.restraint and self.status is MeasureStatus.ACTIVE


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which check relied on the record, and how; `rights_entry` is the entry that says what became of it."""

    cause: RectificationCause
    rights_entry: int
    receipt: str
    rectifier: str
    confirmer: str
    matter: str = ""
    case_number: str = ""
    measures: tuple[Relied, ...] = ()
    feedback: tuple[str, ...] = ()
    through_unit: bool = False
    to_do: tuple[RectificationAct, ...] = ()


class Details(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event says besides its state: what was done."""

    done: tuple[RectificationAct, ...] = ()


RECTIFICATIONS: Final = Procedure(
    kind=ProceedingKind.RECTIFICATION,
    content=Content,
    details=Details,
    states=RectificationState,
    roles=Role,
    machine=MACHINE,
)
Case: TypeAlias = Proceeding[Content, Details, RectificationState, Role]
Rectifying: TypeAlias = Docket[Content, Details, RectificationState, Role]
