"""`reports.toml` is read whole: every fault at once, with its line and what to write instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.paths import shipped
from gateway.whistleblowing.serving import NoHandler, serve_reports
from gateway.whistleblowing.settings import load_report_settings
from gateway.whistleblowing.staff import digest_of
from gateway.whistleblowing.words import Role


def folder(tmp_path: Path, *changes: tuple[str, str], more: str = "") -> Path:
    """Copy the shipped settings, changed."""
    shutil.copytree(shipped("config"), tmp_path / "config")
    file = tmp_path / "config" / "reports" / "reports.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text + more, encoding="utf-8")
    return file.parent


def test_the_shipped_settings_name_no_staff_and_every_offence_of_the_key_areas() -> None:
    found = load_report_settings(shipped("config") / "reports")
    assert found.staff == {}
    assert len({offence.area for offence in found.offences.values()}) == 4
    assert found.state.name == ".tally-reports"


def test_staff_is_known_by_the_digest_of_a_key(tmp_path: Path) -> None:
    more = f'\n[[staff]]\nid = "hui"\nrole = "HANDLER"\nkey_sha256 = "{digest_of("k")}"\n'
    (member,) = load_report_settings(folder(tmp_path, more=more)).staff.values()
    assert (member.id, member.role) == ("hui", Role.HANDLER)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    digest = digest_of("k")
    more = "".join(
        f'\n[[staff]]\nid = "{name}"\nrole = "{role}"\nkey_sha256 = "{key}"\n'
        for name, role, key in (("a", "HANDLER", digest), ("b", "READER", digest), ("a", "AUDITOR", "plain"))
    )
    changes = (
        ("port = 8100", "port = 81000"),
        ("offences.toml", "offence.toml"),
        ("per_minute = 120", "per_minute = 0"),
    )
    with pytest.raises(ManifestFaults) as faulty:
        load_report_settings(folder(tmp_path, *changes, more=more))
    said = "\n".join(map(str, faulty.value.faults))
    for words in (
        *("write 0 (any free port) to 65535", "cannot be read", "write 1 or more", "is the key of two members"),
        *("'READER'", "is no SHA-256 in hex", "the id 'a' is used twice"),
    ):
        assert words in said
    assert "plain" not in said


def test_missing_sections_and_departments_are_told(tmp_path: Path) -> None:
    (tmp_path / "reports.toml").write_text("colour = 1\n")
    with pytest.raises(ManifestFaults) as faulty:
        load_report_settings(tmp_path)
    said = "\n".join(map(str, faulty.value.faults))
    for words in ("[server] is missing", "[retention] is missing", "names no [[department]]", "colour"):
        assert words in said


def test_a_channel_nobody_reads_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(NoHandler):
        serve_reports(shipped("config") / "reports", state=tmp_path / "reports")
    assert not (tmp_path / "reports").exists()
