"""A pack that is tried stands in for the one of its id, also under the packs on it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gateway.rules.load import PackFaults
from gateway.rules.packs import RulePacks
from gateway.rules.trial import try_pack
from tests.rules.making import CONFIG, earlier_pack, matters, national_pack, pack

PACKS = CONFIG / "packs"
CONFIGURED = {
    PACKS / "cn-2026": national_pack(),
    PACKS / "guofa-2016-33": earlier_pack(),
    PACKS / "sample-province": pack(),
}
TODAY = date(2026, 11, 26)


def changed(folder: Path, name: str, part: str, old: str, new: str) -> Path:
    """Copy a shipped pack into a folder of another name, and change it."""
    copy = Path(shutil.copytree(PACKS / name, folder / "mine"))
    text = (copy / f"{part}.toml").read_text(encoding="utf-8")
    assert old in text
    (copy / f"{part}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


@pytest.mark.go("GO-27-a")
@pytest.mark.parametrize(
    ("name", "tried"),
    [
        ("guofa-2016-33", ["guofa-2016-33", "cn-2026", "sample-province"]),
        ("cn-2026", ["cn-2026", "sample-province"]),
        ("sample-province", ["sample-province"]),
    ],
)
def test_what_stands_on_the_pack_tried_is_tried_with_it(tmp_path: Path, name: str, tried: list[str]) -> None:
    copy = changed(tmp_path, name, "pack", 'version = "', 'version = "9')
    trial = try_pack(copy, CONFIGURED, matters=matters())
    digests = {pack.version.digest for pack in CONFIGURED.values()}
    assert [pack.version.id for pack in trial.packs] == tried
    assert not {pack.version.digest for pack in trial.packs} & digests
    among = trial.among(CONFIGURED.values())
    assert sorted(pack.version.id for pack in among) == ["cn-2026", "guofa-2016-33", "sample-province"]
    assert RulePacks(among).governing(TODAY, "990000").version.id == "sample-province"


@pytest.mark.go("GO-27-a")
def test_a_line_less_is_a_line_less_in_the_local_pack(tmp_path: Path) -> None:
    copy = changed(tmp_path, "cn-2026", "lines", 'id = "RES-15-able-and-refuses"', 'id = "RES-15-renamed"')
    local = RulePacks(try_pack(copy, CONFIGURED, matters=matters()).packs).governing(TODAY, "990000")
    assert {line.id for line in local.lines} ^ {line.id for line in pack().lines} == {
        "RES-15-able-and-refuses",
        "RES-15-renamed",
    }


def test_a_pack_under_which_a_local_one_is_faulty_is_refused(tmp_path: Path) -> None:
    copy = changed(tmp_path, "cn-2026", "pack", '"RES-14", ', "")
    with pytest.raises(PackFaults, match="RES-14 may not be added by a place"):
        try_pack(copy, CONFIGURED, matters=matters())


def test_a_pack_that_would_stand_on_itself_is_refused(tmp_path: Path) -> None:
    copy = changed(tmp_path, "cn-2026", "pack", 'on = "guofa-2016-33"', 'on = "sample-province"')
    for part in copy.glob("*.toml"):
        if part.stem not in {"pack", "remedies"}:
            part.unlink()
    with pytest.raises(PackFaults, match="circle of packs"):
        try_pack(copy, CONFIGURED, matters=matters())
