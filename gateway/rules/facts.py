"""What conditions read: records by kind on a day, and what keeps a kind from being completely known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gateway.stages.dossier import Dossier, Gap, LinkedUnit
from schema.codes import RecordKind
from schema.records import Record


@dataclass(frozen=True, slots=True)
class Facts:
    """Records of one subject as of a day."""

    as_of: date
    by_kind: Mapping[RecordKind, tuple[Record, ...]]
    gaps: Callable[[RecordKind, str | None], tuple[Gap, ...]]

    def records(self, kind: RecordKind) -> tuple[Record, ...]:
        """Give the records of a kind."""
        return self.by_kind.get(kind, ())


def facts_of(dossier: Dossier, as_of: date) -> Facts:
    """Give the facts about the subject of a dossier."""
    return Facts(as_of, _by_kind(dossier.records), dossier.gaps_for)


def facts_of_unit(unit: LinkedUnit, as_of: date) -> Facts:
    """Give the facts about a unit a person is linked to; a gap anywhere leaves every kind incomplete."""
    return Facts(as_of, _by_kind(unit.records), lambda _kind, _field: unit.gaps)


def gap_causes(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """Say which sources did not answer, and why."""
    return tuple(f"{gap.source}: {gap.message}" for gap in gaps)


def _by_kind(records: Iterable[Record]) -> dict[RecordKind, tuple[Record, ...]]:
    found: dict[RecordKind, list[Record]] = defaultdict(list)
    for record in records:
        found[record.kind].append(record)
    return {kind: tuple(group) for kind, group in found.items()}
