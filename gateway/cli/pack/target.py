"""Which rule pack a verb means: a folder, or a configured pack by its id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from connectors.manifest import ManifestFaults
from gateway.cli.exits import CommandFailed
from gateway.cli.places import config_folder, faulty, read_settings
from gateway.rules.load import PackFaults, load_pack
from gateway.rules.matters import load_matters
from gateway.rules.model import RulePack
from schema.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Configured:
    """The configuration packs are read under: its pack folders, and the matters they may name."""

    folders: tuple[Path, ...]
    matters: frozenset[str]

    def folder(self, given: str) -> Path:
        """Give the folder of a pack; raises `CommandFailed` if there is none."""
        path = Path(given)
        if (path / "pack.toml").is_file():
            return path.resolve()
        named = {folder.name: folder for folder in self.folders}
        if given in named:
            return named[given]
        hint = did_you_mean(given, named) or f"give a folder with a pack.toml, or one of {', '.join(named)}"
        raise CommandFailed(f"there is no rule pack {given!r}", hint=hint)

    def load(self, folder: Path) -> RulePack:
        """Read a pack; raises `PackFaults`."""
        return load_pack(folder, matters=self.matters, beside=self.folders)

    def pack(self, given: str) -> RulePack:
        """Read the pack somebody names; raises `CommandFailed` with every fault of it."""
        folder = self.folder(given)
        try:
            return self.load(folder)
        except PackFaults as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandFailed(f"the rule pack in {folder} has {len(error.faults)} fault(s):\n{faults}") from error


def configured(config: Path | None) -> Configured:
    """Read what packs are read under; raises `CommandFailed`."""
    rules = read_settings(config).rules
    try:
        matters = load_matters(rules.matters)
    except ManifestFaults as error:
        raise faulty(config_folder(config), error) from error
    return Configured(rules.packs, frozenset(matters))
