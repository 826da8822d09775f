"""A row's own identifiers: read from its columns, checked, and rejected where they prove nothing."""

from __future__ import annotations

from connectors.core.words import present
from schema.identifiers import Identifier, Scheme, aliases_of, fault_of, normalise

Column = tuple[Scheme, str | None]
Columns = tuple[Column, ...]


class OwnIdentifiers:
    """Reader of the rows of one answer about `key`; values equal to the key's are recognised without a check."""

    def __init__(self, *keys: Identifier) -> None:
        self.key = keys[0]
        self.asked = (keys[0],)
        self._known = {(item.scheme, item.value): item for key in keys for item in aliases_of(key)}
        self._seen: dict[Columns, tuple[Identifier, ...] | None] = {}

    def of(self, *columns: Column) -> tuple[Identifier, ...] | None:
        """Give a row's usable identifiers, or None if the row must be left out.

        The first column decides: if it is blank, a filler, masked or malformed, the row proves nothing. In the
        other columns such a value is ignored, also a code copied from another scheme's column. Rows with equal
        columns get the same tuple.
        """
        if columns not in self._seen:
            found = [item for item in (self._read(scheme, text) for scheme, text in columns) if item is not None]
            self._seen[columns] = tuple(found) if found and found[0].scheme is columns[0][0] else None
        return self._seen[columns]

    def _read(self, scheme: Scheme, text: str | None) -> Identifier | None:
        if not text:
            return None
        return self._known.get((scheme, text)) or identifier(scheme, text)


def identifier(scheme: Scheme, text: str | None) -> Identifier | None:
    """Read one identifier of a source; None if it is absent, a filler, masked or malformed."""
    bare = present(text)
    if bare is None:
        return None
    value = normalise(bare)
    return Identifier(scheme=scheme, value=value) if fault_of(scheme, value) is None else None
