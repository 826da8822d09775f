"""How the page is built: from locked packages that name no registry, and again only when its sources changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import hatch_build

UI = Path(hatch_build.__file__).parent / "ui"


def test_the_lock_names_no_download_address() -> None:
    packages = json.loads((UI / "package-lock.json").read_text())["packages"]
    assert len(packages) > 50
    for name, package in packages.items():
        assert "resolved" not in package
        assert name == "" or package["integrity"].startswith("sha512-")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the page's sources, with a build already done."""
    ui = tmp_path / "ui"
    shutil.copytree(UI, ui, ignore=shutil.ignore_patterns("node_modules", "dist"))
    key = hatch_build.fingerprint(ui, ["package.json", "package-lock.json", "build.mjs", "src"])
    (ui / "dist").mkdir()
    (ui / "dist" / hatch_build.STAMP).write_text(key)
    return ui


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Commands the build runs, recorded in the place of running them."""
    ran: list[str] = []

    def record(command: list[str], *, cwd: Path, **_: object) -> None:
        ran.append(command[1])
        for folder in ("node_modules", "dist"):
            (cwd / folder).mkdir(exist_ok=True)

    monkeypatch.setattr(hatch_build, "system_node", lambda: (["node"], ["npm"]))
    monkeypatch.setattr(subprocess, "run", record)
    return ran


def test_nothing_is_built_twice(sources: Path, commands: list[str]) -> None:
    hatch_build.build_ui(sources)
    assert commands == []


def test_a_changed_source_is_built_without_installing_again(sources: Path, commands: list[str]) -> None:
    for expected in (["ci", "build.mjs"], ["build.mjs"]):
        with (sources / "src" / "main.jsx").open("a") as source:
            source.write("// changed\n")
        hatch_build.build_ui(sources)
        assert commands == expected
        commands.clear()


def test_a_changed_lock_is_installed(sources: Path, commands: list[str]) -> None:
    (sources / "package-lock.json").write_text("{}")
    hatch_build.build_ui(sources)
    assert commands == ["ci", "build.mjs"]


def test_an_interrupted_build_starts_again(sources: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (sources / "dist" / hatch_build.STAMP).unlink()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(subprocess, "run", interrupted)
        hatch_build.build_ui(sources)
    hatch_build.build_ui(sources)
    assert commands == ["ci", "build.mjs"]
