"""What a setting takes from elsewhere: `${NAME}` from the environment, `${file:PATH}` from a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connectors.manifest import Table
from schema.suggest import did_you_mean

VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_FROM_FILE = re.compile(r"\$\{file:([^{}]+)\}")
_PLACEHOLDER = re.compile(rf"{_FROM_FILE.pattern}|{VARIABLE.pattern}")
_PASSWORD_IN_URL = re.compile(r"://[^/?#@]*:([^/?#@]+)@")
_LARGEST_FILE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where settings are filled in from: an environment, and files relative to a folder."""

    environment: Mapping[str, str] = field(repr=False)
    folder: Path

    def filled(self, table: Table, key: str, value: Any) -> Any:
        """Give a setting with everything filled in; what cannot be is noted on the table, never with a value.

        One line break at the end of a file is not taken.
        """
        if isinstance(value, Mapping):
            return {inner: self.filled(table, key, held) for inner, held in value.items()}
        if isinstance(value, list):
            return [self.filled(table, key, held) for held in value]
        if not isinstance(value, str):
            return value
        if _password_written(value):
            hint = "write ${NAME} or ${file:PATH} in its place"
            table.fault("holds a password in its URL, written out in the file", hint, key=key)

        def put(match: re.Match[str]) -> str:
            path, name = match.groups()
            return self._variable(table, key, name) if path is None else self._content(table, key, path)

        return _PLACEHOLDER.sub(put, value)

    def _variable(self, table: Table, key: str, name: str) -> str:
        if name not in self.environment:
            near = did_you_mean(name, [other for other in self.environment if other.startswith("TALLY_")])
            table.fault(
                f"needs the environment variable {name}, which is not set",
                f"set it, or run `tally demo`, which sets it for the sandbox; {near}",
                key=key,
            )
        return self.environment.get(name, "")

    def _content(self, table: Table, key: str, path: str) -> str:
        try:
            with self.folder.joinpath(path).open(encoding="utf-8") as stream:
                text = stream.read(_LARGEST_FILE + 1)
        except (OSError, ValueError) as error:
            problem = f"reads the file {path}, which cannot be read: {type(error).__name__}"
            table.fault(problem, "give the path of a text file the gateway may read", key=key)
            return ""
        if len(text) > _LARGEST_FILE:
            table.fault(f"reads the file {path}, which is larger than any secret", "give another file", key=key)
        return text.removesuffix("\n").removesuffix("\r")


def taken_from_elsewhere(value: str) -> bool:
    """Tell whether a setting takes anything from the environment or a file."""
    return _PLACEHOLDER.search(value) is not None


def files_named(value: Any) -> Iterator[str]:
    """Give the paths a setting reads from, as they are written."""
    if isinstance(value, str):
        yield from _FROM_FILE.findall(value)
    elif isinstance(value, (list, Mapping)):
        for held in value.values() if isinstance(value, Mapping) else value:
            yield from files_named(held)


def _password_written(value: str) -> bool:
    found = _PASSWORD_IN_URL.search(_PLACEHOLDER.sub("\0", value))
    return found is not None and "\0" not in found.group(1)
