"""Reads a folder of files of one sort, each fault of each file noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults, Table, read_toml


def each_file(folder: Path, faults: list[Fault]) -> Iterator[Table]:
    """Give the document of every file, finished (unknown keys noted) when the next is asked for."""
    for path in sorted(folder.glob("*.toml")):
        try:
            source = read_toml(path, name=f"{folder.name}/{path.name}")
        except ManifestFaults as error:
            faults.extend(error.faults)
            continue
        root = Table.root(source, faults)
        yield root
        root.finish()
