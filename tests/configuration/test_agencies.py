"""Agencies and sources: the committed file loads, and a faulty one says everything that is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.configuration.agencies import Directory, load_directory
from schema.codes import AgencyKind
from schema.identifiers import Scheme, fault_of
from tests.configuration.written import CONFIG, faults_in, line_of

COMMITTED = CONFIG / "agencies.toml"
ENVIRONMENT = {
    name: f"value-of-{name}" for name in re.findall(r"\$\{(TALLY_\w+)\}", COMMITTED.read_text(encoding="utf-8"))
}
AGENCY = """
[[agency]]
slug = "tax"
name = "Sample Province Tax Service"
name_zh = "样例省税务局"
code = "11990000TA02LY007P"
kind = "GOVERNMENT"
region = "990000"
field = "tax"
"""
FAULTY = """
[[agency]]
slug = "tax"
name = "Sample Province Tax Service"
name_zh = ""
code = "11990000TA02LY007A"
kind = "GOVERMENT"
region = 990000
field = "tax"
colour = "red"

[[source]]
slug = "tax"
agency = "taks"
connector = "tax"
url = "${TALLY_TAX_ULR}"
"""


def load(path: Path) -> Directory:
    return load_directory(path, {"TALLY_TAX_URL": "http://127.0.0.1:1", "HOME": "/home"})


def test_the_committed_file_loads() -> None:
    directory = load_directory(COMMITTED, ENVIRONMENT)
    assert len(directory.agencies) == 22
    assert directory.agencies["court"].kind is AgencyKind.COURT
    assert directory.agencies["builders-association"].kind is AgencyKind.ASSOCIATION
    assert all(fault_of(Scheme.CREDIT_CODE, agency.code) is None for agency in directory.agencies.values())
    assert len({agency.code for agency in directory.agencies.values()}) == 22
    assert {source.slug for source in directory.sources.values()} >= {
        "registry",
        "tax",
        "court",
        "customs",
        "cross-reference",
    }


def test_the_committed_agencies_are_invented() -> None:
    regions = {agency.region for agency in load_directory(COMMITTED, ENVIRONMENT).agencies.values()}
    assert regions <= {"CN", "990000", "980000", "970000"}


def test_without_its_environment_every_variable_needed_is_named() -> None:
    with pytest.raises(ManifestFaults) as refused:
        load_directory(COMMITTED, {})
    said = str(refused.value)
    assert [name for name in ENVIRONMENT if name not in said] == []


def test_everything_wrong_is_said_at_once_with_line_and_hint(tmp_path: Path) -> None:
    faults = faults_in(tmp_path / "agencies.toml", FAULTY, load)
    expected = {
        'name_zh = ""': "write",
        "code =": "write the agency's own credit code",
        "GOVERMENT": "did you mean GOVERNMENT?",
        "region = 990000": "write a text in quotes",
        "colour": "known",
        "taks": "did you mean tax?",
        "TALLY_TAX_ULR": "did you mean TALLY_TAX_URL?",
    }
    hints = {line_of(FAULTY, part): hint for part, hint in expected.items()}
    assert set(faults) == set(hints)
    assert all(hint in faults[line].hint for line, hint in hints.items() if hint != "known")


def test_an_agency_written_twice_is_a_fault(tmp_path: Path) -> None:
    faults = faults_in(tmp_path / "agencies.toml", AGENCY + AGENCY, load)
    assert [fault.problem for fault in faults.values()] == ["the id 'tax' is used twice"]


def test_a_file_that_is_missing_or_no_toml_is_a_fault_and_not_an_exception(tmp_path: Path) -> None:
    with pytest.raises(ManifestFaults, match=r"agencies\.toml:1: cannot be read"):
        load(tmp_path / "agencies.toml")
    (fault,) = faults_in(tmp_path / "agencies.toml", AGENCY + "\nslug = = 1\n", load).values()
    assert fault.line == line_of(AGENCY + "\nslug = = 1\n", "slug = =")


def test_variables_are_filled_in_wherever_a_setting_holds_them(tmp_path: Path) -> None:
    source = """
        [[source]]
        slug = "tax"
        agency = "tax"
        connector = "tax"
        url = "${TALLY_TAX_URL}/v1"
        attempts = 3
        headers = { authorization = "Bearer ${HOME}" }
        others = ["${HOME}", 1]
    """
    path = tmp_path / "agencies.toml"
    path.write_text(AGENCY + source, encoding="utf-8")
    (entry,) = load(path).sources.values()
    assert entry.settings == {
        "url": "http://127.0.0.1:1/v1",
        "attempts": 3,
        "headers": {"authorization": "Bearer /home"},
        "others": ["/home", 1],
    }
    assert "/home" not in repr(entry)
