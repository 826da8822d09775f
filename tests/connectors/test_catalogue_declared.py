"""A folder with an agency file is a connector without code, wherever it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.catalogue import SourceEntry, agencies_folder, build, connector_kind_of_file, find_connectors
from connectors.core.settings import ConfigFault
from connectors.manifest import ManifestFaults
from schema.codes import RecordKind
from tests.connectors.discovered import WIRING, coded, installed

COURT = agencies_folder() / "court" / "agency.toml"
ENTRY = SourceEntry(slug="ours", connector="our-court", agency="court", settings={"url": "sqlite:///x"})


def declared(folder: Path, *, text: str | None = None) -> Path:
    """Write an agency file into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "agency.toml"
    file.write_text(COURT.read_text(encoding="utf-8") if text is None else text, encoding="utf-8")
    return file


def test_every_agency_file_of_the_repository_makes_a_connector() -> None:
    files = sorted(agencies_folder().glob("*/agency.toml"))
    assert files
    for file in files:
        assert connector_kind_of_file(file).settings_type


def test_a_folder_with_an_agency_file_is_built_like_any_other(tmp_path: Path) -> None:
    declared(tmp_path / "our-court")
    built = build({"ours": ENTRY}, WIRING, agency_slugs=["court"], catalogue=find_connectors([tmp_path]))
    descriptor = built["ours"].descriptor
    assert (descriptor.slug, descriptor.agency) == ("ours", "court")
    assert descriptor.kinds == {RecordKind.ENFORCEMENT_ENTRY}


def test_an_agency_file_goes_before_the_code_beside_it(tmp_path: Path) -> None:
    coded(tmp_path / "our-court", connector="raise SystemExit\n")
    declared(tmp_path / "our-court")
    assert find_connectors([tmp_path]).kind("our-court").settings_type


def test_everything_wrong_in_an_agency_file_is_told_with_its_lines(tmp_path: Path) -> None:
    text = COURT.read_text(encoding="utf-8").replace('kind = "ENFORCEMENT_ENTRY"', 'kind = "信访"')
    text = text.replace('history = "FULL"', 'history = "FUL"')
    file = declared(tmp_path / "our-court", text=text)
    with pytest.raises(ManifestFaults) as refused:
        connector_kind_of_file(file)
    lines = text.splitlines()
    told = {lines[fault.line - 1].split(" ")[0]: fault for fault in refused.value.faults}
    assert set(told) == {"history", "kind"}
    assert {fault.file for fault in told.values()} == {"our-court/agency.toml"}
    assert "did you mean FULL?" in told["history"].hint
    assert "petitions (信访) must never be collected" in told["kind"].problem


def test_a_faulty_agency_file_is_a_fault_of_the_source_that_uses_it(tmp_path: Path) -> None:
    declared(tmp_path / "our-court", text="kind = 1\n")
    catalogue = find_connectors([tmp_path])
    assert catalogue.kind("court").settings_type
    with pytest.raises(ConfigFault, match=r"source ours\.connector: our-court/agency\.toml:1"):
        build({"ours": ENTRY}, WIRING, agency_slugs=["court"], catalogue=catalogue)


def test_a_changed_agency_file_is_read_anew(tmp_path: Path) -> None:
    file = declared(tmp_path / "our-court", text="kind = 1\n")
    with pytest.raises(ManifestFaults):
        find_connectors([tmp_path]).kind("our-court")
    declared(file.parent)
    assert find_connectors([tmp_path]).kind("our-court").settings_type


def test_an_installed_package_may_be_an_agency_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    declared(tmp_path / "sample_court")
    (tmp_path / "sample_court" / "__init__.py").write_text("raise SystemExit\n", encoding="utf-8")
    installed(tmp_path, "sample-court", points="sample-court = sample_court")
    assert find_connectors().kind("sample-court").settings_type
