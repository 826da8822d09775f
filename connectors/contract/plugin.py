"""pytest plugin: collects `cases/contract.toml` of an agency's folder; nothing else is imported before there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

CASES, CONTRACT = "cases", "contract.toml"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a contract; every other file is left to others."""
    if (file_path.parent.name, file_path.name) != (CASES, CONTRACT):
        return None
    from connectors.contract.items import ContractFile  # noqa: PLC0415 - every run of pytest loads this plugin

    return ContractFile.from_parent(parent, path=file_path)
