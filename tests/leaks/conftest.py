"""Everything logged, at the level that tells most."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gateway.http.logs import JsonLines


@contextmanager
def overheard() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@pytest.fixture(scope="module")
def log_of_all() -> Iterator[io.StringIO]:
    """The log of every test of a module."""
    with overheard() as stream:
        yield stream


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log of one test."""
    with overheard() as stream:
        yield stream
