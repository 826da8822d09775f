"""Configuration files written for a test, and the faults found in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.manifest import Fault, ManifestFaults

CONFIG = Path(__file__).resolve().parents[2] / "config"


def faults_in(path: Path, text: str, load: Callable[[Path], object]) -> dict[int, Fault]:
    """Write a file, load it, and give its faults by line; there is at most one a line."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestFaults) as refused:
        load(path)
    faults = {fault.line: fault for fault in refused.value.faults}
    assert len(faults) == len(refused.value.faults), refused.value
    assert all(fault.file == path.name and fault.hint for fault in faults.values()), refused.value
    return faults


def line_of(text: str, part: str) -> int:
    """Give the 1-based line on which a text first holds a part."""
    return text[: text.index(part)].count("\n") + 1
