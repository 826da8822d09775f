"""TOML with positions: a document read as a whole, whose faults say file, line, and what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from connectors.manifest.positions import ItemPath, positions

Path = ItemPath
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a file: where it is, what it is, and what to write instead."""

    file: str
    line: int
    path: str
    problem: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" + (f" {self.path}" if self.path else "")
        return f"{where}: {self.problem}" + (f" ({self.hint})" if self.hint else "")


class ManifestFaults(Exception):  # noqa: N818 - it carries faults of a file; it is not a defect of the program
    """Every fault found in a configuration; nothing of it is used."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = collect(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class TomlSource:
    """A parsed document with the line of every item."""

    file: str
    data: Mapping[str, Any]
    lines: Mapping[Path, int] = field(repr=False)

    def line_of(self, path: Path) -> int:
        """Give the line of an item, or of the nearest item around it; 1 for the document itself."""
        for length in range(len(path), 0, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return 1

    def fault(self, path: Path, problem: str, hint: str = "") -> Fault:
        """Make a fault at an item."""
        return Fault(file=self.file, line=self.line_of(path), path=dotted(path), problem=problem, hint=hint)


def parse_toml(text: str, file: str) -> TomlSource:
    """Read a document; raises `ManifestFaults` with the line where it is not TOML."""
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ManifestFaults([_syntax_fault(file, text, str(error))]) from error
    return TomlSource(file=file, data=data, lines=positions(text))


def read_toml(path: FilePath, *, name: str | None = None) -> TomlSource:
    """Read a file, called `name` in faults; raises `ManifestFaults` if it is missing, not UTF-8 or not TOML."""
    file = name or path.name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ManifestFaults([Fault(file, 1, "", f"cannot be read: {reason}", "create the file")]) from error
    except UnicodeDecodeError as error:
        raise ManifestFaults([Fault(file, 1, "", "is not UTF-8", "save it as UTF-8")]) from error
    return parse_toml(text, file)


def collect(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Give faults in the order a reader meets them, each once."""
    return tuple(sorted(set(faults)))


def dotted(path: Path) -> str:
    """Write a path as a person would: `line[2].has[0].kind`."""
    written = ""
    for part in path:
        written += f"[{part}]" if isinstance(part, int) else f".{part}"
    return written.removeprefix(".")


def _syntax_fault(file: str, text: str, message: str) -> Fault:
    place = _AT_LINE.search(message)
    line = int(place.group(1)) if place else text.count("\n") + 1
    return Fault(file, line, "", f"is not TOML: {_AT_LINE.sub('', message)}", "see toml.io for the syntax")
