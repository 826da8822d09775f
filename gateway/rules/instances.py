"""Makes one instance of a measure: its status, its period, and everything it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from strawberry import ID

from gateway.rules.list_recognition import REFERENCE_LIST
from gateway.rules.model import OperativeLine
from gateway.rules.question import Question
from gateway.rules.reading.words import kinds_words
from gateway.rules.standing import ended, endings
from gateway.rules.trigger import Duration, DurationFrom
from schema.dates import Period, add_months, period
from schema.measures import (
    BasisConfidence,
    LegalBasis,
    ListAgreement,
    Measure,
    MeasureKind,
    MeasureStatus,
    ReachedThrough,
    Remedy,
)
from schema.records import Record, SeriousDishonestyEntry

_DAY = timedelta(days=1)
_NO_BASIS = "no operative basis"


class Standing(msgspec.Struct, frozen=True):
    """Status of an instance and why; `ended_on` is the first day it no longer applies."""

    status: MeasureStatus
    reason: str
    ended_on: date | None = None


class Grounds(msgspec.Struct, frozen=True):
    """What a restraint on one subject rests on besides records: the line's own, or those for persons reached."""

    bases: tuple[LegalBasis, ...]
    duration: Duration


def grounds_of(line: OperativeLine, *, reached: bool) -> Grounds | None:
    """Give the grounds for the subject of the record, or for a person it reaches (GO-14-b); None without duration."""
    own = line.extension if reached else line
    return None if own is None or own.duration is None else Grounds(own.bases, own.duration)


def lasting(duration: Duration, record: Record) -> Period | None:
    """Give the days a restraint lasts by its own rule and by every ending of the record behind it; None if undated.

    A count of months ends on the corresponding day, that day included; the earliest end wins (GO-21-c).
    """
    starts_on = record.decided_on
    if duration.starts is DurationFrom.PERIOD_START:
        starts_on = record.period.starts_on if record.period else None
    if starts_on is None:
        return None
    ends = [ending.on for ending in endings(record) if ending.on is not None]
    if duration.months is not None:
        ends.append(add_months(starts_on, duration.months) + _DAY)
    end = min(ends, default=None)
    return period(starts_on, None if end is None else max(end, starts_on + _DAY))


def restraint(
    line: OperativeLine,
    records: Sequence[Record],
    question: Question,
    *,
    grounds: Grounds,
    days: Period,
    through: ReachedThrough | None = None,
) -> Measure | None:
    """Make the instance a restraint has through its triggering record, the first of those it needs.

    None where a line or record that is for reference only has ended: it never applied, and applies no more.
    """
    standing = _restraint_standing(line, records, days, question)
    if standing is None:
        return None
    since = [record.verification_since for record in records if record.verification_since is not None]
    suspended = standing.status is MeasureStatus.SUSPENDED
    return Measure(
        id=ID(f"{line.id}:{records[0].id}"),
        measure=line.entry.measure,
        line=line.id,
        status=standing.status,
        reason=standing.reason,
        effect=line.effect,
        kind=line.kind,
        bases=grounds.bases,
        unverified=_unverified(grounds.bases),
        implementer=line.implementer,
        implementer_inferred=line.implementer_inferred,
        period=days,
        duration_rule=grounds.duration.text,
        records=tuple(records),
        adoption=question.adoption(line),
        suspended_since=min(since) if suspended else None,
        ended_on=standing.ended_on,
        reached_through=through,
        remedies=_remedies(question, records[0]),
        recognised_under=_recognised_under(standing, records, question),
    )


def incentive(line: OperativeLine, records: tuple[Record, ...], question: Question) -> Measure:
    """Make the one instance of an incentive whose conditions all hold."""
    standing = _incentive_standing(line, records, question)
    return Measure(
        id=ID(line.id),
        measure=line.entry.measure,
        line=line.id,
        status=standing.status,
        reason=standing.reason,
        effect=line.effect,
        kind=line.kind,
        bases=line.bases,
        unverified=_unverified(line.bases),
        implementer=line.implementer,
        implementer_inferred=line.implementer_inferred,
        period=next((record.period for record in records if record.period is not None), None),
        records=records,
        adoption=question.adoption(line),
    )


def _restraint_standing(
    line: OperativeLine, records: Sequence[Record], days: Period, question: Question
) -> Standing | None:
    over = _over(records[0], days, question.as_of)
    informing = _informing(line, question) or _for_reference(records, question)
    if informing is not None:
        return None if over else informing
    if over:
        return over
    return _unadopted(line, question) or _suspended(records) or _unconfirmed(records, question) or _active(line)


def _incentive_standing(line: OperativeLine, records: Sequence[Record], question: Question) -> Standing:
    return _informing(line, question) or _unadopted(line, question) or _name_differs(records) or _active(line)


def _informing(line: OperativeLine, question: Question) -> Standing | None:
    """Give the standing of a line that only informs: it has no operative basis, or is for others than the asker."""
    if line.catalogue_only:
        return Standing(MeasureStatus.FOR_REFERENCE, _NO_BASIS)
    if question.implements(line):
        return None
    participants = line.entry.measure.participants
    addressed = (
        [kind for kind in participants if kind.of_the_state] if line.kind is MeasureKind.MANDATORY else participants
    )
    reason = f"for {kinds_words(addressed)}; for the information of {question.agency.name} (GO-02-b)"
    return Standing(MeasureStatus.FOR_REFERENCE, reason)


def _over(record: Record, days: Period, as_of: date) -> Standing | None:
    """Give the standing where the triggering record has ended; the others it needs stand, or it would not be made."""
    past = ended(record, as_of)
    if past is not None:
        return Standing(MeasureStatus.ENDED, past.why, past.on)
    if days.ends_before is not None and days.ends_before <= as_of:
        return Standing(MeasureStatus.ENDED, f"its period ended on {days.last_day}", days.ends_before)
    return None


def _for_reference(records: Sequence[Record], question: Question) -> Standing | None:
    """Give the standing where a record triggers nothing: for reference itself, or on a list not counted here."""
    for record in records:
        reason = REFERENCE_LIST if record.reference_only else None
        if reason is None and isinstance(record, SeriousDishonestyEntry):
            reason = question.list_standing(record).why_not
        if reason is not None:
            return Standing(MeasureStatus.FOR_REFERENCE, reason)
    return None


def _recognised_under(standing: Standing, records: Sequence[Record], question: Question) -> ListAgreement | None:
    if standing.status is MeasureStatus.FOR_REFERENCE:
        return None
    for record in records:
        if isinstance(record, SeriousDishonestyEntry) and (under := question.list_standing(record).agreement):
            return under
    return None


def _unadopted(line: OperativeLine, question: Question) -> Standing | None:
    if line.kind is MeasureKind.MANDATORY or question.adoption(line) is not None:
        return None
    agency = question.agency.name
    return Standing(
        MeasureStatus.NOT_ADOPTED, f"recommended, and {agency} has not adopted it for this matter (GO-20-c)"
    )


def _suspended(records: Sequence[Record]) -> Standing | None:
    disputed = [record for record in records if record.verification_since is not None]
    if not disputed:
        return None
    said = ", ".join(f"{record.id} under verification since {record.verification_since}" for record in disputed)
    return Standing(MeasureStatus.SUSPENDED, f"suspended: record {said} (GO-22-c)")


def _unconfirmed(records: Sequence[Record], question: Question) -> Standing | None:
    cached = [record.id for record in records if record.id in question.dossier.cached]
    if cached:
        return Standing(MeasureStatus.UNCONFIRMED, f"rests on a cached answer: {', '.join(cached)}")
    return _name_differs(records)


def _name_differs(records: Sequence[Record]) -> Standing | None:
    differing = [record.id for record in records if record.name_differs]
    if not differing:
        return None
    reason = f"{', '.join(differing)} carries a name the subject never bore; ask the issuer to confirm"
    return Standing(MeasureStatus.UNCONFIRMED, reason)


def _active(line: OperativeLine) -> Standing:
    binding = "binding by law" if line.kind is MeasureKind.MANDATORY else "adopted by the asking department"
    return Standing(MeasureStatus.ACTIVE, f"its conditions hold; {binding}")


def _unverified(bases: Sequence[LegalBasis]) -> bool:
    return BasisConfidence.UNVERIFIED in [basis.confidence for basis in bases]


def _remedies(question: Question, record: Record) -> tuple[Remedy, ...]:
    return question.pack.remedies_against(record.kind)
