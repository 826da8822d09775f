"""The town the gateways of these tests are before; none of them puts a fault into it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gateway.demo.servers import Town, town_running
from gateway.demo.worlds import World


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town_running(tmp_path_factory.mktemp("town"), World()) as running:
        yield running
