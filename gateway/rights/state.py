"""What the rights log says of each record: a pure fold of its entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from gateway.rights.entries import RightsEntry, RightsKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRights:
    """Standing of one record: under verification since (UTC), how verification ended, and ends with their legal day."""

    verification_since: datetime | None = None
    verified_correct_at: datetime | None = None
    verified_wrong_at: datetime | None = None
    repaired_on: date | None = None
    repair_document: str | None = None
    withdrawn_on: date | None = None
    withdrawal_document: str | None = None
    exit_on: date | None = None
    exit_document: str | None = None

    @property
    def under_verification(self) -> bool:
        """Tell whether measures resting on the record are suspended (GO-22-c)."""
        return self.verification_since is not None

    def gone_on(self, day: date) -> bool:
        """Tell whether the record may not be used any more on a legal day: withdrawn, repaired, or verified wrong."""
        ends = (each for each in (self.withdrawn_on, self.repaired_on) if each is not None)
        return self.verified_wrong_at is not None or any(each <= day for each in ends)

    def over_on(self, day: date) -> bool:
        """Tell whether nothing rests on the record any more on a legal day: gone, or off its list (GO-21-c)."""
        return self.gone_on(day) or (self.exit_on is not None and self.exit_on <= day)


NOTHING = RecordRights()


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsState:
    """The log folded up to `position`, by record id; receipts carry the position."""

    position: int = 0
    records: Mapping[str, RecordRights] = field(default_factory=dict)

    def of(self, record_id: str) -> RecordRights:
        """Give what the log says of a record; nothing if it was never in it."""
        return self.records.get(record_id, NOTHING)

    def advanced(self, entries: Iterable[RightsEntry]) -> Self:
        """Give the state after further entries in log order; those already folded are passed over."""
        records = dict(self.records)
        position = self.position
        for entry in entries:
            if entry.seq > position:
                records[entry.record_id] = _after(records.get(entry.record_id, NOTHING), entry)
                position = entry.seq
        return self if position == self.position else replace(self, position=position, records=records)


def _after(rights: RecordRights, entry: RightsEntry) -> RecordRights:
    """Fold one entry; a later entry of the same kind corrects the earlier one's day and document."""
    match entry.kind:
        case RightsKind.OBJECTION_ACCEPTED:
            return _objected(rights, entry)
        case RightsKind.VERIFIED_CORRECT:
            return _verified_correct(rights, entry)
        case RightsKind.VERIFIED_WRONG:
            return replace(rights, verification_since=None, verified_correct_at=None, verified_wrong_at=entry.at)
        case RightsKind.REPAIRED:
            return replace(rights, repaired_on=entry.effective_on, repair_document=entry.document)
        case RightsKind.WITHDRAWN:
            return replace(rights, withdrawn_on=entry.effective_on, withdrawal_document=entry.document)
        case RightsKind.LIST_EXIT:
            return replace(rights, exit_on=entry.effective_on, exit_document=entry.document)


def _objected(rights: RecordRights, entry: RightsEntry) -> RecordRights:
    """Begin verification; an open one keeps its start, and a record verified correct needs new evidence."""
    if rights.under_verification or (rights.verified_correct_at is not None and not entry.new_evidence):
        return rights
    return replace(rights, verification_since=entry.at)


def _verified_correct(rights: RecordRights, entry: RightsEntry) -> RecordRights:
    """End an open verification; without one nothing was verified, so a first objection still suspends."""
    if not rights.under_verification:
        return rights
    return replace(rights, verification_since=None, verified_correct_at=entry.at, verified_wrong_at=None)
