"""Where the configuration and the state are, as the options, `gateway.toml` or the shipped files say."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from connectors.manifest import ManifestFaults
from gateway.cli.environment import with_placeholders
from gateway.cli.exits import CommandFailed
from gateway.configuration.agencies import load_directory
from gateway.configuration.settings import Settings, load_settings
from gateway.paths import shipped
from gateway.state import StateFolder
from schema.agencies import Agency


def config_folder(given: Path | None) -> Path:
    """Give the configuration folder; raises `CommandFailed` if none is there."""
    try:
        return given or shipped("config")
    except FileNotFoundError as error:
        raise CommandFailed(str(error)) from error


def read_settings(given: Path | None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read `gateway.toml`, with the store's URL if there is an environment; `CommandFailed` with every fault of it."""
    folder = config_folder(given)
    try:
        return load_settings(folder, environment)
    except ManifestFaults as error:
        raise faulty(folder, error) from error


def configured_agencies(given: Path | None) -> Mapping[str, Agency]:
    """Read the agencies of the configuration, wherever its sources are; raises `CommandFailed`."""
    settings = read_settings(given)
    path = settings.rules.agencies
    try:
        return load_directory(path, with_placeholders(path, os.environ)).agencies
    except ManifestFaults as error:
        raise faulty(settings.folder, error) from error


def faulty(folder: Path, error: ManifestFaults, *, what: str = "configuration") -> CommandFailed:
    """Make the error of a faulty configuration, or of another folder: every fault on a line of its own."""
    faults = "\n".join(f"  {fault}" for fault in error.faults)
    return CommandFailed(f"the {what} in {folder} has {len(error.faults)} fault(s):\n{faults}")


def state_folder(given: Path | None, *, config: Path | None = None) -> StateFolder:
    """Give the state folder: the one given, else the one the settings name; the store is where the settings say."""
    settings = read_settings(config, os.environ)
    return StateFolder((given or settings.state).resolve(), settings.store_url)
