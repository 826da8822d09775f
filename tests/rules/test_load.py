"""Loading a rule pack: the shipped one loads; each faulty one is refused as a whole, with file, line and hint."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gateway.rules.load import PackFaults, load_pack
from gateway.rules.packs import RulePacks
from schema.errors import ErrorCode, Refusal
from schema.measures import BasisConfidence, BasisKind, Direction, MeasureKind
from tests.rules.making import CONFIG, PACK_FOLDER, national_pack, pack

Edit = Callable[..., PackFaults]
BESIDE = (CONFIG / "packs" / "guofa-2016-33",)
PERSONS, BASES = "[line.persons]\n", 'bases = ["food-safety-law-135"]\n'
RES_02 = 'id = "RES-02-market-regulation-list"'


@pytest.mark.go("GO-20-d", "GO-02-b")
def test_the_catalogue_is_complete() -> None:
    measures = [entry.measure for entry in pack().catalogue.values()]
    assert sum(each.direction is Direction.INCENTIVE for each in measures) == 22
    assert sum(each.direction is Direction.RESTRAINT for each in measures) == 43
    assert {each.id for each in measures if each.operative} == {
        *("INC-02", "INC-03", "INC-04", "INC-05", "INC-06", "INC-07", "INC-08", "INC-09", "INC-10", "INC-11"),
        *("INC-12", "INC-13", "INC-16"),
        *("RES-01", "RES-02", "RES-14", "RES-15", "RES-17", "RES-18", "RES-19", "RES-29", "RES-31"),
        *("RES-36", "RES-37", "RES-38", "RES-39", "RES-40"),
    }


@pytest.mark.go("GO-20-b", "GO-21-a", "GO-24-b")
def test_every_shipped_restraint_has_basis_duration_implementer() -> None:
    for line in pack().lines:
        assert line.bases
        assert line.implementer
        assert line.duration is not None or not line.restraint
        if line.kind is MeasureKind.MANDATORY:
            assert {basis.kind for basis in line.bases} & {BasisKind.LAW, BasisKind.CENTRAL_POLICY}


def test_invented_documents_say_so_and_are_unverified() -> None:
    invented = [basis for basis in pack().bases.values() if "Sample" in basis.title]
    assert invented
    for basis in invented:
        assert "invented for the sandbox" in basis.title
        assert basis.confidence is BasisConfidence.UNVERIFIED


@pytest.mark.go("GO-20-b")
def test_a_mandatory_line_needs_a_law_regulation_or_central_policy(refused: Edit) -> None:
    faults = refused("lines", '["food-safety-law-135"]', '["samr-2021-44"]', after='id = "RES-17').faults
    assert any("(GO-20-b)" in fault.problem and fault.path.endswith("kind") for fault in faults)


FAULTY = [
    ("lines", 'duration = { until = "exit", at_most_years = 3 }\n', "", RES_02, "GO-21-a"),
    ("lines", 'bases = ["samr-2021-44", "guofa-2016-33-10"]\n', "", RES_02, "GO-02-c"),
    ("lines", 'implementer = "Licensing department"\n', "", RES_02, "implementer is missing"),
    ("lines", '["market-regulation"]', '["market-regulaton"]', RES_02, "did you mean market-regulation?"),
    ("lines", '["market-regulation"]', '["builders-conduct"]', RES_02, "GO-19-b"),
    ("lines", 'measure = "RES-02"', 'measure = "RES_02"', RES_02, "did you mean RES-02"),
    ("lines", '"samr-2021-44"', '"samr-2021-4"', RES_02, "did you mean samr-2021-44"),
    ("lines", "from = 2021-09-01", "from = 2021-09-01, to = 2020-09-01", RES_02, "is reversed"),
    ("lines", 'effect = "STRICT_REVIEW"', 'effect = "GREEN_CHANNEL"', RES_02, "does not fit"),
    ("lines", "implementer_inferred = true", "implementr_inferred = true", RES_02, "not a key known here"),
    ("lines", 'kind = "SERIOUS_DISHONESTY_ENTRY"', 'kind = "RED_LIST_ENTRY"', RES_02, "GO-02-a"),
    ("lines", RES_02, 'id = "INC-03-model-three-clean-years"', RES_02, "used twice"),
    ("lines", 'severities = ["SERIOUS"]', 'severities = ["GENERAL"]', 'id = "RES-17', "GO-02-a"),
    ("lines", 'severities = ["SERIOUS"], ', "", 'id = "RES-17', "GO-02-a"),
    ("lines", '[line.persons]\nbases = ["food-safety-law-135"]\n', "[line.persons]\n", "[line.persons]", "GO-14-b"),
    (
        "lines",
        '"]\nduration = { years = 5, from = "decided_on" }\nby_office',
        '"]\nby_office',
        "[line.persons]",
        "GO-14-b",
    ),
    (
        "lines",
        '[line.persons]\nbases = ["food-safety-law-135"]',
        '[line.persons]\nbases = ["samr-2021-44"]',
        'id = "RES-17',
        "GO-20-b",
    ),
    ("lines", 'by_office = ["LEGAL_REPRESENTATIVE"]', 'by_office = ["DIRECTOR"]', "[line.persons]", "GO-10-e"),
    ("lines", 'matters = ["food-production-licence"]', 'matters = ["food-licence"]', 'id = "RES-17', "the matter"),
    ("lines", 'measure = "RES-02"', 'measure = "RES-21"', RES_02, "GO-11-b"),
    ("lines", 'at_least = "GOOD"', 'at_least = "NOT_RATED"', 'id = "INC-12', "no level to reach"),
    ("lines", 'field = "highway-construction"', 'field = "highway"', 'id = "INC-12', "the field"),
    ("bases", "from = 2021-09-01", "from = 2026-09-01", 'id = "samr-2021-44"', "not in force throughout"),
    ("scales", 'basis = "sta-2025-12"', 'basis = "sta-2025"', 'id = "tax-2025"', "the legal basis"),
    ("recognition", 'dishonest = "dishonest"', 'dishonest = "bad"', "customs-2021-as", "the grade"),
    ("recognition", 'matters = ["public-tender"]', "matters = []", "highway-entry", "names no matter"),
    ("pack", "from = 2026-04-01", 'from = "2026-04-01"', "", "without quotes"),
    ("publicity", '"state-secrets-law"', '"ndrc-2019-527"', "double-publicity", "excepts by 'ndrc-2019-527'"),
    ("publicity", 'holders = ["GOVERNMENT"]', "holders = []", "double-publicity", "GO-17-c"),
    ("publicity", "binding = false", "binding = false\nworking_days = 7", "enforcement-list", "nobody must do"),
    ("publicity", 'platform = "CREDIT_CHINA"', 'platform = "CREDIT"', "double-publicity", "CREDIT_CHINA"),
    ("publicity", 'record_kinds = ["LICENCE"]', "record_kinds = []", 'id = "licences"', "names no kind of record"),
    ("publicity", 'media_basis = "guofa-2016-33-26"', 'media_basis = "guofa"', "serious-lists", "the legal basis"),
    ("remedies", "[[remedy]]", "[[remdy]]", "", "did you mean remedy?"),
    ("remedies", "[objections] ", "[objection] ", "", "did you mean objections?"),
    ("remedies", "verification_days = 10", "verification_days = 0", "", "verification_days"),
    ("remedies", 'basis = "guobanfa-2025-22"', 'basis = "guobanfa-2025-23"', "correction_days", "the legal basis"),
    ("repair", "[[repair]]", "[[repairs]]", "", "did you mean repair?"),
    ("repair", 'record_kinds = ["PENALTY"]', 'record_kinds = ["LICENCE"]', "penalty-2026", "no adverse kind"),
    ("repair", 'needs = ["DUTY_FULFILLED"]', 'needs = ["DUTY_FULFILED"]', "enforcement-2017", "DUTY_FULFILLED"),
    ("repair", 'basis = "ndrc-2025-36"', 'basis = "ndrc-2025-37"', "penalty-2026", "the legal basis"),
    ("repair", "least_publicity = true", 'lists = ["environmnt"]', "penalty-2026", "did you mean environment?"),
    ("repair", "working_days = 10", "working_days = 0", "[rectification]", "working_days"),
    ("measures", 'direction = "INCENTIVE"', 'direction = "RESTRAINT"', 'id = "INC-01"', "begin its id with RES-"),
]


@pytest.mark.go("GO-21-a", "GO-02-a", "GO-19-b", "GO-10-e", "GO-11-b")
@pytest.mark.parametrize(("part", "old", "new", "after", "said"), FAULTY)
def test_a_faulty_pack_is_refused(refused: Edit, part: str, old: str, new: str, after: str, said: str) -> None:
    error = refused(part, old, new, after=after)
    assert said in str(error)
    telling = next(fault for fault in error.faults if said in str(fault))
    assert telling.file.startswith(("cn-2026/", "guofa-2016-33/"))
    assert telling.line >= 1


def test_a_fault_names_the_line_it_stands_on(refused: Edit) -> None:
    error = refused("lines", '["market-regulation"]', '["market-regulaton"]', after=RES_02)
    text = (PACK_FOLDER / "lines.toml").read_text(encoding="utf-8")
    start = text.index('["market-regulation"]', text.index(RES_02))
    assert error.faults[0].line == text.count("\n", 0, start) + 1


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "cn-2026"
    shutil.copytree(PACK_FOLDER, folder)
    (folder / "lists.toml").write_text("[[", encoding="utf-8")
    (folder / "extra.toml").write_text("", encoding="utf-8")
    (folder / "pack.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(PackFaults) as refusal:
        load_pack(folder, beside=BESIDE)
    assert [fault.file for fault in refusal.value.faults] == [
        "cn-2026/extra.toml",
        "cn-2026/lists.toml",
        "cn-2026/pack.toml",
    ]


def test_the_digest_follows_the_content_and_not_the_layout(tmp_path: Path) -> None:
    folder = tmp_path / "cn-2026"
    shutil.copytree(PACK_FOLDER, folder)
    path = folder / "pack.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# another comment\n" + text.replace(" = ", "   =   "), encoding="utf-8")
    assert load_pack(folder, beside=BESIDE).version.digest == national_pack().version.digest
    path.write_text(text.replace("2026.4", "2026.5"), encoding="utf-8")
    assert load_pack(folder, beside=BESIDE).version.digest != national_pack().version.digest


@pytest.mark.go("GO-20-d")
def test_the_pack_that_governs_a_day_is_chosen() -> None:
    packs = RulePacks([national_pack()])
    assert packs.governing(date(2026, 4, 1)) is national_pack()
    with pytest.raises(Refusal) as refusal:
        packs.governing(date(2026, 3, 31))
    assert refusal.value.code is ErrorCode.INVALID_AS_OF
    assert "cn-2026 from 2026-04-01" in str(refusal.value.hint)


def test_two_packs_may_not_govern_one_day() -> None:
    with pytest.raises(ValueError, match=r"^cn-2026 and cn-2026 both govern 2026-04-01; end the earlier"):
        RulePacks([national_pack(), national_pack()])
