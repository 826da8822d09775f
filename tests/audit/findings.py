"""What bandit finds, and which of it is waived with a reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: bandit's test, where, what it says and the line it is about."""

    test: str
    file: str
    line: int
    text: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.test} {self.text}\n    {self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Findings of one test that are no fault: in one file, or in every file below a folder that ends with `/`."""

    test: str
    where: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding is waived by it."""
        below = finding.file.startswith(self.where) if self.where.endswith("/") else finding.file == self.where
        return below and finding.test == self.test


def findings_of(report: Mapping[str, Any]) -> list[Finding]:
    """Read bandit's report in JSON."""
    return [
        Finding(
            test=each["test_id"],
            file=each["filename"].removeprefix("./"),
            line=each["line_number"],
            text=each["issue_text"],
            code=_line_of(each["code"], each["line_number"]),
        )
        for each in report["results"]
    ]


def _line_of(code: str, number: int) -> str:
    lines = (line.partition(" ") for line in code.splitlines())
    return next((text.strip() for at, _, text in lines if at == str(number)), "")


def waivers(path: Path) -> list[Waiver]:
    """Read the waivers."""
    return [Waiver(**each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["waiver"]]


def judged(findings: Iterable[Finding], known: Sequence[Waiver]) -> list[str]:
    """Say every finding that is not waived, and every waiver that covers none."""
    found = list(findings)
    open_ones = [str(each) for each in found if not any(waiver.covers(each) for waiver in known)]
    unneeded = [
        f"the waiver of {waiver.test} in {waiver.where} covers nothing; remove it"
        for waiver in known
        if not any(waiver.covers(each) for each in found)
    ]
    return open_ones + unneeded
