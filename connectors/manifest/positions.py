"""Where each item of a TOML document stands; `tomllib` gives the values and forgets the lines."""

from __future__ import annotations

import re
from bisect import bisect_right

ItemPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+")
_STRING = re.compile(
    r"\"\"\"(?:[^\\]|\\.)*?\"\"\"(?!\")|'''.*?'''(?!')|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]+")


def positions(text: str) -> dict[ItemPath, int]:
    """Give the 1-based line of every item of a document that `tomllib` accepts, keyed by its path.

    A path is made of table keys and array indexes, such as `("line", 2, "has", 0, "kind")`.
    """
    return _Scanner(text).scan()


class _Scanner:
    """Walks a valid document once; it notes positions and decodes nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._newlines = [index for index, char in enumerate(text) if char == "\n"]
        self._tables: dict[ItemPath, int] = {}  # arrays of tables, with the number of elements seen
        self._found: dict[ItemPath, int] = {}

    def scan(self) -> dict[ItemPath, int]:
        """Walk the document."""
        table: ItemPath = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._found

    def _header(self) -> ItemPath:
        start = self._at
        array = self._text.startswith("[[", self._at)
        self._at += 2 if array else 1
        *parents, last = self._keys()
        self._at += 2 if array else 1
        path: ItemPath = ()
        for key in parents:
            path = self._newest((*path, key))
        path = (*path, last)
        if array:
            self._note(path, start)
            self._tables[path] = self._tables.get(path, 0) + 1
        path = self._newest(path)
        self._note(path, start)
        return path

    def _newest(self, path: ItemPath) -> ItemPath:
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _pair(self, table: ItemPath) -> None:
        start = self._at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path, start)
        self._at += 1
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            keys.append(self._take(_KEY).strip("\"'"))
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _value(self, path: ItemPath) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            self._take(_STRING if opening in "\"'" else _BARE)

    def _array(self, path: ItemPath) -> None:
        self._at += 1
        index = 0
        while not self._closes("]"):
            self._note((*path, index), self._at)
            self._value((*path, index))
            index += 1

    def _inline_table(self, path: ItemPath) -> None:
        self._at += 1
        while not self._closes("}"):
            self._pair(path)

    def _closes(self, closing: str) -> bool:
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)
        if self._text[self._at] == closing:
            self._at += 1
            return True
        return False

    def _note(self, path: ItemPath, at: int) -> None:
        self._found.setdefault(path, bisect_right(self._newlines, at - 1) + 1)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise ValueError(f"not TOML at character {self._at}")
        self._at = found.end()
        return found.group()
