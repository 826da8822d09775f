"""Which rule pack governs which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gateway.rules.model import RulePack
from schema.dates import Period
from schema.errors import ErrorCode, Refusal


class RulePacks:
    """Packs that govern disjoint stretches of days."""

    def __init__(self, packs: Iterable[RulePack]) -> None:
        """Take the packs; two that govern the same day are a `ValueError`."""
        self.packs = tuple(sorted(packs, key=lambda pack: pack.governs.starts_on))
        for earlier, later in zip(self.packs, self.packs[1:], strict=False):
            if earlier.governs.holds_on(later.governs.starts_on):
                names = f"{earlier.version.id} and {later.version.id}"
                raise ValueError(f"{names} both govern {later.governs.starts_on}; end the earlier one before")

    def governing(self, as_of: date) -> RulePack:
        """Give the pack that governs a day; raises `Refusal(INVALID_AS_OF)` if none does."""
        for pack in self.packs:
            if pack.governs.holds_on(as_of):
                return pack
        raise Refusal(
            ErrorCode.INVALID_AS_OF,
            f"no rule pack governs {as_of}",
            where="asOf",
            hint=f"packs govern: {', '.join(map(_stretch, self.packs)) or 'no day'}",
        )


def _stretch(pack: RulePack) -> str:
    return f"{pack.version.id} {_days(pack.governs)}"


def _days(governs: Period) -> str:
    return f"from {governs.starts_on}" + (f" to {governs.last_day}" if governs.last_day else "")
