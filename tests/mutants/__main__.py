"""Mutates the rules and says which mutants no test notices: `make mutants`, or `python -m tests.mutants [name…]`.

With names (`gateway.rules.standing*`) only those mutants are tried, on what an earlier run left in `mutants/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from tests.mutants.results import Mutant, Tally, tallied, total_of, tried, waivers

_ROOT = Path(__file__).resolve().parents[2]
_FOLDER = _ROOT / "mutants"
_BIN = Path(sys.executable).parent
_AT_LEAST = 0.95


def main(names: Sequence[str]) -> int:
    """Run mutmut and report; 1 if too many survive, or a waiver covers nothing."""
    if not names:
        shutil.rmtree(_FOLDER, ignore_errors=True)
    _run(names)
    mutants = [each for each in tried(_FOLDER) if not names or any(fnmatch(each.name, name) for name in names)]
    known = waivers(Path(__file__).with_name("waivers.toml"))
    waived: set[str] = set()
    needed = set()
    for mutant in mutants:
        if mutant.survived:
            diff = _diff(mutant)
            covering = [waiver for waiver in known if waiver.covers(mutant.module, diff)]
            needed.update(covering)
            if covering:
                waived.add(mutant.name)
            else:
                sys.stdout.write(f"\n{mutant.name}: {mutant.status}\n{diff}\n")
    unneeded = [] if names else [waiver for waiver in known if waiver not in needed]
    sys.stdout.writelines(
        f"\n{each.module}: the waiver of {each.became!r} covers nothing; remove it\n" for each in unneeded
    )
    share = _report(tallied(mutants, waived))
    return int(share < _AT_LEAST or bool(unneeded))


def _run(names: Sequence[str]) -> None:
    """Run mutmut; what it prints is shown where somebody watches, and where it fails."""
    watched = sys.stdout.isatty()
    done = subprocess.run(
        [_BIN / "mutmut", "run", "--max-children", "1", *names],
        cwd=_ROOT,
        env=os.environ | {"PATH": f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}"},
        stdout=None if watched else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.stderr.write((done.stdout or b"").decode(errors="replace").replace("\r", "\n")[-8_000:])
        raise SystemExit(f"mutmut ended with exit code {done.returncode}; the tests must pass before they are measured")


def _diff(mutant: Mutant) -> str:
    shown = subprocess.run(
        [_BIN / "mutmut", "show", mutant.name], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    return "\n".join(line for line in shown.stdout.splitlines() if line.strip() and not line.startswith("#"))


def _report(by_module: Mapping[str, Tally]) -> float:
    total = total_of(by_module.values())
    sys.stdout.write(
        f"\n{'module':<34}{'mutants':>9}{'by mypy':>9}{'waived':>9}{'killed':>9}{'survived':>9}{'share':>9}\n"
    )
    for name, each in (*by_module.items(), ("all", total)):
        numbers = "".join(f"{number:>9}" for number in (each.made, each.typed, each.waived, each.killed, each.survived))
        sys.stdout.write(f"{name:<34}{numbers}{each.share:>9.1%}\n")
    sys.stdout.write("share: killed by the tests, of those that mypy takes for sound and that are not waived\n")
    return total.share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
