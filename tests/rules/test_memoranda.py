"""Memoranda of cooperation as configuration, and the adoptions that rest on them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.manifest import Fault, ManifestFaults
from gateway.rules.adoptions import AdoptionNames, adoption_of, load_adoptions, made_by
from gateway.rules.memoranda import implements, load_memoranda, memorandum_names
from schema.codes import AgencyKind, KeyGroup
from schema.measures import BasisConfidence, Direction
from tests.rules.making import (
    AS_OF,
    CONFIG,
    KNOWN_AT,
    adoptions,
    directory,
    dossier,
    measured,
    memoranda,
    model,
    of_line,
    pack,
)
from tests.rules.making import asker as asking

TENDERS = "sample-province-tenders"
Edit = Callable[..., tuple[Fault, ...]]


@pytest.fixture
def refused(tmp_path: Path) -> Edit:
    """Give a function that changes a copy of one memorandum and gives the faults it is refused with."""

    def edit(old: str, new: str, *, after: str = "", name: str = TENDERS) -> tuple[Fault, ...]:
        folder = tmp_path / "memoranda"
        folder.mkdir()
        text = (CONFIG / "memoranda" / f"{name}.toml").read_text(encoding="utf-8")
        start = text.index(after)
        assert old in text[start:]
        changed = text[:start] + text[start:].replace(old, new, 1)
        (folder / f"{name}.toml").write_text(changed, encoding="utf-8")
        with pytest.raises(ManifestFaults) as error:
            load_memoranda(folder, memorandum_names([pack()], directory()))
        return error.value.faults

    return edit


@pytest.mark.go("GO-18-b", "GO-27-a")
def test_a_memorandum_holds_parties_field_targets_measures_bases_and_implementers() -> None:
    tenders = memoranda()[TENDERS]
    assert tenders.directions == (Direction.INCENTIVE, Direction.RESTRAINT)
    assert [party.agency for party in tenders.parties] == [
        "trading-centre",
        "court",
        "transport",
        "builders-association",
        None,
    ]
    assert tenders.parties[-1].kind is AgencyKind.FINANCIAL
    assert tenders.parties[1].name == directory()["court"].name
    annex = {
        line.measure.id: (line.basis.id, [party.agency for party in line.implementers]) for line in tenders.measures
    }
    assert annex == {
        "INC-12": ("guofa-2016-33-5", ["trading-centre", "transport"]),
        "RES-15": ("court-notice-2016-285", ["trading-centre"]),
        "RES-31": ("guofa-2016-33-10", [None]),
        "RES-36": ("sample-province-builders-convention", ["builders-association"]),
    }


@pytest.mark.go("GO-26-a")
def test_a_memorandum_may_be_narrowed_to_key_groups() -> None:
    (target,) = memoranda()["sample-province-professions"].targets
    assert target.key_groups == (KeyGroup.ACCOUNTANT_OR_AUDITOR, KeyGroup.TOUR_GUIDE)


def test_invented_memoranda_say_so_and_real_ones_were_read_somewhere() -> None:
    for memorandum in memoranda().values():
        invented = "invented for the sandbox" in memorandum.title
        assert invented is ("Sample" in memorandum.title)
        assert invented is ("沙箱虚构" in memorandum.title_zh)
        assert memorandum.confidence is (BasisConfidence.UNVERIFIED if invented else BasisConfidence.SECONDARY)


def test_a_memorandum_says_which_party_undertook_what() -> None:
    assert implements(memoranda()[TENDERS], "transport", "INC-12")
    assert not implements(memoranda()[TENDERS], "transport", "RES-15")


FAULTY = [
    ('agency = "trading-centre"', 'agency = "trading-center"', "", "did you mean trading-centre"),
    ('measure = "RES-15"', 'measure = "RES-51"', "", "names the measure 'RES-51', which does not exist (did you mean"),
    ('"court-notice-2016-285"', '"court-notice-2016-28"', "", "did you mean court-notice-2016-285"),
    ('["trading-centre"]', '["tradng-centre"]', 'measure = "RES-15"', "names the party 'tradng-centre'"),
    ('["trading-centre"]', '["finance"]', 'measure = "RES-15"', "names the party 'finance', which does not exist"),
    ('["trading-centre"]', "[]", 'measure = "RES-15"', "is implemented by nobody"),
    ('["trading-centre"]', '["court"]', 'measure = "RES-15"', "'court' is of the kind COURT, and RES-15 is for"),
    ('["builders-association"]', '["transport"]', 'measure = "RES-36"', "RES-36 is for ASSOCIATION (GO-02-b)"),
    ('"sample-province-builders-convention"', '"guofa-2016-33-10"', 'measure = "RES-36"', "CONVENTION (GO-12-b)"),
    ('"sample-province-builders-convention"', '"food-safety-law-135"', 'measure = "RES-36"', "a LAW (GO-12-b)"),
    ("from = 2026-01-01", "from = 2016-01-01", "", "not in force throughout"),
    ("from = 2026-01-01", "from = 2026-01-01, to = 2025-01-01", "", "is reversed"),
    ('kind = "FINANCIAL"', 'kind = "BANK"', "", "is 'BANK'"),
    ('agency = "court"', 'agency = "court"\nname = "The court"', "", "described in agencies.toml"),
    ('agency = "court"', 'agency = "transport"', "", "the party 'transport' is named twice"),
    ('record_kinds = ["ENFORCEMENT_ENTRY"]', "", "", "of whom nothing is recorded (GO-09-a)"),
    ('record_kinds = ["ENFORCEMENT_ENTRY"]', 'key_groups = ["TOUR_GUIDE"]', "", "nothing is recorded (GO-09-a)"),
    ('["ENFORCEMENT_ENTRY"]', '["RED_LIST_ENTRY"]', "", "RED_LIST_ENTRY is no misconduct (GO-02-a)"),
    ('record_kinds = ["ENFORCEMENT_ENTRY"]', 'lists = ["builders-conduct"]', "", "for reference (GO-19-b)"),
    ('record_kinds = ["ENFORCEMENT_ENTRY"]', 'lists = ["food-safty"]', "", "did you mean food-safety"),
    ('direction = "RESTRAINT"', 'direction = "INCENTIVE"', "", "says nobody its RESTRAINT measures concern"),
    ('confidence = "UNVERIFIED"', 'confidence = "SURE"', "", "is 'SURE'"),
    ("field = ", "feild = ", "", "field is missing"),
    ('title_zh = "样例省公共', 'title = "样例省公共', "", "is not TOML"),
]


@pytest.mark.go("GO-18-b", "GO-02-b", "GO-12-b", "GO-09-a", "GO-19-b")
@pytest.mark.parametrize(("old", "new", "after", "said"), FAULTY)
def test_a_faulty_memorandum_is_refused(refused: Edit, old: str, new: str, after: str, said: str) -> None:
    faults = refused(old, new, after=after)
    telling = next(fault for fault in faults if said in str(fault))
    assert telling.file == f"memoranda/{TENDERS}.toml"
    assert telling.line >= 1
    assert telling.hint


def test_an_unknown_agency_is_said_once_and_its_kind_not_guessed_at(refused: Edit) -> None:
    faults = refused('agency = "builders-association"', 'agency = "builders-asociation"')
    assert [fault.problem for fault in faults if "GO-02-b" in fault.problem] == []
    assert "names the agency 'builders-asociation'" in str(faults[0])


def test_a_fault_names_the_line_it_stands_on(refused: Edit) -> None:
    (fault,) = refused('"court-notice-2016-285"', '"court-notice-2016-28"')
    text = (CONFIG / "memoranda" / f"{TENDERS}.toml").read_text(encoding="utf-8")
    assert fault.line == text[: text.index('"court-notice-2016-285"')].count("\n") + 1


@pytest.mark.go("GO-18-b")
@pytest.mark.parametrize("missing", ["[[party]]", "[[target]]", "[[measure]]"])
def test_a_memorandum_without_parties_targets_or_measures_is_refused(tmp_path: Path, missing: str) -> None:
    text = (CONFIG / "memoranda" / "sample-province-fewer-inspections.toml").read_text(encoding="utf-8")
    head, *blocks = text.split("\n\n")
    kept = "\n\n".join([head, *(block for block in blocks if not block.startswith(missing))])
    (tmp_path / "one.toml").write_text(kept, encoding="utf-8")
    said = {
        "[[party]]": "signed by fewer than two parties",
        "[[target]]": "says nobody its INCENTIVE measures concern",
        "[[measure]]": "agrees on no measure",
    }
    with pytest.raises(ManifestFaults, match=said[missing].replace("[", r"\[")):
        load_memoranda(tmp_path, memorandum_names([pack()], directory()))


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "memoranda"
    shutil.copytree(CONFIG / "memoranda", folder)
    (folder / "again.toml").write_bytes((folder / f"{TENDERS}.toml").read_bytes())
    (folder / "broken.toml").write_text("id = ", encoding="utf-8")
    (folder / "empty.toml").write_text("", encoding="utf-8")
    with pytest.raises(ManifestFaults) as refusal:
        load_memoranda(folder, memorandum_names([pack()], directory()))
    files = {fault.file for fault in refusal.value.faults}
    assert files == {f"memoranda/{name}.toml" for name in (TENDERS, "broken", "empty")}
    assert f"the id '{TENDERS}' is another file's too" in str(refusal.value)


def adopted(folder: Path, **changes: str) -> None:
    written = {
        "agency": '"trading-centre"',
        "document": '"d"',
        "memorandum": f'"{TENDERS}"',
        "measures": '["RES-15"]',
        "in_force": "{ from = 2026-04-01 }",
    } | changes
    text = "[[adoption]]\n" + "".join(f"{key} = {value}\n" for key, value in written.items())
    (folder / "one.toml").write_text(text, encoding="utf-8")
    lines = {line.id: line for line in pack().lines}
    names = AdoptionNames(measures=pack().catalogue, lines=lines, agencies=directory(), memoranda=memoranda())
    load_adoptions(folder, names)


@pytest.mark.go("GO-18-b")
@pytest.mark.parametrize(
    ("changes", "line", "said"),
    [
        ({"memorandum": '"sample-province-tender"'}, 4, "did you mean sample-province-tenders"),
        ({"agency": '"transport"'}, 5, "in which 'transport' does not undertake RES-15 (GO-18-b)"),
        ({"measures": '["RES-15", "RES-16"]'}, 5, "in which 'trading-centre' does not undertake RES-16 (GO-18-b)"),
        ({"measures": "[]", "lines": '["RES-01-serious-lists"]'}, 7, "does not undertake RES-01 (GO-18-b)"),
        ({"in_force": "{ from = 2025-04-01 }"}, 4, "not in force throughout (from 2025-04-01)"),
    ],
)
def test_an_adoption_rests_on_what_its_agency_undertook(
    tmp_path: Path, changes: dict[str, str], line: int, said: str
) -> None:
    adopted(tmp_path)
    with pytest.raises(ManifestFaults) as refusal:
        adopted(tmp_path, **changes)
    (fault,) = refusal.value.faults
    assert said in str(fault)
    assert fault.line == line
    if "GO-18-b" in said:
        assert fault.hint == "adopt it apart from the memorandum, or name one that says so"


def test_an_adoption_does_not_outlast_its_memorandum(tmp_path: Path) -> None:
    professions = {
        "agency": '"market-regulation"',
        "memorandum": '"sample-province-professions"',
        "measures": '["INC-04"]',
    }
    adopted(tmp_path, **professions, in_force="{ from = 2026-04-01, to = 2027-12-31 }")
    with pytest.raises(ManifestFaults, match="not in force throughout"):
        adopted(tmp_path, **professions)


@pytest.mark.go("GO-18-b", "GO-20-c")
def test_the_answer_names_the_memorandum_its_adoption_rests_on() -> None:
    line = next(each for each in pack().lines if each.id == "RES-15-able-and-refuses")
    found = adoption_of(made_by(adoptions(), "trading-centre", "public-tender", AS_OF, KNOWN_AT), line)
    assert found is not None
    assert found.memorandum == TENDERS
    (incentive,) = of_line(measured(dossier(model()), "annual-inspection-plan", by=asking("ecology")), "INC-13-model")
    assert incentive.adoption is not None
    assert incentive.adoption.memorandum == "sample-province-fewer-inspections"
