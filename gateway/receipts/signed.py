"""What a receipt says of a check, read from its signed body by those who relied on it; nothing personal is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from schema.measures import Guidance, MeasureKind, MeasureStatus


class SignedMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """Measure as it was signed; `records` are those its asker was shown, `hidden` what was sealed of them."""

    id: str
    measure: str
    line: str
    status: MeasureStatus
    kind: MeasureKind
    starts_on: date | None = msgspec.field(name="from")
    last_day: date | None
    records: tuple[str, ...]

    hidden: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of the records its asker knows of: the one in its own id, which triggers it, and those shown."""
        _, _, trigger = self.id.partition(f"{self.line}:")
        return tuple(dict.fromkeys(name for name in (trigger, *self.records) if name))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of all records behind it."""
        return tuple(dict.fromkeys((*self.told, *self.hidden)))


class SignedAnswer(msgspec.Struct, frozen=True):
    """The worst guidance an answer that is INCOMPLETE had established."""

    floor: Guidance | None


class SignedCheck(msgspec.Struct, frozen=True, kw_only=True):
    """Check as it was signed."""

    id: str
    agency: str
    matter: str
    case_number: str
    known_at: datetime
    decided_at: datetime
    guidance: Guidance
    measures: tuple[SignedMeasure, ...]
    answer: SignedAnswer

    @property
    def complete(self) -> bool:
        """Tell whether every department that had to answer did."""
        return self.guidance is not Guidance.INCOMPLETE

    @property
    def barred(self) -> bool:
        """Tell whether a restraint barred the matter, also where the answer was not complete."""
        return Guidance.BARRED in {self.guidance, self.answer.floor}

    def of(self, instance: str) -> SignedMeasure | None:
        """Give a measure by the id of its instance; None if the check did not yield it."""
        return next((each for each in self.measures if each.id == instance), None)

    def active(self) -> Sequence[SignedMeasure]:
        """Give the measures that applied."""
        return [each for each in self.measures if each.status is MeasureStatus.ACTIVE]


def read_signed(body: bytes, hidden: Mapping[str, tuple[str, ...]] | None = None) -> SignedCheck:
    """Read a body as it was signed; raises `msgspec.ValidationError` for one this version does not know.

    `hidden` are the records of measures its asker was not shown, by instance, where they are at hand.
    """
    read = msgspec.json.decode(body, type=SignedCheck)
    if not hidden:
        return read
    measures = tuple(msgspec.structs.replace(each, hidden=hidden.get(each.id, ())) for each in read.measures)
    return msgspec.structs.replace(read, measures=measures)
