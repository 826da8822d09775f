"""Packs: offences as data that grows, and no condition on a kind of record without a legal basis in force."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from gateway.rules.load import PackFaults, load_pack
from gateway.rules.model import RulePack
from schema.codes import Area, RecordKind
from tests.acceptance.packs import restraint_line
from tests.rules.making import AS_OF, PACK_FOLDER, earlier_pack, matters, pack

BELOW = PACK_FOLDER.parent / "guofa-2016-33"
OFFENCE = '[[offence]]\nid = "{id}"\n{where}\ntitle = "t"\ntitle_zh = "题"\nin_force = {{ from = {since} }}\n'
LINE = restraint_line('kind = "PENALTY", severities = ["SERIOUS"], %s')


def edited(folder: Path, below: dict[str, tuple[str, str]] | None = None, **added: str) -> RulePack:
    """Load copies of both shipped packs: texts added to the upper one, patterns replaced in the lower one."""
    for pack_folder in (PACK_FOLDER, BELOW):
        shutil.copytree(pack_folder, folder / pack_folder.name)
    for part, (old, new) in (below or {}).items():
        file = folder / BELOW.name / f"{part}.toml"
        text, count = re.subn(old, new, file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert count
        file.write_text(text, encoding="utf-8")
    for part, text in added.items():
        with (folder / PACK_FOLDER.name / f"{part}.toml").open("a", encoding="utf-8") as file_above:
            file_above.write(f"\n{text}\n")
    return load_pack(folder / PACK_FOLDER.name, matters=matters())


@pytest.mark.go("GO-09-b")
@pytest.mark.parametrize(("area", "count"), list(zip(Area, (7, 19, 3, 5), strict=True)))
def test_the_offences_of_each_area_are_data_with_one_for_others(area: Area, count: int) -> None:
    offences = [each for each in pack().offences.values() if each.area is area]

    assert len(offences) == count
    assert offences[-1].id.startswith("other-")
    assert pack().offences == earlier_pack().offences


@pytest.mark.go("GO-02-e")
def test_a_later_pack_adds_offences_of_a_key_area_and_of_further_fields(tmp_path: Path) -> None:
    added = OFFENCE.format(id="carbon-fraud", where='area = "LIFE_AND_HEALTH"', since="2026-04-01")
    added += OFFENCE.format(id="dishonest-research", where='field = "research"', since="2026-04-01")

    found = edited(tmp_path, offences=added).offences

    assert found["carbon-fraud"].area is Area.LIFE_AND_HEALTH
    assert (found["dishonest-research"].area, found["dishonest-research"].field) == (None, "research")
    assert pack().offences.keys() < found.keys()


@pytest.mark.go("GO-09-b", "GO-02-e")
@pytest.mark.parametrize(
    ("offence", "said"),
    [
        (OFFENCE.format(id="x", where="", since="2026-04-01"), "belongs to no area"),
        (
            OFFENCE.format(id="x", where='area = "MARKET_ORDER"\nfield = "f"', since="2026-04-01"),
            "an area and to a field",
        ),
        (OFFENCE.format(id="bribery", where='area = "MARKET_ORDER"', since="2026-04-01"), "used twice"),
    ],
    ids=["neither", "both", "twice"],
)
def test_a_faulty_offence_is_told_with_its_line(tmp_path: Path, offence: str, said: str) -> None:
    with pytest.raises(PackFaults, match=rf"offences\.toml:\d+.*{said}"):
        edited(tmp_path, offences=offence)


@pytest.mark.go("GO-09-b")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('offences = ["bribary"]', "did you mean.*bribery"),
        ('offences = ["bribery"], areas = ["LIFE_AND_HEALTH"]', "which it does not belong to"),
        ('offences = ["late"]', "not on the list throughout"),
    ],
)
def test_a_condition_names_offences_that_are_on_the_list(tmp_path: Path, asked: str, said: str) -> None:
    late = OFFENCE.format(id="late", where='area = "MARKET_ORDER"', since="2027-01-01")

    with pytest.raises(PackFaults, match=said):
        edited(tmp_path, offences=late, lines=LINE % asked)


@pytest.mark.go("GO-02-c")
@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_of_record_has_a_basis_on_every_day_a_pack_governs(kind: RecordKind) -> None:
    for each in (earlier_pack(), pack()):
        for day in (each.governs.starts_on, date(2021, 12, 15), date(2021, 12, 16), AS_OF):
            held = [entry for entry in each.record_kinds[kind] if entry.in_force.holds_on(day)]
            assert len(held) == 1
            assert all(basis.in_force.holds_on(day) for basis in held[0].bases)
            assert any(basis.id == "public-credit-catalogue" for basis in held[0].bases) is (day >= date(2021, 12, 16))


@pytest.mark.go("GO-02-c")
def test_a_condition_on_a_kind_without_basis_in_force_is_a_fault(tmp_path: Path) -> None:
    without = {"records": (r'\[\[record\]\]\nkind = "PENALTY"[^\[]*\[[^\]]*\]\nin_force = \{ from = 2021-12-16 \}', "")}

    with pytest.raises(
        PackFaults, match=r"looks at PENALTY, which has no legal basis in force on 2021-12-16 \(GO-02-c\)"
    ):
        edited(tmp_path, below=without)


@pytest.mark.go("GO-02-c")
@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('kind = "PENALTY"\nbases = []\nin_force = { from = 2026-04-01 }', "cites no legal basis"),
        (
            'kind = "PENALTY"\nbases = ["guofa-2016-33-9"]\nin_force = { from = 2026-04-01 }',
            "has two entries on 2026-04-01",
        ),
        ('kind = "RUMOUR"\nbases = ["guofa-2016-33-9"]\nin_force = { from = 2026-04-01 }', "RUMOUR"),
        ('kind = "PENALTY"\nbases = ["guofa"]\nin_force = { from = 2026-04-01 }', "names the legal basis 'guofa'"),
    ],
)
def test_a_faulty_entry_is_told_with_its_line(tmp_path: Path, entry: str, said: str) -> None:
    with pytest.raises(PackFaults, match=rf"records\.toml:\d+.*{said}"):
        edited(tmp_path, records=f"[[record]]\n{entry}")
