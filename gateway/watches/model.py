"""What is kept of a watch: the receipt, who watches it for what and until when, and what it was told."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeAlias

import msgspec

from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from gateway.workflow.machine import Machine, steps_from
from schema.codes import Purpose
from schema.measures import Guidance
from schema.proceedings import ProceedingKind
from schema.watches import WatchEnding, WatchState

ANSWER_CHANGED, INCOMPLETE, COMPLETE = "ANSWER_CHANGED", "INCOMPLETE", "COMPLETE"


class WatchRole(StrEnum):
    """Who takes steps of a watch."""

    WATCHER = "WATCHER"
    GATEWAY = "GATEWAY"


class WatchContent(msgspec.Struct, frozen=True, kw_only=True):
    """What was said when it was opened; `client` is whose grant decides what is asked."""

    receipt: str
    client: str
    matter: str
    purpose: Purpose
    until: date


class WatchDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event says besides the state: guidance before and then, ids of measures that changed, the ending."""

    before: Guidance | None = None
    guidance: Guidance | None = None
    measures: tuple[str, ...] = ()
    ending: WatchEnding | None = None


WATCHES = Procedure(
    kind=ProceedingKind.WATCH,
    content=WatchContent,
    details=WatchDetails,
    states=WatchState,
    roles=WatchRole,
    machine=Machine(steps_from((WatchState.WATCHED,), WatchState.ENDED, WatchRole.WATCHER, WatchRole.GATEWAY)),
)
KeptWatch: TypeAlias = Proceeding[WatchContent, WatchDetails, WatchState, WatchRole]
WatchDocket: TypeAlias = Docket[WatchContent, WatchDetails, WatchState, WatchRole]
