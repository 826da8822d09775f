"""A pack tried in the place of the configured one of its id, with the configured packs that stand on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gateway.rules.load import PackLoader
from gateway.rules.model import RulePack


@dataclass(frozen=True, slots=True)
class Trial:
    """The pack tried, and those that stand on the pack of its id, read again on it."""

    new: RulePack
    upon: tuple[RulePack, ...] = ()

    @property
    def packs(self) -> tuple[RulePack, ...]:
        """The packs that answer otherwise than the configured ones, as far as they do."""
        return (self.new, *self.upon)

    def among(self, configured: Iterable[RulePack]) -> tuple[RulePack, ...]:
        """Give the configured packs with those tried in the place of their like."""
        tried = {pack.version.id for pack in self.packs}
        return (*(pack for pack in configured if pack.version.id not in tried), *self.packs)


def try_pack(folder: Path, configured: Mapping[Path, RulePack], *, matters: Collection[str] | None = None) -> Trial:
    """Load a pack as the one of its id, and the configured packs that stand on that, on it; raises `PackFaults`."""
    new = PackLoader(matters=matters, beside=configured).load(folder)
    loader = PackLoader(matters=matters, beside=configured, instead={new.version.id: folder})
    standing = _standing_on(new.version.id, configured.values())
    return Trial(new, tuple(loader.load(place) for place, pack in configured.items() if pack.version.id in standing))


def _standing_on(name: str, packs: Iterable[RulePack]) -> set[str]:
    """Give the ids of the packs that stand on a pack, at once or through others."""
    on = {str(pack.version.id): pack.on for pack in packs}

    def stands(pack: str) -> bool:
        below = on.get(pack)
        return below is not None and (below == name or stands(below))

    return {pack for pack in on if stands(pack)}
