"""Runs the audit and says everything it finds: `make audit`, or `python -m tests.audit`.

Known vulnerabilities of packages are not looked up: that asks services beside the package index.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson

from tests.audit import findings, licences

_ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).parent
_PACKAGES = _ROOT / ".venv" / "audit"
_DISTRIBUTION = "tally-gateway"


def main() -> int:
    """Run bandit and pip-licenses; 1 if anything is found that is not waived."""
    bandit = _report("bandit", "--quiet", "--format=json", "--recursive", "gateway", "connectors", "schema")
    code = findings.judged(findings.findings_of(bandit), findings.waivers(_HERE / "waivers.toml"))
    installed = _report("piplicenses", f"--python={sys.executable}", "--format=json")
    needed = licences.run_time_packages(_DISTRIBUTION)
    packages = licences.judged(installed, needed, licences.allowed(_HERE / "licences.toml"))
    sys.stdout.writelines(f"{each}\n" for each in (*code, *packages))
    sys.stdout.write(f"audit: {len(code)} findings in the code, {len(packages)} in {len(needed)} packages\n")
    return int(bool(code or packages))


def _report(module: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_PACKAGES)},
        stdout=subprocess.PIPE,
        check=False,  # bandit ends with 1 where it finds something
    )
    return orjson.loads(done.stdout)


if __name__ == "__main__":
    raise SystemExit(main())
