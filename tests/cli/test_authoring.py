"""`tally agency new, check, try, probe, record, docs`: from an empty folder to a passing agency."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from connectors.contract.cases import read_case
from connectors.declared.agency_reading import read_agency_file
from gateway.demo.servers import Gateway
from gateway.paths import shipped
from tests.cli.conftest import Tally
from tests.connectors.names import named

KINDS = ("rest", "soap", "graphql", "sql", "files")
LISTED = "listed-strict"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration folder with a folder of connectors of its own."""
    folder = tmp_path / "config"
    shutil.copytree(shipped("config"), folder)
    (tmp_path / "ours").mkdir()
    settings = folder / "gateway.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("connectors = []", 'connectors = ["../ours"]'), encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_agency_passes_check_as_generated(tally: Tally, config: Path, tmp_path: Path, kind: str) -> None:
    made = tally("agency", "new", "fire-safety", "--kind", kind, "--config", config)
    assert made.exit_code == 0, made.stderr
    assert (tmp_path / "ours" / "fire-safety" / "agency.toml").is_file()

    told = tally("agency", "check", "fire-safety", "--config", config)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith(f"ok    fire-safety: {kind}, asked by CREDIT_CODE; gives LICENCE")


def test_a_new_agency_from_an_answer_maps_the_columns_it_knows(tally: Tally, config: Path, tmp_path: Path) -> None:
    case = read_case(Path("connectors/agencies/publicity/cases/penalty-and-licence"))
    answer = tmp_path / "answer.json"
    answer.write_bytes(next(item.body for item in case.exchanges if "xzcf" in item.target))
    made = tally("agency", "new", "hub", "--kind", "rest", "--from", answer, "--config", config)
    assert made.exit_code == 0, made.stderr

    file = tmp_path / "ours" / "hub" / "agency.toml"
    (record,) = read_agency_file(file).requests[0].mapped.records
    assert record.kind == "PENALTY"
    assert {"fine_yuan", "penalty_kinds", "decided_on", "severity", "issuer"} <= set(record.fields)
    assert "# not used: /BZ" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Fire_Safety", "--kind", "rest"), "lower case"),
        (("registry", "--kind", "rest"), "is there already"),
        (("x", "--kind", "ftp"), "ftp"),
        (("x", "--kind", "sql", "--from", "README.md"), "reads JSON answers"),
        (("x", "--kind", "rest", "--from", "README.md"), "is not JSON"),
    ],
)
def test_a_new_agency_that_cannot_be(tally: Tally, config: Path, arguments: tuple[str, ...], words: str) -> None:
    told = tally("agency", "new", *arguments, "--config", config)
    assert told.exit_code == 2
    assert words in told.stderr


def test_check_tells_every_fault_with_its_line(tally: Tally, config: Path, tmp_path: Path) -> None:
    tally("agency", "new", "fire-safety", "--kind", "rest", "--config", config)
    file = tmp_path / "ours" / "fire-safety" / "agency.toml"
    text = file.read_text(encoding="utf-8").replace('kind = "LICENCE"', 'kind = "LICENSE"').replace('"/rows"', '"rows"')
    file.write_text(text + "\nhistry = 1\n", encoding="utf-8")

    told = tally("agency", "check", "--config", config)
    assert told.exit_code == 1
    assert "ok    registry" in told.stdout
    assert "did you mean LICENCE?" in told.stderr
    assert "fire-safety/agency.toml:" in told.stderr


def test_try_shows_the_outcome_of_a_configured_source(tally: Tally, live: Gateway, sandbox_environment: None) -> None:
    told = tally("agency", "try", "serious-lists", live.town.cast[LISTED]["value"])
    assert told.exit_code == 0, told.stderr
    assert '"kind": "SERIOUS_DISHONESTY_ENTRY"' in told.stdout


def test_try_explains_each_pointer_and_hides_what_is_personal(
    tally: Tally, live: Gateway, sandbox_environment: None
) -> None:
    told = tally("agency", "try", "registry", live.town.cast["revoked"]["value"], "--explain")
    assert told.exit_code == 0, told.stderr
    assert "→ GET /api/v1/units/uscc/" in told.stdout
    assert '/penDecIssDate = "2024' in told.stdout
    assert "PENALTY row 0: record registry:" in told.stdout
    assert "sandbox-registry" not in told.stdout
    assert live.town.cast["person-zhou"]["value"] not in told.stdout


@pytest.mark.parametrize(
    ("source", "member", "words"), [("court", "enforced", "casecode = "), ("models", "model-clean", "NAME = ")]
)
def test_try_explains_rows_of_tables(
    tally: Tally, live: Gateway, sandbox_environment: None, source: str, member: str, words: str
) -> None:
    code = live.town.cast[member]["value"]
    key = code[8:17] if source == "court" else code
    told = tally("agency", "try", source, key, "--explain")
    assert told.exit_code == 0, told.stderr
    assert words in told.stdout


def test_try_says_what_is_missing(tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TALLY_TAX_URL", raising=False)
    unset = tally("agency", "try", "tax", "990100TC01LY003", "--scheme", "TAXPAYER_NUMBER")
    assert (unset.exit_code, "TALLY_TAX_URL" in unset.stderr) == (2, True)
    unknown = tally("agency", "try", "taxx", "91990100TC01LY003R")
    assert (unknown.exit_code, "did you mean" in unknown.stderr) == (2, True)
    wrong = tally("agency", "try", "tax", "91990100TC01LY003R", "--set", "url")
    assert (wrong.exit_code, "NAME=VALUE" in wrong.stderr) == (2, True)


@pytest.mark.usefixtures("sandbox_environment")
def test_try_and_probe_tell_the_network_to_declare_and_take_it(
    tally: Tally, live: Gateway, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    named(monkeypatch).lead("transport.test", ["127.0.0.1"])
    settings = live.town.sources["transport"]
    given = [f"url={settings['url'].replace('127.0.0.1', 'transport.test')}", f"key={settings['key']}"]
    asked = ["transport", *(word for each in given for word in ("--set", each))]
    for verb in (("probe",), ("try", "91990100TC36LY0039")):
        caplog.clear()
        command = ["agency", verb[0], asked[0], *verb[1:], *asked[1:]]
        told = tally(*command)
        assert told.exit_code == 1
        assert "UNREACHABLE" in told.output
        assert 'write networks = ["127.0.0.1"]' in caplog.text  # which goes to standard error outside of tests
        assert tally(*command, "--set", "networks=127.0.0.0/8, ::1").exit_code == 0
    told = tally("agency", "probe", *asked, "--set", "networks=127.0.0.1/8")
    assert (told.exit_code, "write networks of the department" in told.stderr) == (2, True)


def test_probe_asks_every_source_about_nobody(tally: Tally, sandbox_environment: None) -> None:
    told = tally("agency", "probe")
    assert told.exit_code == 0, told.stderr + told.stdout
    assert "registry: CREDIT_CODE NOT_FOUND in " in told.stdout
    assert "court: RESIDENT_IDENTITY MASKED_KEY" in told.stdout
    assert "models: file frHon_" in told.stdout


def test_a_recorded_case_is_reduced_invented_and_passes(
    tally: Tally, live: Gateway, config: Path, tmp_path: Path, sandbox_environment: None
) -> None:
    shutil.copytree("connectors/agencies/registry", tmp_path / "ours" / "copy")
    shutil.rmtree(tmp_path / "ours" / "copy" / "cases")
    member = live.town.cast["revoked"]
    settings = live.town.sources["registry"]
    given = [item for name, value in settings.items() for item in ("--set", f"{name}={value}")]
    asked = ("agency", "record", "copy", member["value"], "--case", "revoked", *given, "--config", config)

    declined = tally(*asked, typed="n\n")
    assert declined.exit_code == 1
    assert not (tmp_path / "ours" / "copy" / "cases").exists()

    told = tally(*asked, "--yes")
    assert told.exit_code == 0, told.stderr
    case = read_case(tmp_path / "ours" / "copy" / "cases" / "revoked")
    kept = b"".join(item.body + item.target.encode() for item in case.exchanges).decode()
    for word in (
        member["value"],
        member["name"],
        live.town.cast["person-zhou"]["value"],
        settings["key"],
        "dataSource",
    ):
        assert word not in kept
    assert case.keys[0].value[2:8] == "979999"
    assert case.outcomes == {"FOUND"}


def test_every_committed_page_is_what_its_file_says(tally: Tally) -> None:
    told = tally("agency", "docs", "--check")
    assert told.exit_code == 0, told.stderr


def test_a_page_that_differs_is_told_and_written_anew(tally: Tally, config: Path, tmp_path: Path) -> None:
    tally("agency", "new", "fire-safety", "--kind", "sql", "--config", config)
    missing = tally("agency", "docs", "fire-safety", "--check", "--config", config)
    assert (missing.exit_code, "tally agency docs fire-safety" in missing.stderr) == (1, True)
    assert tally("agency", "docs", "fire-safety", "--config", config).exit_code == 0
    assert "Table `exchange.licences`" in (tmp_path / "ours" / "fire-safety" / "README.md").read_text(encoding="utf-8")
    assert tally("agency", "docs", "fire-safety", "--check", "--config", config).exit_code == 0
