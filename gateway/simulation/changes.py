"""Which measures appear, vanish or change between two answers to the same case, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from gateway.simulation.answers import Answer, Terms, terms_of
from schema.measures import Measure


class ChangeKind(StrEnum):
    """What happens to a measure."""

    APPEARS = "APPEARS"
    VANISHES = "VANISHES"
    CHANGES = "CHANGES"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """One measure that is not as it was: its line, the records it rests on, and why."""

    kind: ChangeKind
    line: str
    measure: str
    title: str
    records: tuple[str, ...]
    before: Terms | None
    after: Terms | None
    reason: str

    @property
    def differing(self) -> tuple[str, ...]:
        """Name the terms that differ; none where the measure appears or vanishes."""
        if self.before is None or self.after is None:
            return ()
        pair = (self.before, self.after)
        return tuple(each.name for each in fields(Terms) if len({getattr(terms, each.name) for terms in pair}) > 1)


def changes(before: Answer, after: Answer) -> tuple[MeasureChange, ...]:
    """Give every measure that vanishes or changes, in the order of the old answer, then those that appear."""
    return (*_of_old(before, after), *_of_new(before, after))


def _of_old(before: Answer, after: Answer) -> Iterator[MeasureChange]:
    for name, old in before.measures.items():
        new = after.measures.get(name)
        if new is None:
            reason = f"the new pack {after.why_silent(old.line)}; before: {old.reason}"
            yield _change(ChangeKind.VANISHES, old, terms_of(old), None, reason)
        elif terms_of(new) != terms_of(old):
            reason = new.reason if new.reason == old.reason else f"{new.reason}; before: {old.reason}"
            yield _change(ChangeKind.CHANGES, new, terms_of(old), terms_of(new), reason)


def _of_new(before: Answer, after: Answer) -> Iterator[MeasureChange]:
    for name, new in after.measures.items():
        if name not in before.measures:
            reason = f"{new.reason}; before: the old pack {before.why_silent(new.line)}"
            yield _change(ChangeKind.APPEARS, new, None, terms_of(new), reason)


def _change(
    kind: ChangeKind, measure: Measure, before: Terms | None, after: Terms | None, reason: str
) -> MeasureChange:
    return MeasureChange(
        kind=kind,
        line=measure.line,
        measure=measure.measure.id,
        title=measure.measure.title,
        records=tuple(record.id for record in measure.records),
        before=before,
        after=after,
        reason=reason,
    )
