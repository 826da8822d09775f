"""The section `[public]`: off unless it says otherwise, and every fault told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.app import with_public
from gateway.configuration.settings import load_settings
from gateway.paths import shipped
from gateway.public_query.limits import PublicLimits
from tests.leaks.gateway import configured

WRITTEN = (shipped("config") / "gateway.toml").read_text(encoding="utf-8")
BEFORE, _, REST = WRITTEN.partition("[public]\n")
SECTION, AFTER = REST[: REST.index("\n[")], REST[REST.index("\n[") :]


def read(folder: Path, section: str) -> PublicLimits | None:
    (folder / "gateway.toml").write_text(BEFORE + section + AFTER, encoding="utf-8")
    return load_settings(folder).public


def test_it_is_off_unless_it_is_turned_on(tmp_path: Path) -> None:
    assert read(tmp_path, "") is read(tmp_path, "[public]\n") is read(tmp_path, "[public]\n" + SECTION) is None
    on = "[public]\n" + SECTION.replace("enabled = false", "enabled = true")
    assert read(tmp_path, on) == read(tmp_path, "[public]\nenabled = true\n") == PublicLimits()
    assert read(tmp_path, "[public]\nenabled = true\nconcurrency = 1\n") == PublicLimits(concurrency=1)


def test_every_fault_is_told(tmp_path: Path) -> None:
    with pytest.raises(ManifestFaults) as caught:
        read(tmp_path, "[public]\nenabled = true\npage_records = 1000\nqueries = 3\nconcurrency = 0\n")
    assert len(caught.value.faults) == 3


def test_the_demo_opens_it_whatever_the_settings_say(tmp_path: Path) -> None:
    configuration = configured(tmp_path)
    assert configuration.settings.public is None
    assert with_public(configuration).settings.public == PublicLimits()
