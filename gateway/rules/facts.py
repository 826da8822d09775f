"""What conditions read: records by kind on a day, and what keeps a kind from being completely known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, TypeVar

from gateway.rules.standing import begun, ended
from gateway.stages.dossier import Dossier, Gap, LinkedUnit
from schema.codes import RecordKind
from schema.records import Record

T = TypeVar("T")


class Facts:
    """Records of one subject as of a day; what several conditions ask is worked out once."""

    def __init__(
        self, as_of: date, records: Iterable[Record], gaps: Callable[[RecordKind, str | None], tuple[Gap, ...]]
    ) -> None:
        self.as_of = as_of
        self.gaps = gaps
        self._records = records
        self._told: dict[Hashable, Any] = {}

    def records(self, kind: RecordKind) -> tuple[Record, ...]:
        """Give the records of a kind."""
        return self.once("kinds", lambda: _by_kind(self._records)).get(kind, ())

    def begun(self, kind: RecordKind) -> tuple[Record, ...]:
        """Give the records of a kind that begun by the day, ended ones too."""
        return self.once(("begun", kind), lambda: tuple(each for each in self.records(kind) if begun(each, self.as_of)))

    def standing(self, kind: RecordKind) -> tuple[Record, ...]:
        """Give the records of a kind that stand on the day; those for reference never do (GO-19-b)."""
        return self.once(
            ("standing", kind),
            lambda: tuple(
                each for each in self.begun(kind) if not each.reference_only and ended(each, self.as_of) is None
            ),
        )

    def once(self, asked: Hashable, told: Callable[[], T]) -> T:
        """Work something out, or give what was worked out before."""
        found: T | None = self._told.get(asked)
        if found is None:
            found = self._told[asked] = told()
        return found


def facts_of(dossier: Dossier, as_of: date) -> Facts:
    """Give the facts about the subject of a dossier."""
    return Facts(as_of, dossier.records, dossier.gaps_for)


def facts_of_unit(unit: LinkedUnit, as_of: date) -> Facts:
    """Give the facts about a unit a person is linked to; a gap anywhere leaves every kind incomplete."""
    return Facts(as_of, unit.records, lambda _kind, _field: unit.gaps)


def gap_causes(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """Say which sources did not answer, and why."""
    return tuple(f"{gap.source}: {gap.message}" for gap in gaps)


def _by_kind(records: Iterable[Record]) -> dict[RecordKind, tuple[Record, ...]]:
    found: dict[RecordKind, list[Record]] = defaultdict(list)
    for record in records:
        found[record.kind].append(record)
    return {kind: tuple(group) for kind, group in found.items()}
