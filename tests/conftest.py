"""What every test shares: hypothesis profiles, so that runs are repeatable; interrupts; GO ids; PostgreSQL."""

from __future__ import annotations

import gc
import signal

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.acceptance.report", "tests.store.servers"]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background job; what tests start inherits it
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "tally", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("mutants", settings.get_profile("tally"), max_examples=8)  # many runs, so few examples
settings.load_profile("tally")

gc.set_threshold(100_000, 50, 100)  # collecting is a fifth of what loading takes


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Take what was loaded and collected out of the garbage collector's sight; the tests make enough of their own."""
    gc.collect()
    gc.freeze()
