"""`[news]` of an agency file: how who watches an answer learns what is new at the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.core.connector import SourceRef
from connectors.core.settings import Limits
from connectors.declared.agency_reading import read_agency_file
from connectors.manifest import ManifestFaults

WRITTEN = (Path(__file__).resolve().parents[3] / "connectors/agencies/tax/agency.toml").read_text(encoding="utf-8")
BEFORE, _, REST = WRITTEN.partition("[news]\n")
AFTER = REST[REST.index("\n[") :]


def read(folder: Path, section: str) -> tuple[bool, float | None]:
    file = folder / "agency.toml"
    file.write_text(BEFORE + section + AFTER, encoding="utf-8")
    descriptor = read_agency_file(file).descriptor(SourceRef("tax", "tax"), Limits())
    return descriptor.feed, descriptor.poll_seconds


def test_a_feed_a_poll_both_or_neither(tmp_path: Path) -> None:
    assert read(tmp_path, "") == (False, None)
    assert read(tmp_path, "[news]\nfeed = true\n") == (True, None)
    assert read(tmp_path, "[news]\npoll_seconds = 60\n") == (False, 60.0)
    assert read(tmp_path, "[news]\nfeed = true\npoll_seconds = 3600\n") == (True, 3600.0)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("[news]\n", "says nothing"),
        ("[news]\npoll_seconds = 5\n", "write 60 or more"),
        ("[news]\nfeed = false\n", "says nothing"),
        ("[news]\nfeed = true\npoll = 60\n", "is not a key known here"),
    ],
)
def test_what_it_cannot_mean_is_told(tmp_path: Path, section: str, said: str) -> None:
    with pytest.raises(ManifestFaults, match=said):
        read(tmp_path, section)
