"""A package of somebody else: built, installed into a folder of its own, found, checked, and held to the kit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.paths import shipped

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tally-fire-safety"
version = "1.0"

[project.entry-points."tally.connectors"]
fire-safety = "fire_safety"

[tool.hatch.build.targets.wheel]
packages = ["fire_safety"]
"""
SOURCE = """
[[source]]
slug = "fires"
agency = "finance"
connector = "fire-safety"
url = "http://127.0.0.1:9"
key = "k"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder the package was built and installed into."""
    source, site = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "connectors" / "agencies" / "customs", source / "fire_safety")
    (source / "fire_safety" / "__init__.py").touch()
    contract = source / "fire_safety" / "cases" / "contract.toml"
    lines = contract.read_text(encoding="utf-8").splitlines()
    own = ['name = "customs"', *(line for line in lines if not line.startswith("connector"))]
    contract.write_text("\n".join(own), encoding="utf-8")
    (source / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    built = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*built, "--target", str(site), str(source)], check=True, capture_output=True, timeout=120)
    return site


def run(site: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(site), str(ROOT)))
    return subprocess.run(
        [sys.executable, *words],
        cwd=site,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_it_is_found_and_not_active(site: Path) -> None:
    told = run(site, "-m", "gateway.cli", "agency", "check")
    assert told.returncode == 0, told.stderr
    assert "ok    fire-safety: rest" in told.stdout
    assert "fire-safety" not in run(site, "-m", "gateway.cli", "agency", "list").stdout


def test_a_source_switches_it_on(site: Path, tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(shipped("config"), config)
    with (config / "agencies.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    listed = run(site, "-m", "gateway.cli", "agency", "list", TALLY_CONFIG=str(config))
    assert "fire-safety" in listed.stdout, listed.stderr
    probed = run(site, "-m", "gateway.cli", "agency", "probe", "fires", TALLY_CONFIG=str(config))
    assert (probed.returncode, "UNREACHABLE" in probed.stdout) == (1, True)


def test_it_passes_the_kit(site: Path) -> None:
    told = run(site, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(site / "fire_safety"))
    assert told.returncode == 0, told.stdout[-2000:]
    assert " passed" in told.stdout
