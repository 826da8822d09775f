"""Grants: what a client may ask and see, read from data and reached only through a credential."""

from __future__ import annotations

from dataclasses import dataclass

from schema.codes import Purpose, RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one client may do. Everything not named is denied.

    `record_kinds` holds kinds by name; evaluations may be narrowed to fields, written `EVALUATION:tax`.
    `personal` lets names of persons in roles be shown; personal identifiers are masked for everybody.
    `statistics` lets numbers of answers be read, and then nothing else (GO-27-b). `initiates` lets joint cases be
    opened for the agency, `responds` lets it respond to those it was sent (GO-15-a); either lets it see them.
    """

    client: str
    agency: str
    purposes: frozenset[Purpose]
    matters: frozenset[str]
    record_kinds: frozenset[str]
    personal: bool = False
    statistics: bool = False
    initiates: bool = False
    responds: bool = False

    def shows(self, kind: RecordKind, field: str | None = None) -> bool:
        """Tell whether records of a kind (evaluations: of a field) may be shown."""
        if kind.value in self.record_kinds:
            return True
        return field is not None and f"{kind.value}:{field}" in self.record_kinds

    def shows_all(self, kind: RecordKind) -> bool:
        """Tell whether every record of a kind may be shown, whatever its field."""
        return kind.value in self.record_kinds

    def shows_some(self, kind: RecordKind) -> bool:
        """Tell whether some records of a kind may be shown."""
        return any(name.split(":")[0] == kind.value for name in self.record_kinds)
