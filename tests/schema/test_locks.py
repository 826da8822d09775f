"""The locks: no package that would hide ours, and no address of a registry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PACKAGE_LOCK = ROOT / "ui" / "package-lock.json"


def test_there_are_locks_to_look_at() -> None:
    assert {path.name for path in LOCKS} >= {"dev.lock", "tool.lock"}
    assert PACKAGE_LOCK.is_file()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_package_is_imported_under_the_name_of_one_of_ours(lock: Path) -> None:
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    assert names
    assert not {re.sub(r"[-_.]+", "-", name).lower() for name in names} & {"schema", "connectors", "config", "gateway"}


@pytest.mark.parametrize("lock", [*LOCKS, PACKAGE_LOCK], ids=lambda path: path.name)
def test_no_lock_names_a_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r'"resolved"|--(?:extra-)?index-url|--find-links|--trusted-host| @ ', text)
    addresses = set(re.findall(r"https?://[^\s\"')]+", text))
    assert [address for address in addresses if not _is_about_money(address)] == []


def _is_about_money(address: str) -> bool:
    """Tell whether an address is where npm packages ask for funding, which npm copies into its lock."""
    return bool(re.search(r"funding|sponsor|opencollective\.com|tidelift|patreon|ko-fi|paypal|buymeacoffee", address))
