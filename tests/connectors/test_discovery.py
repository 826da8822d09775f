"""Connectors are found in the repository, in the operator's folders and in installed packages; found is not active."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from connectors import agencies
from connectors.catalogue import SourceEntry, build, find_connectors, known_connectors
from connectors.catalogue.packages import import_member
from connectors.core.settings import ConfigFault
from schema.outcomes import Found
from schema.records import Evaluation
from tests.connectors.acting import UNIT, call
from tests.connectors.discovered import CONNECTOR, WIRING, coded, graded, installed

GOOD = SourceEntry(slug="ours", connector="our-tax", agency="tax", settings={"scale": "tax-2025"})


async def grade(extra: Path) -> str:
    connector = build({"ours": GOOD}, WIRING, agency_slugs=["tax"], catalogue=find_connectors([extra]))["ours"]
    outcome = (await connector.ask(call()))[UNIT]
    assert isinstance(outcome, Found)
    (record,) = outcome.records
    assert isinstance(record, Evaluation)
    return record.grade


def refusal(extra: Path, name: str = "our-tax") -> str:
    with pytest.raises(ConfigFault) as refused:
        find_connectors([extra]).kind(name)
    (fault,) = refused.value.faults
    return fault


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


async def test_a_folder_of_the_operators_is_a_connector_that_answers(tmp_path: Path) -> None:
    coded(tmp_path / "our-tax")
    (tmp_path / "notes").mkdir()
    (tmp_path / "README.md").write_text("no connector", encoding="utf-8")
    catalogue = find_connectors([tmp_path])
    assert set(catalogue.names) == {*known_connectors(), "our-tax"}
    assert catalogue.place("our-tax").where == f"the folder {tmp_path / 'our-tax'}"
    assert catalogue.place("tax").where == "the folder connectors/agencies/tax"
    assert await grade(tmp_path) == "A"


def test_names_are_written_with_hyphens(tmp_path: Path) -> None:
    coded(tmp_path / "our_tax")
    assert "our-tax" in find_connectors([tmp_path]).names


def test_no_code_runs_before_a_connector_is_asked_for(tmp_path: Path) -> None:
    coded(tmp_path / "our-tax", connector="raise SystemExit\n")
    assert "our-tax" in find_connectors([tmp_path]).names


def test_a_connector_is_loaded_once(tmp_path: Path) -> None:
    coded(tmp_path / "our-tax")
    catalogue = find_connectors([tmp_path])
    assert catalogue.kind("our-tax") is catalogue.kind("our-tax")
    assert find_connectors([tmp_path]).kind("our-tax") is catalogue.kind("our-tax")


async def test_changed_code_is_imported_anew_and_what_was_built_keeps_the_old(tmp_path: Path) -> None:
    coded(tmp_path / "our-tax")
    old = find_connectors([tmp_path]).kind("our-tax")
    assert await grade(tmp_path) == "A"
    coded(tmp_path / "our-tax", grades=graded("B"))  # as many bytes, and within the same second
    assert await grade(tmp_path) == "B"
    coded(tmp_path / "our-tax", grades="GRADE = \n")
    assert "is not Python at grades.py:1" in refusal(tmp_path)
    coded(tmp_path / "our-tax", grades=graded("C"))
    assert await grade(tmp_path) == "C"
    assert sys.modules[f"{old.__module__.rpartition('.')[0]}.grades"].GRADE == "A"


def test_nothing_is_written_beside_the_operators_code(tmp_path: Path) -> None:
    folder = coded(tmp_path / "our-tax")
    find_connectors([tmp_path]).kind("our-tax")
    assert sorted(item.name for item in folder.iterdir()) == ["__init__.py", "connector.py", "grades.py"]


def test_changed_code_of_the_repositorys_own_is_imported_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agencies, "__path__", [*agencies.__path__, str(tmp_path)])
    folder = coded(tmp_path / "sample_town")
    first = import_member("connectors.agencies", folder)
    assert import_member("connectors.agencies", folder) is first
    coded(folder, grades=graded("BB"))
    second = import_member("connectors.agencies", folder)
    assert second is not first
    assert sys.modules["connectors.agencies.sample_town.grades"].GRADE == "BB"


@pytest.mark.parametrize(
    ("connector", "problem"),
    [
        ("import no_such_package_here\n", "needs the package `no_such_package_here`, which is not installed; install"),
        ("from connectors.core.connector import Conector\n", "broke with ImportError at connector.py:1; mend it"),
        ("def broken(:\n", "is not Python at connector.py:1; mend it"),
        ("\n\n1 / 0\n", "broke with ZeroDivisionError at connector.py:3; mend it"),
        ("raise SystemExit\n", "broke with SystemExit at connector.py:1; mend it"),
        ("CONNECTOR = object()\n", "exposes no connector; write CONNECTOR = YourConnector"),
        ("CONNECTOR = None\n", "exposes no connector; write CONNECTOR = YourConnector"),
    ],
)
def test_a_broken_connector_is_refused_with_what_to_do(tmp_path: Path, connector: str, problem: str) -> None:
    coded(tmp_path / "our-tax", connector=connector)
    said = refusal(tmp_path)
    assert said.startswith(f"the folder {tmp_path / 'our-tax'} ")
    assert problem in said


def test_what_a_broken_connector_says_itself_is_not_repeated(tmp_path: Path) -> None:
    coded(tmp_path / "our-tax", connector='raise ValueError("canary")\n')
    assert "canary" not in refusal(tmp_path)


def test_a_connector_that_cannot_be_built_is_a_fault_of_its_source(tmp_path: Path) -> None:
    coded(tmp_path / "our-tax", connector=CONNECTOR.replace("self.settings = settings", "self.nothing()"))
    with pytest.raises(ConfigFault) as refused:
        build({"ours": GOOD}, WIRING, agency_slugs=["tax"], catalogue=find_connectors([tmp_path]))
    (fault,) = refused.value.faults
    assert fault.startswith(f"source ours.connector: the folder {tmp_path / 'our-tax'} broke with AttributeError")
    assert "at connector.py:" in fault


def test_a_name_found_twice_says_both_places(tmp_path: Path) -> None:
    coded(tmp_path / "one" / "our-tax")
    coded(tmp_path / "two" / "our_tax")
    coded(tmp_path / "two" / "court")
    catalogue = find_connectors([tmp_path / "one", tmp_path / "two"])
    court, ours = catalogue.clashes
    assert "`court` is found twice, in the folder connectors/agencies/court and in the folder" in court
    assert all(str(tmp_path / folder) in ours for folder in ("one/our-tax", "two/our_tax"))
    with pytest.raises(ConfigFault, match="is found twice"):
        catalogue.kind("our-tax")
    assert catalogue.kind("tax").settings_type


def test_a_folder_named_twice_is_one(tmp_path: Path) -> None:
    coded(tmp_path / "our-tax")
    assert find_connectors([tmp_path, tmp_path]).clashes == ()


def test_an_installed_package_names_a_connector_of_code(site: Path) -> None:
    coded(site / "sample_grader")
    installed(site, "sample-grader", points="sample-grader = sample_grader.connector:CONNECTOR")
    catalogue = find_connectors()
    assert catalogue.kind("sample-grader").settings_type
    said = "the installed package sample-grader (sample_grader.connector:CONNECTOR)"
    assert catalogue.place("sample-grader").where == said


@pytest.mark.parametrize(
    ("point", "problem"),
    [
        ("sample_gone.connector:CONNECTOR", "needs the package `sample_gone`, which is not installed"),
        ("sample_gone", "is no package with an agency.toml; add the file, or name `module:CONNECTOR`"),
        ("sample_bare", "is no package with an agency.toml"),
        ("sample_bare:CONNECTOR", "broke with AttributeError; mend it, or take the source out"),
        ("sample_bare:NAME", "exposes no connector"),
        ("sample_worse:CONNECTOR", "broke with RuntimeError"),
        ("not a name:", "broke with "),
    ],
)
def test_a_broken_package_is_refused_alone(site: Path, point: str, problem: str) -> None:
    (site / "sample_bare").mkdir()
    (site / "sample_bare" / "__init__.py").write_text("NAME = 1\n", encoding="utf-8")
    (site / "sample_worse.py").write_text("raise RuntimeError('canary')\n", encoding="utf-8")
    installed(site, "sample-agency", points=f"sample-agency = {point}")
    catalogue = find_connectors()
    with pytest.raises(ConfigFault) as refused:
        catalogue.kind("sample-agency")
    assert problem in str(refused.value)
    assert "canary" not in str(refused.value)
    assert catalogue.kind("tax").settings_type


def test_an_installed_package_with_a_name_of_ours_clashes(site: Path) -> None:
    installed(site, "sample-tax", points="tax = sample_tax:CONNECTOR")
    (clash,) = find_connectors().clashes
    assert "connectors/agencies/tax and in the installed package sample-tax (sample_tax:CONNECTOR)" in clash
