"""What can be made to go wrong with a source while it runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """Ways a source misbehaves; FORMATS.md says what each means for whom."""

    OFF = "off"
    SLOW = "slow"
    DOWN = "down"
    HANG = "hang"
    GARBAGE = "garbage"
    WRONG = "wrong"
    MOVED = "moved"
    DROP_KEY = "drop-key"
    ERROR = "error"
    TRUNCATED = "truncated"
    REDIRECT = "redirect"
    OVERSIZED = "oversized"


HTTP_MODES = frozenset(Mode)
DATABASE_MODES = frozenset({Mode.OFF, Mode.DOWN, Mode.HANG, Mode.GARBAGE, Mode.ERROR, Mode.TRUNCATED})
FOLDER_MODES = frozenset({Mode.OFF, Mode.DOWN, Mode.HANG, Mode.GARBAGE, Mode.TRUNCATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Fault in force at a source; `ms` is the delay of `slow` in milliseconds."""

    mode: Mode = Mode.OFF
    ms: int = 1000


WELL = Fault()


class FaultError(ValueError):
    """The mode or source is unknown, the mode has no meaning for the source, or `ms` is no delay."""


def read_fault(mode: str, ms: object, allowed: Collection[Mode]) -> Fault:
    """Read a fault as the admin port is told it; raises `FaultError` naming the modes that have a meaning."""
    known = ", ".join(member for member in Mode if member in allowed)
    if mode not in set(Mode) or Mode(mode) not in allowed:
        raise FaultError(f"mode {mode!r} has no meaning for this source; write one of: {known}")
    if not isinstance(ms, int) or isinstance(ms, bool) or not 0 <= ms <= 600_000:
        raise FaultError("ms is a whole number of milliseconds from 0 to 600000")
    return Fault(mode=Mode(mode), ms=ms)
