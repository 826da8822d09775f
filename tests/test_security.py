"""SECURITY.md names tests that exist, in every row of its tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROWS = re.findall(
    r"^\| (?!promise|---)(.+) \| (.+) \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE
)


def test_every_promise_has_a_test() -> None:
    assert len(ROWS) > 100
    assert [promise for promise, tests in ROWS if not re.search(r"`tests/", tests)] == []


@pytest.mark.parametrize("named", sorted({each for _, tests in ROWS for each in re.findall(r"`([^`]+)`", tests)}))
def test_what_shows_it_exists(named: str) -> None:
    path, _, function = named.partition("::")
    assert (ROOT / path).exists()
    if function:
        assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")
