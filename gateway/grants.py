"""Grants: what a client may ask and see, read from data and reached only through a credential."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.rules.regions import NATIONAL, within
from schema.codes import Purpose, RecordKind
from schema.proceedings import ProceedingKind

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one client may do. Everything not named is denied.

    `record_kinds` holds kinds by name; evaluations may be narrowed to fields, written `EVALUATION:tax`.
    `regions` are the divisions whose issuers' records are shown, `*` for every one; national issuers always are.
    `personal` lets names of persons in roles be shown; personal identifiers are masked for everybody.
    `statistics` lets numbers of answers be read, and then nothing else (GO-27-b). `initiates` lets joint cases be
    opened for the agency, `responds` lets it respond to those it was sent (GO-15-a); either lets it see them.
    `search` lets units be searched by name. `accesses` lets subjects be told who asked about them. `operates` lets the
    process's own standing be seen and its caches be dropped. `procedures` are the
    kinds of proceeding it carries on for its agency, in whatever role the agency takes part.
    """

    client: str
    agency: str
    purposes: frozenset[Purpose]
    matters: frozenset[str]
    record_kinds: frozenset[str]
    regions: frozenset[str] = frozenset()
    personal: bool = False
    statistics: bool = False
    initiates: bool = False
    responds: bool = False
    accesses: bool = False
    search: bool = False
    operates: bool = False
    procedures: frozenset[ProceedingKind] = frozenset()

    @property
    def proceedings(self) -> frozenset[ProceedingKind]:
        """Kinds of proceeding it may see, in which its agency takes part."""
        joint = {ProceedingKind.JOINT_CASE} if self.initiates or self.responds else set()
        return self.procedures | joint

    def shows(self, kind: RecordKind, field: str | None = None) -> bool:
        """Tell whether records of a kind (evaluations: of a field) may be shown."""
        if kind.value in self.record_kinds:
            return True
        return field is not None and f"{kind.value}:{field}" in self.record_kinds

    @property
    def everywhere(self) -> bool:
        """Tell whether records may be shown wherever their issuer is."""
        return EVERYWHERE in self.regions

    def covers(self, region: str | None) -> bool:
        """Tell whether records of issuers of a region may be shown; one that is not known is not named."""
        return self.everywhere or region == NATIONAL or any(within(region, each) for each in self.regions)

    def shows_all(self, kind: RecordKind) -> bool:
        """Tell whether every record of a kind may be shown, whatever its field and whoever issued it."""
        return self.everywhere and kind.value in self.record_kinds

    def shows_some(self, kind: RecordKind) -> bool:
        """Tell whether some records of a kind may be shown."""
        return any(name.split(":")[0] == kind.value for name in self.record_kinds)
