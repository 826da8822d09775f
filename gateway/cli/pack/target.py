"""Which rule pack a verb means: a folder, or a configured pack by its id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from connectors.manifest import ManifestFaults
from gateway.cli.exits import CommandFailed
from gateway.cli.places import config_folder, faulty, read_settings
from gateway.rules.load import PackFaults, PackLoader
from gateway.rules.matters import load_matters
from gateway.rules.model import RulePack
from gateway.rules.trial import Trial, try_pack
from schema.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class ConfiguredPacks:
    """The packs of a configuration, and what reads them and others under it."""

    folders: tuple[Path, ...]
    matters: Collection[str]
    loader: PackLoader

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

    def pack(self, given: str) -> RulePack:
        """Read the pack somebody names; raises `CommandFailed` with every fault of it."""
        folder = self.folder(given)
        try:
            return self.loader.load(folder)
        except PackFaults as error:
            raise faulty(folder, error, what="rule pack") from error

    def trial(self, given: str) -> Trial:
        """Read a pack as the configured one of its id, and those that stand on that; raises `CommandFailed`."""
        folder = self.folder(given)
        try:
            configured = {each: self.loader.load(each) for each in self.folders}
            return try_pack(folder, configured, matters=self.matters)
        except PackFaults as error:
            raise faulty(folder, error, what="rule pack") from error


def configured_packs(config: Path | None) -> ConfiguredPacks:
    """Read what packs are read under; raises `CommandFailed`."""
    rules = read_settings(config).rules
    try:
        matters = load_matters(rules.matters)
    except ManifestFaults as error:
        raise faulty(config_folder(config), error) from error
    return ConfiguredPacks(rules.packs, matters, PackLoader(matters=matters, beside=rules.packs))
