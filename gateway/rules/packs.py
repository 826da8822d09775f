"""Which rule pack governs which day, and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from gateway.rules.model import PublicityRegime, RulePack
from gateway.rules.reading.words import period_words
from gateway.rules.regions import stem, within
from schema.errors import ErrorCode, Refusal


class RulePacks:
    """National packs that govern disjoint stretches of days, and local ones that rule in their region instead."""

    def __init__(self, packs: Iterable[RulePack]) -> None:
        """Take the packs; two that govern the same day in the same region are a `ValueError`."""
        self.packs = tuple(sorted(packs, key=lambda pack: (pack.region or "", pack.governs.starts_on)))
        for earlier, later in pairwise(self.packs):
            if earlier.region == later.region and earlier.governs.holds_on(later.governs.starts_on):
                names = f"{earlier.version.id} and {later.version.id}"
                raise ValueError(f"{names} both govern {later.governs.starts_on}; end the earlier one before")

    def governing(self, as_of: date, region: str | None = None) -> RulePack:
        """Give the pack that governs a day for an asker of a region: the nearest local one, else the national one.

        Raises `Refusal(INVALID_AS_OF)` if none does.
        """
        held = [pack for pack in self.packs if pack.governs.holds_on(as_of) and _rules_in(pack, region)]
        if held:
            return max(held, key=lambda pack: len(stem(pack.region or "")))
        raise Refusal(
            ErrorCode.INVALID_AS_OF,
            f"no rule pack governs {as_of}",
            where="asOf",
            hint=f"packs govern: {', '.join(map(_stretch, self.packs)) or 'no day'}",
        )

    def regimes(self, today: date) -> tuple[PublicityRegime, ...]:
        """Give the publicity regimes known today: they rule what may be shown, whatever day is asked about."""
        return self.governing(today).regimes


def _rules_in(pack: RulePack, region: str | None) -> bool:
    return pack.region is None or within(region, pack.region)


def _stretch(pack: RulePack) -> str:
    return f"{pack.version.id} {period_words(pack.governs)}" + (f" in {pack.region}" if pack.region else "")
