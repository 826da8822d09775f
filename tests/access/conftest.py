"""One authorisation server for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.access.issuing import Issuer, issuing


@pytest.fixture
def server() -> Iterator[Issuer]:
    with issuing() as running:
        yield running
