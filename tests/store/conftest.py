from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.store.engine import Mode, Store, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tally.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, Mode.SERVE)
    yield opened
    opened.close()
