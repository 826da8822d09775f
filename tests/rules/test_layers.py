"""Packs on packs: what is inherited, what a local pack may add, which governs where and when (GO-20-d, GO-27-a)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gateway.rules.load import PARTS, PackFaults, load_pack
from gateway.rules.model import RulePack
from gateway.rules.packs import RulePacks
from schema.errors import ErrorCode, Refusal
from schema.measures import BasisConfidence, BasisKind, MeasureKind, MeasureStatus
from tests.acceptance.packs import applied, of_measure
from tests.rules.making import PACK_FOLDER, asker, authority, dossier, earlier_pack, entry, matters, national_pack, pack

Written = Callable[..., Path]
TEXT = (PACK_FOLDER.parents[2] / "docs" / "rule-packs.md").read_text(encoding="utf-8")
GUIDE = dict(re.findall(r"```toml\n# my-packs/neighbour-province/(\w+)\.toml\n(.*?)```", TEXT, flags=re.DOTALL))
HEAD, LISTS, RESTRAINT = GUIDE["pack"], GUIDE["lists"], GUIDE["lines"]
BASES = (
    GUIDE["bases"]
    + """
[[basis]]
id = "neighbour-notice"
title = "Neighbour Province notice (invented)"
title_zh = "邻例省通知（虚构）"
kind = "NORMATIVE_DOCUMENT"
in_force = { from = 2025-01-01 }
confidence = "UNVERIFIED"
"""
)
INCENTIVE = """
[[line]]
id = "INC-06-neighbour"
measure = "INC-06"
effect = "PRIORITY"
kind = "RECOMMENDED"
bases = ["neighbour-notice"]
matter_kinds = ["FISCAL_FUND"]
implementer = "Finance department"
in_force = { from = 2026-05-01 }
has = [{ kind = "RED_LIST_ENTRY" }]
"""


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Give a function that writes a local pack beside copies of the shipped ones."""

    def write(**parts: str) -> Path:
        shutil.copytree(PACK_FOLDER.parent, tmp_path, dirs_exist_ok=True)
        folder = tmp_path / "neighbour-province"
        folder.mkdir()
        texts = {"pack": HEAD, "bases": BASES, "lists": LISTS, "lines": RESTRAINT + INCENTIVE} | parts
        for part, text in texts.items():
            (folder / f"{part}.toml").write_text(text, encoding="utf-8")
        return folder

    return write


def test_the_local_pack_of_the_guide_is_sound(written: Written) -> None:
    assert GUIDE.keys() == {"pack", "bases", "lists", "lines", "recognition"}
    found = load_pack(written(**GUIDE), matters=matters())
    assert found.lines[-1].id == "RES-14-neighbour-list"
    named = re.findall(r"^\| `(\w+)\.toml` \|", TEXT, flags=re.MULTILINE)
    assert sorted(named) == sorted(PARTS)


def refused(folder: Path) -> str:
    with pytest.raises(PackFaults) as refusal:
        load_pack(folder, matters=matters())
    return str(refusal.value)


@pytest.mark.go("GO-20-d", "GO-24-b")
def test_the_pack_of_today_has_the_catalogue_of_the_guiding_opinions_and_lines_of_its_own() -> None:
    assert national_pack().on == "guofa-2016-33"
    assert national_pack().catalogue.keys() == earlier_pack().catalogue.keys()
    assert {*earlier_pack().bases} < {*national_pack().bases}
    assert [regime.id for regime in national_pack().regimes] == ["ndrc-2019", "ndrc-2023", "ndrc-2026"]
    assert "RES-02-serious-lists" not in {line.id for line in national_pack().lines}


@pytest.mark.go("GO-20-a", "GO-20-b")
def test_the_guiding_opinions_alone_make_nothing_mandatory() -> None:
    mandatory = [line for line in earlier_pack().lines if line.kind is MeasureKind.MANDATORY]
    assert [line.id for line in mandatory] == ["RES-17-food-licence-revoked"]
    assert {basis.id for line in mandatory for basis in line.bases} == {"food-safety-law-135"}


@pytest.mark.go("GO-24-b")
def test_every_line_of_the_earlier_pack_cites_a_basis_in_force_in_its_time_and_read() -> None:
    for line in earlier_pack().lines:
        for basis in line.bases:
            assert basis.in_force.starts_on <= max(line.in_force.starts_on, earlier_pack().governs.starts_on)
            assert basis.confidence is not BasisConfidence.UNVERIFIED


@pytest.mark.go("GO-27-a", "GO-25-b")
def test_a_local_pack_adds_to_the_national_one(written: Written) -> None:
    found = load_pack(written(), matters=matters())
    assert (found.on, found.region) == ("cn-2026", "980000")
    assert [line.id for line in found.lines[len(national_pack().lines) :]] == [
        "RES-14-neighbour-list",
        "INC-06-neighbour",
    ]
    assert found.lines[: len(national_pack().lines)] == national_pack().lines
    assert found.remedies == national_pack().remedies
    assert found.agreements == national_pack().agreements
    assert found.version.digest != national_pack().version.digest


@pytest.mark.go("GO-27-a", "GO-01-a")
@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (
            {"lines": RESTRAINT.replace("neighbour-regulation", "neighbour-notice")},
            "cite a basis of kind LAW or REGULATION",
        ),
        ({"lines": RESTRAINT.replace("neighbour-regulation", "guofa-2016-33-10")}, "cite a basis of kind"),
        (
            {"lines": RESTRAINT.replace('measure = "RES-14"', 'measure = "RES-16"')},
            "RES-16 may not be added by a place",
        ),
        ({"lines": RESTRAINT.replace("RES-14-neighbour-list", "RES-14-market-regulation-list")}, "is used twice"),
        ({"lists": LISTS.replace("neighbour-list", "food-safety")}, "is used twice"),
        ({"bases": BASES + BASES.replace("neighbour-regulation", "guofa-2016-33-4")}, "is used twice"),
        ({"measures": "[[measure]]"}, "only a national pack sets it"),
        ({"publicity": "[[regime]]"}, "only a national pack sets it"),
        ({"pack": HEAD.replace("2026-05-01", "2026-03-01")}, "governs days the pack below does not"),
        ({"pack": HEAD.replace('"980000"', '"98"')}, "write a division code"),
        ({"pack": HEAD.replace('on = "cn-2026"', 'on = "cn-2062"')}, "did you mean cn-2026"),
        ({"pack": HEAD.replace('on = "cn-2026"', 'on = "neighbour-province"')}, "circle of packs"),
        ({"pack": HEAD.replace('on = "cn-2026"', "")}, "is a local pack on no other"),
        ({"pack": HEAD + "[local]\nincentives = true"}, "only a national pack says what places may add"),
    ],
)
def test_a_local_pack_does_only_what_the_layer_above_lets_it(
    written: Written, parts: dict[str, str], says: str
) -> None:
    assert says in refused(written(**parts))


PERSONS = """
[line.persons]
bases = ["guofa-2016-33-10"]
duration = { until = "exit" }
by_office = ["LEGAL_REPRESENTATIVE"]
"""


@pytest.mark.go("GO-27-a", "GO-14-b")
def test_a_place_restrains_the_persons_reached_by_law_or_regulation_too(written: Written) -> None:
    awards = RESTRAINT.replace("RES-14", "RES-19").replace("FISCAL_FUND", "COMMENDATION")
    said = refused(written(lines=awards + PERSONS))
    assert "restrains for the persons reached by no basis a place may restrain by" in said
    assert "restrains by no basis" not in said


@pytest.mark.go("GO-27-a")
def test_a_line_that_reaches_no_persons_is_faulted_once(written: Written) -> None:
    said = refused(written(lines=RESTRAINT.replace("neighbour-regulation", "guofa-2016-33-10")))
    assert said.count("by no basis a place may restrain by") == 1


def test_a_national_pack_that_lets_places_do_nothing_is_heeded(written: Written) -> None:
    folder = written()
    national = folder.parent / "cn-2026" / "pack.toml"
    text = national.read_text(encoding="utf-8")
    national.write_text(text[: text.index("[local]")], encoding="utf-8")
    said = refused(folder)
    assert "adds an incentive, which the pack below does not let a place do" in said
    assert "the pack below allows no restraint" in said


CONVENTION = """
[[basis]]
id = "builders-convention"
title = "Convention of the builders of Neighbour Province (invented)"
title_zh = "邻例省建筑业公约（虚构）"
kind = "CONVENTION"
in_force = { from = 2025-01-01 }
confidence = "UNVERIFIED"
"""
ASSOCIATIONS_LINE = (
    RESTRAINT.replace("RES-14", "RES-38")
    .replace("BARRED", "STRICT_REVIEW")
    .replace("FISCAL_FUND", "ASSOCIATION_MEMBERSHIP")
    .replace("neighbour-regulation", "builders-convention")
)


@pytest.mark.go("GO-12-b", "GO-27-a")
def test_an_associations_line_stands_in_a_local_pack_on_its_convention(written: Written) -> None:
    found = load_pack(written(bases=BASES + CONVENTION, lines=ASSOCIATIONS_LINE), matters=matters())
    assert (found.lines[-1].id, [basis.kind for basis in found.lines[-1].bases]) == (
        "RES-38-neighbour-list",
        [BasisKind.CONVENTION],
    )


@pytest.mark.go("GO-12-b", "GO-27-a")
@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (ASSOCIATIONS_LINE.replace("builders-convention", "neighbour-regulation"), "rests on no CONVENTION (GO-12-b)"),
        (RESTRAINT.replace("neighbour-regulation", "builders-convention"), "cite a basis of kind LAW or REGULATION"),
    ],
)
def test_neither_a_law_nor_a_convention_stands_in_for_the_other(written: Written, lines: str, says: str) -> None:
    assert says in refused(written(bases=BASES + CONVENTION, lines=lines))


@pytest.mark.go("GO-12-b")
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"RES-38", ', "", "RES-38 may not be added by a place"),
        ('"RES-38"', '"RES-14"', "leaves RES-14 to associations, and it is for GOVERNMENT (GO-12-b)"),
        ('"RES-38"', '"INC-22"', "leaves INC-22 to associations"),
        ('"RES-38"', '"RES-99"', "RES-99"),
    ],
)
def test_what_is_left_to_associations_is_their_own(written: Written, old: str, new: str, says: str) -> None:
    folder = written(bases=BASES + CONVENTION, lines=ASSOCIATIONS_LINE)
    national = folder.parent / "cn-2026" / "pack.toml"
    text = national.read_text(encoding="utf-8")
    assert old in text
    national.write_text(text.replace(old, new), encoding="utf-8")
    assert says in refused(folder)


def test_faults_of_the_pack_below_are_told_with_its_name(written: Written) -> None:
    folder = written()
    (folder.parent / "guofa-2016-33" / "lists.toml").write_text("[[lst]]", encoding="utf-8")
    assert "guofa-2016-33/lists.toml:1 lst" in refused(folder)


def test_a_measure_that_is_none_cannot_be_left_to_places(written: Written) -> None:
    folder = written()
    national = folder.parent / "cn-2026" / "pack.toml"
    text = national.read_text(encoding="utf-8")
    national.write_text(text.replace('"RES-14"', '"RES-99"'), encoding="utf-8")
    assert "RES-99" in refused(folder)


@pytest.mark.go("GO-20-d", "GO-27-a")
@pytest.mark.parametrize(
    ("day", "region", "governing"),
    [
        (date(2026, 4, 1), None, "cn-2026"),
        (date(2026, 3, 31), "990000", "guofa-2016-33"),
        (date(2026, 4, 1), "990000", "sample-province"),
        (date(2026, 4, 1), "990100", "sample-province"),
        (date(2016, 5, 30), None, "guofa-2016-33"),
        (date(2026, 4, 30), "980000", "cn-2026"),
        (date(2026, 5, 1), "980000", "neighbour-province"),
        (date(2026, 5, 1), "980100", "neighbour-province"),
        (date(2026, 5, 1), "970000", "cn-2026"),
        (date(2026, 5, 1), "CN", "cn-2026"),
    ],
)
def test_the_nearest_pack_governs(written: Written, day: date, region: str | None, governing: str) -> None:
    local: RulePack = load_pack(written(), matters=matters())
    packs = RulePacks([local, pack(), national_pack(), earlier_pack()])
    assert packs.governing(day, region).version.id == governing


def test_a_day_no_pack_governs_is_refused_with_what_each_governs(written: Written) -> None:
    local: RulePack = load_pack(written(), matters=matters())
    with pytest.raises(Refusal) as refusal:
        RulePacks([local, national_pack(), earlier_pack()]).governing(date(2016, 5, 29), "980100")
    assert refusal.value.code is ErrorCode.INVALID_AS_OF
    assert refusal.value.where == "asOf"
    assert str(refusal.value) == "no rule pack governs 2016-05-29"
    assert refusal.value.hint == (
        "packs govern: guofa-2016-33 from 2016-05-30 to 2026-03-31, cn-2026 from 2026-04-01, "
        "neighbour-province from 2026-05-01 in 980000"
    )
    with pytest.raises(Refusal) as refusal:
        RulePacks([]).governing(date(2026, 5, 1))
    assert refusal.value.hint == "packs govern: no day"


def test_what_may_be_shown_follows_the_regime_of_today_whatever_day_is_asked_about() -> None:
    packs = RulePacks([pack(), national_pack(), earlier_pack()])
    assert packs.regimes(date(2026, 11, 26)) == pack().regimes


@pytest.mark.go("GO-19-a")
@pytest.mark.parametrize("key", ["field", "keeper", "kept_by", "exit_rule"])
def test_a_list_without_field_keeper_or_exit_is_refused(written: Written, key: str) -> None:
    less = "\n".join(line for line in LISTS.splitlines() if not line.startswith(f"{key} ="))
    assert f"list[0]: {key} is missing" in refused(written(lists=less))


@pytest.mark.go("GO-19-a")
def test_every_shipped_list_says_its_field_its_keeper_and_how_one_leaves() -> None:
    for rule in pack().lists.values():
        assert rule.field
        assert rule.keeper
        assert rule.exit_rule
    assert {rule.field for rule in pack().lists.values()} >= {"food", "tax", "environment", "finance"}


@pytest.mark.go("GO-16-b", "GO-27-a")
def test_a_place_may_agree_to_recognise_lists_of_another(written: Written) -> None:
    local = load_pack(written(**GUIDE), matters=matters())
    neighbour = asker(region="980000")
    listed = dossier(entry(list_id="environment", issuer=authority(None, "970000")))

    def status(of: RulePack) -> MeasureStatus:
        (made,) = of_measure(applied(of, listed, "annual-inspection-plan", by=neighbour), "RES-01")
        return made.status

    assert status(local) is MeasureStatus.ACTIVE
    assert status(national_pack()) is MeasureStatus.FOR_REFERENCE
    assert {each.id for each in national_pack().list_agreements} < {each.id for each in local.list_agreements}
