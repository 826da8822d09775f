"""The guide of connectors: every command in it is run, in its order, and every key and setting is in it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.authoring.scaffold import scaffold
from connectors.catalogue import agencies_folder
from connectors.declared.agency_file import SourceKind
from connectors.declared.agency_reading import read_agency_file
from connectors.manifest import Table
from connectors.mapping.standard import TABLES
from gateway.demo.servers import Gateway, variables
from gateway.paths import shipped
from tests.cli.conftest import Tally

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "connectors" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^### (REST|SOAP|GraphQL|SQL|Files)\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
SECTIONS = dict(SECTION.findall(GUIDE))


@pytest.fixture
def workplace(pytester: pytest.Pytester, live: Gateway, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder to be in, with a configuration that names `our-connectors`, as the guide begins."""
    folder = pytester.path
    shutil.copytree(shipped("config"), folder / "config")
    settings = folder / "config" / "gateway.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("connectors = []", 'connectors = ["../our-connectors"]'), encoding="utf-8")
    (folder / "our-connectors").mkdir()
    for name, value in {**variables(live.town.sources), "TALLY_CONFIG": str(folder / "config")}.items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.mark.parametrize("section", ["REST", "SOAP", "GraphQL", "SQL", "Files"])
def test_from_an_empty_folder_to_a_passing_agency(
    section: str, workplace: Path, tally: Tally, pytester: pytest.Pytester
) -> None:
    run = 0
    for language, text in BLOCK.findall(SECTIONS[section]):
        if language == "toml":
            write(workplace, text)
        elif language == "sh":
            for line in text.splitlines():
                code, said = typed(line, workplace) if section == "SQL" else here(line, tally, pytester)
                assert code == 0, f"{line}\n{said}"
                run += 1
    assert run >= 5


def write(workplace: Path, text: str) -> None:
    """Write a block to the file its first line names: an agency file whole, further sources at the end."""
    name = text.splitlines()[0].removeprefix("# ").strip()
    file = workplace / name
    before = file.read_text(encoding="utf-8") if name.startswith("config/") else ""
    file.write_text(f"{before}\n{text}", encoding="utf-8")


def words(line: str) -> list[str]:
    return shlex.split(os.path.expandvars(line))


def typed(line: str, folder: Path) -> tuple[int, str]:
    """Run a command as a process, as who follows the guide does: one section is, the others are shown faster."""
    module = {"tally": "gateway.cli", "pytest": "pytest"}
    program, *arguments = words(line)
    told = subprocess.run(
        [sys.executable, "-m", module[program], *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


def here(line: str, tally: Tally, pytester: pytest.Pytester) -> tuple[int, str]:
    """Run a command in this process."""
    program, *arguments = words(line)
    if program == "tally":
        told = tally(*arguments)
        return told.exit_code, told.output
    assert program == "pytest"
    result = pytester.runpytest_inprocess("-p", "no:asyncio", "-W", "error", *arguments)
    return int(result.ret), "\n".join(result.outlines)


def keys_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Give every key the reading of agency files of each kind asks for."""
    asked: set[str] = set()
    plain = Table.has

    def has(table: Table, key: str) -> bool:
        asked.add(key)
        return plain(table, key)

    monkeypatch.setattr(Table, "has", has)
    for kind in SourceKind:
        file = tmp_path / kind.value / "agency.toml"
        file.parent.mkdir()
        file.write_text(scaffold("x", kind), encoding="utf-8")
        read_agency_file(file)
    for folder in agencies_folder().iterdir():
        if (folder / "agency.toml").is_file():
            read_agency_file(folder / "agency.toml")
    yield from sorted(asked)


def test_every_key_of_an_agency_file_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = {*re.findall(r"[A-Za-z0-9_]+", GUIDE), "national", "province"}  # the last two are one agency's own cases
    schema = (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")
    fields = {re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", name) for name in re.findall(r"\w+", schema)}
    assert [key for key in keys_read(monkeypatch, tmp_path) if key not in words | fields] == []


def test_the_standard_value_tables_are_named() -> None:
    assert [name for name in TABLES if f"`{name}`" not in GUIDE] == []


def test_the_table_of_lines_is_right() -> None:
    rows = dict(re.findall(r"^\| ([\w-]+) \| (?:rest|soap|graphql|sql|files) \| (\d+) \|", GUIDE, re.MULTILINE))
    counted = {
        folder.name: str(len((folder / "agency.toml").read_text(encoding="utf-8").splitlines()))
        for folder in agencies_folder().iterdir()
        if (folder / "agency.toml").is_file()
    }
    assert rows == counted


def test_every_toml_block_is_toml() -> None:
    for language, text in BLOCK.findall(GUIDE):
        if language == "toml":
            tomllib.loads(text)
