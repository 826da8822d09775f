"""What conditions read: records by kind on a day, and what keeps a kind from being completely known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from gateway.rules.standing import begun
from gateway.stages.dossier import Dossier, Gap, LinkedUnit
from schema.codes import RecordKind
from schema.records import Evaluation, Record

T = TypeVar("T")


class Facts:
    """Records of one subject as of a day; what several conditions ask is worked out once."""

    def __init__(
        self, as_of: date, records: Iterable[Record], gaps: Callable[[RecordKind, str | None], tuple[Gap, ...]]
    ) -> None:
        self.as_of = as_of
        self.gaps = gaps
        self._kinds = _by_kind(records)
        self._begun: dict[RecordKind, list[Record]] = {}
        self._told: dict[Hashable, Any] = {}

    @property
    def evaluations(self) -> Sequence[Evaluation]:
        """Evaluations among the records."""
        return cast("Sequence[Evaluation]", self._kinds.get(RecordKind.EVALUATION, ()))

    def begun(self, kind: RecordKind) -> Sequence[Record]:
        """Give the records of a kind that begun by the day, ended ones too."""
        found = self._begun.get(kind)
        if found is None:
            found = self._begun[kind] = [each for each in self._kinds.get(kind, ()) if begun(each, self.as_of)]
        return found

    def once(self, told: Callable[..., T], *about: Hashable) -> T:
        """Give `told(*about, self)`, worked out once."""
        found: T | None = self._told.get((told, about))
        if found is None:
            found = self._told[told, about] = told(*about, self)
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


def _by_kind(records: Iterable[Record]) -> Mapping[RecordKind, Sequence[Record]]:
    found: dict[RecordKind, list[Record]] = defaultdict(list)
    for record in records:
        found[record.kind].append(record)
    return found
