"""The configuration as a whole: every fault of every file at once, each where it is written."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.core.settings import ConfigFault
from connectors.manifest import Fault, ManifestFaults
from gateway.configuration.loading import Configuration, load_configuration
from gateway.furnishing import build_connectors
from tests.configuration.test_agencies import ENVIRONMENT
from tests.configuration.written import CONFIG, line_of
from tests.connectors.discovered import coded

SOURCES = """
[[source]]
slug = "grader"
agency = "tax"
connector = "our-grader"
scale = "tax-2025"

[[source]]
slug = "grader.two"
agency = "tax"
connector = "our-grader"
scale = 7
colour = "red"
[source.limits]
concurrency = 0
atempts = 3

[[source]]
slug = "third"
agency = "tax"
connector = "our-gradr"

[[source]]
slug = "fourth"
agency = "tax"
connector = "our-grader"
"""
URLS = dict.fromkeys(ENVIRONMENT, "http://127.0.0.1:9") | {"TALLY_COURT_URL": "sqlite:///x"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped configuration, with a folder of connectors of the operator's own."""
    copied = tmp_path / "config"
    shutil.copytree(CONFIG, copied)
    edit(copied / "gateway.toml", "connectors = []", 'connectors = ["../ours"]')
    coded(tmp_path / "ours" / "our-grader")
    return copied


def edit(file: Path, old: str, new: str) -> str:
    text = file.read_text(encoding="utf-8").replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return text


def add(folder: Path, sources: str) -> str:
    file = folder / "agencies.toml"
    text = file.read_text(encoding="utf-8") + sources
    file.write_text(text, encoding="utf-8")
    return text


def load(folder: Path) -> Configuration:
    return load_configuration(folder, URLS)


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(ManifestFaults) as refused:
        load(folder)
    return refused.value.faults


def test_a_connector_found_in_the_operators_folder_is_active_once_a_source_names_it(folder: Path) -> None:
    found = load(folder)
    assert "our-grader" in found.catalogue.names
    assert "grader" not in found.directory.sources
    add(folder, SOURCES[: SOURCES.index('[[source]]\nslug = "grader.two"')])
    built = build_connectors(load(folder), lambda: datetime.now(UTC))
    assert built["grader"].descriptor.agency == "tax"


def test_faults_of_sources_carry_their_lines(folder: Path) -> None:
    text = add(folder, SOURCES)
    expected = {
        line_of(text, "scale = 7"): ("source grader.two.scale", "Expected `str`, got `int`", ""),
        line_of(text, "colour"): ("source grader.two", "unknown setting `colour`", "known: limits, scale"),
        line_of(text, "concurrency = 0"): ("source grader.two.limits.concurrency", "must be greater than zero", ""),
        line_of(text, "atempts"): ("source grader.two.limits", "unknown setting `atempts`", "did you mean `attempts`?"),
        line_of(text, '"our-gradr"'): ("source third.connector", "unknown connector", "did you mean `our-grader`?"),
        line_of(text, '[[source]]\nslug = "fourth"'): ("source fourth", "`scale` is missing", "write scale = …"),
    }
    faults = {fault.line: fault for fault in faults_of(folder)}
    assert set(faults) == set(expected)
    for line, (path, problem, hint) in expected.items():
        assert (faults[line].file, faults[line].path) == ("agencies.toml", path)
        assert problem in faults[line].problem
        assert hint in faults[line].hint


def test_a_broken_connector_is_a_fault_of_the_source_that_uses_it(folder: Path, tmp_path: Path) -> None:
    coded(tmp_path / "ours" / "our-grader", connector="import no_such_package_here\n")
    assert "our-grader" in load(folder).catalogue.names
    text = add(folder, SOURCES[: SOURCES.index('[[source]]\nslug = "grader.two"')])
    (fault,) = faults_of(folder)
    assert (fault.file, fault.line) == ("agencies.toml", line_of(text, '"our-grader"'))
    assert "needs the package `no_such_package_here`" in fault.problem
    assert "install it where the gateway runs" in fault.hint


def test_faults_of_an_agency_file_come_with_those_of_the_rest(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ours" / "our-third").mkdir()
    (tmp_path / "ours" / "our-third" / "agency.toml").write_text('kind = "rest"\ncolour = 1\n', encoding="utf-8")
    add(folder, SOURCES[SOURCES.index('[[source]]\nslug = "third"') :].replace("our-gradr", "our-third"))
    edit(folder / "matters.toml", "serious-lists", "serious-list")
    edit(folder / "clients.toml", "EVALUATION", "EVALUATIONS")
    faults = faults_of(folder)
    assert {"agencies.toml", "matters.toml", "our-third/agency.toml"} <= {fault.file for fault in faults}
    assert any(fault.line == 2 and "colour" in fault.path for fault in faults if fault.file == "our-third/agency.toml")


def test_a_name_found_twice_is_a_fault_where_the_folders_are_named(folder: Path, tmp_path: Path) -> None:
    coded(tmp_path / "ours" / "court")
    text = (folder / "gateway.toml").read_text(encoding="utf-8")
    clashes = [fault for fault in faults_of(folder) if fault.file == "gateway.toml"]
    assert [fault.line for fault in clashes] == [line_of(text, "connectors =")]
    assert "connectors/agencies/court and in the folder" in clashes[0].problem
    assert clashes[0].hint == "rename or remove one"


def test_a_setting_a_connector_cannot_be_built_with_carries_its_line(folder: Path) -> None:
    text = edit(folder / "agencies.toml", "${TALLY_TAX_URL}", "ftp://127.0.0.1")
    configuration = load(folder)
    with pytest.raises(ConfigFault) as refused:
        build_connectors(configuration, lambda: datetime.now(UTC))
    line = line_of(text, '[[source]]\nslug = "tax"')
    (fault,) = refused.value.faults
    assert fault.startswith(f"agencies.toml:{line} source tax: is not an http or https address")


def test_a_secret_written_into_the_file_does_not_show(folder: Path) -> None:
    edit(folder / "agencies.toml", "${TALLY_TAX_KEY}", "canary")
    assert "canary" not in repr(load(folder))


@pytest.mark.go("GO-18-b", "GO-02-b")
def test_memoranda_and_adoptions_are_checked_against_packs_and_agencies_together(folder: Path) -> None:
    assert "sample-province-tenders" in load(folder).memoranda
    edit(folder / "memoranda" / "sample-province-tenders.toml", '"RES-15"', '"RES-155"')
    edit(folder / "adoptions" / "ecology.toml", '"INC-13"', '"RES-29"')
    faults = faults_of(folder)
    assert {fault.file for fault in faults} == {"memoranda/sample-province-tenders.toml", "adoptions/ecology.toml"}
    assert any("RES-29 is for FINANCIAL (GO-02-b)" in fault.problem for fault in faults)


@pytest.mark.go("GO-18-b")
def test_an_adoption_that_rests_on_no_memorandum_configured_is_refused(folder: Path) -> None:
    (folder / "memoranda" / "sample-province-tenders.toml").unlink()
    (fault,) = faults_of(folder)
    assert fault.file == "adoptions/trading-centre.toml"
    assert "names the memorandum 'sample-province-tenders', which does not exist" in fault.problem
