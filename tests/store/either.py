"""An empty store of each kind in turn, for tests that hold on both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.conftest import store

__all__ = ["store", "url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a SQLite file, then of a PostgreSQL database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tally.db'}"
    return str(request.getfixturevalue("postgresql"))
