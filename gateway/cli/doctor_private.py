"""Examines who may read what must be private: the state folder, its keys and database, files secrets are read from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from connectors.manifest import read_toml
from gateway.cli.findings import Finding, ill, well
from gateway.configuration.loading import Configuration
from gateway.configuration.placeholders import files_named
from gateway.configuration.settings import FILE
from gateway.state import DATABASE, MASTER_KEY, SIGNING_KEY, StateFolder

_OTHERS = 0o077
_PRIVATE_KEY = "private_key"


def check_private(state: StateFolder, agencies: Path, configuration: Configuration) -> Iterator[Finding]:
    """Give a finding for each that others than its owner may read or enter, or one that there is none."""
    private = [state.path, *(state.path / name for name in (SIGNING_KEY, MASTER_KEY, DATABASE))]
    private += [agencies.parent / name for name in files_named(read_toml(agencies).data.get("source", []))]
    settings = configuration.settings.folder / FILE
    private += [settings.parent / name for name in files_named(read_toml(settings).data.get("store", {}))]
    private += [
        agencies.parent / str(entry.settings[_PRIVATE_KEY])
        for entry in configuration.directory.sources.values()
        if entry.settings.get(_PRIVATE_KEY)
    ]
    open_to_others = [path for path in dict.fromkeys(private) if path.exists() and path.stat().st_mode & _OTHERS]
    for path in open_to_others:
        mode = f"{path.stat().st_mode & 0o777:04o}"
        yield ill("private", f"others may read {path} ({mode})", f"run `chmod go= {path}`")
    if not open_to_others:
        yield well("private", "state, keys and files of secrets are their owner's alone")
