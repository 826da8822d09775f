"""A channel of each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whistleblowing.channel import Channel, channel_in


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Channel]:
    with channel_in(tmp_path / "reports") as opened:
        yield opened
