"""What became of each mutant, as mutmut notes it beside the mutated modules, and which ones are waived."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_KILLED = frozenset({1, 3, 24, -24, 36, 152, 255})  # a test failed, or ran out of time
_TYPED = 37
_STATED = {0: "survived", 5: "no test", 33: "no test"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mutant that was tried."""

    name: str
    module: str
    exit_code: int

    @property
    def typed(self) -> bool:
        """Tell whether mypy refuses it, so that it says nothing of the tests."""
        return self.exit_code == _TYPED

    @property
    def survived(self) -> bool:
        """Tell whether no test noticed it."""
        return not self.typed and self.exit_code not in _KILLED

    @property
    def status(self) -> str:
        """Say how its run ended."""
        return _STATED.get(self.exit_code, f"ended with exit code {self.exit_code}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A mutant that no test can tell from the original: the line, what it became, and why that makes no difference."""

    module: str
    line: str
    became: str
    reason: str

    def covers(self, module: str, diff: str) -> bool:
        """Tell whether a surviving mutant, given as its diff, is the one waived."""
        changed = [line for line in diff.splitlines() if line[:1] in ("-", "+") and line[:3] not in ("---", "+++")]
        said = [(line[0], line[1:].strip()) for line in changed]
        return module == self.module and said == [("-", self.line), ("+", self.became)]


@dataclass(slots=True)
class Tally:
    """Mutants of a module: made, refused by mypy, waived, noticed by no test."""

    made: int = 0
    typed: int = 0
    waived: int = 0
    survived: int = 0

    @property
    def killed(self) -> int:
        """Give how many the tests noticed."""
        return self.made - self.typed - self.waived - self.survived

    @property
    def share(self) -> float:
        """Give the share killed of those the tests can be asked about."""
        asked = self.killed + self.survived
        return self.killed / asked if asked else 1.0


def tried(folder: Path) -> Iterator[Mutant]:
    """Give every mutant tried below the folder mutmut works in."""
    for path in sorted(folder.rglob("*.py.meta")):
        module = path.relative_to(folder).as_posix().removesuffix(".py.meta").replace("/", ".")
        for name, exit_code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            if exit_code is not None:
                yield Mutant(name=name, module=module, exit_code=exit_code)


def waivers(path: Path) -> tuple[Waiver, ...]:
    """Read the waivers; one without a reason is a `ValueError`."""
    found = tuple(Waiver(**each) for each in tomllib.loads(path.read_text(encoding="utf-8")).get("waiver", ()))
    for waiver in found:
        if not waiver.reason.strip():
            raise ValueError(f"{path.name}: the waiver of {waiver.became!r} gives no reason; say why no test can tell")
    return found


def tallied(mutants: Iterable[Mutant], waived: Collection[str]) -> dict[str, Tally]:
    """Count by module."""
    found: dict[str, Tally] = {}
    for mutant in mutants:
        tally = found.setdefault(mutant.module, Tally())
        tally.made += 1
        tally.typed += mutant.typed
        tally.waived += mutant.name in waived
        tally.survived += mutant.survived and mutant.name not in waived
    return found


def total_of(tallies: Collection[Tally]) -> Tally:
    """Add up."""
    return Tally(
        made=sum(each.made for each in tallies),
        typed=sum(each.typed for each in tallies),
        waived=sum(each.waived for each in tallies),
        survived=sum(each.survived for each in tallies),
    )
