"""The section `[websocket]`: optional as a whole and in every line, and every fault told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.configuration.settings import load_settings
from gateway.http import SocketLimits
from gateway.paths import shipped

WRITTEN = (shipped("config") / "gateway.toml").read_text(encoding="utf-8")
BEFORE, _, REST = WRITTEN.partition("[websocket]\n")
AFTER = REST[REST.index("\n[") :]


def read(folder: Path, section: str) -> SocketLimits | None:
    (folder / "gateway.toml").write_text(BEFORE + section + AFTER, encoding="utf-8")
    return load_settings(folder).websocket


def test_what_is_not_written_is_as_usual_and_as_shipped(tmp_path: Path) -> None:
    assert read(tmp_path, "") == read(tmp_path, "[websocket]\n") == SocketLimits()
    assert read(tmp_path, "[websocket]\n" + REST[: REST.index("\n[")]) == SocketLimits()


def test_it_can_be_turned_off_and_narrowed(tmp_path: Path) -> None:
    assert read(tmp_path, "[websocket]\nenabled = false\n") is None
    narrowed = read(tmp_path, '[websocket]\nmax_sockets = 2\norigins = ["https://Approvals.example:8443"]\n')
    assert narrowed == SocketLimits(sockets=2, origins=frozenset({"https://approvals.example:8443"}))


def test_every_fault_is_told(tmp_path: Path) -> None:
    faulty = (
        '[websocket]\norigins = ["approvals.example", "https://a.example/"]\nmax_operations = 0\n'
        "init_seconds = -1\nmax_message_bytes = 5\nmax_socket = 3\n"
    )
    with pytest.raises(ManifestFaults) as caught:
        read(tmp_path, faulty)
    told = str(caught.value)
    for part in ("'approvals.example'", "'https://a.example/'", "max_operations", "init_seconds", "1024", "max_socket"):
        assert part in told
