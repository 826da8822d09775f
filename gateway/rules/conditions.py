"""Evaluates one condition in three values (design, "Three values"; GO-04-a, GO-22-c)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from gateway.rules.facts import Facts, gap_causes
from gateway.rules.standing import cleared, entry_in_force, stands
from gateway.rules.trigger import ADVERSE_KINDS, AbsenceCondition, LevelCondition, RecordCondition
from gateway.rules.truth import all_of, known
from schema.codes import Level, RecordKind, Severity
from schema.dates import add_months
from schema.evaluations import RatedEvaluation, RecognitionStatus
from schema.measures import Condition, Truth
from schema.records import EnforcementEntry, Penalty, Record, SeriousDishonestyEntry

LEVELS = (Level.EXEMPLARY, Level.GOOD, Level.ORDINARY, Level.WARNED, Level.POOR)
USABLE = frozenset({RecognitionStatus.OWN, RecognitionStatus.RECOGNISED})


class Finding(msgspec.Struct, frozen=True):
    """How a condition came out, why, and which records it rests on.

    `text` and `causes` name ids, sources and dates, never a value of a record: they are shown to clients who may not
    see the record; `kinds`, the kinds of record it looks at, lets disclosure hide the whole explanation.
    """

    text: str
    truth: Truth
    causes: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    kinds: tuple[RecordKind, ...] = ()

    def shown(self) -> Condition:
        """Give it as an answer shows it."""
        return Condition(text=self.text, truth=self.truth, kinds=self.kinds, causes=self.causes)


def fits(condition: RecordCondition, record: Record, as_of: date) -> Truth:
    """Tell whether a record has the attributes asked for; one it does not state is UNKNOWN."""
    return all_of(_attributes(condition, record, as_of))


def candidates(condition: RecordCondition, facts: Facts) -> tuple[tuple[Record, Truth], ...]:
    """Give the records begun by the day, ended ones too, that fit a condition or may fit it."""
    return facts.once(_fitting, condition)


def find(condition: RecordCondition, facts: Facts) -> Finding:
    """Find records that satisfy a condition and stand on the day; those for reference never do (GO-19-b)."""
    return facts.once(_found, condition)


def absent(condition: AbsenceCondition, facts: Facts) -> Finding:
    """Tell whether no bad record counts in the window.

    A record under verification, without a date, or whose name differs is neither clean nor adverse; a kind not
    completely known is never clean.
    """
    return facts.once(_absent, condition)


def reaches(condition: LevelCondition, rated: Iterable[RatedEvaluation], facts: Facts) -> Finding:
    """Tell whether the grade in a field, as recognised, is good enough; unknown while a source of it is silent."""
    in_field = [each for each in rated if each.field == condition.field]
    kinds = _kinds_behind(in_field)
    gaps = gap_causes(facts.gaps(RecordKind.EVALUATION, condition.field))
    if gaps:
        return Finding(condition.text, Truth.UNKNOWN, gaps, kinds=kinds)
    usable = [each for each in in_field if each.status in USABLE]
    if not usable:
        unknown = _origins(each for each in in_field if each.status is RecognitionStatus.UNKNOWN)
        return Finding(condition.text, Truth.UNKNOWN if unknown else Truth.FALSE, unknown, kinds=kinds)
    records = tuple(each.evaluation for each in usable if each.evaluation is not None)
    good = all(_reached(each.recognised_as, condition.at_least) for each in usable)
    return Finding(condition.text, known(holds=good), _origins(usable), records, kinds)


def _fitting(condition: RecordCondition, facts: Facts) -> tuple[tuple[Record, Truth], ...]:
    """Give the records that fit or may fit; those of another severity are passed over before any is looked at."""
    records = facts.begun(condition.kind)
    if condition.severities:
        records = [
            each for each in records if each.severity in condition.severities or each.severity is Severity.UNKNOWN
        ]
    fit = []
    for record in records:
        truth = fits(condition, record, facts.as_of)
        if truth is not Truth.FALSE:
            fit.append((record, truth))
    return tuple(fit)


def _found(condition: RecordCondition, facts: Facts) -> Finding:
    fit = [each for each in candidates(condition, facts) if stands(each[0], facts.as_of)]
    found = tuple([record for record, truth in fit if truth is Truth.TRUE])
    if found:
        return Finding(condition.text, Truth.TRUE, _ids(found), found, (condition.kind,))
    causes = (*_ids(record for record, _ in fit), *gap_causes(facts.gaps(condition.kind, None)))
    return Finding(condition.text, Truth.UNKNOWN if causes else Truth.FALSE, causes, kinds=(condition.kind,))


def _absent(condition: AbsenceCondition, facts: Facts) -> Finding:
    inside = [each for kind in condition.kinds for each in counting(kind, condition.months, facts)]
    adverse = tuple([record for record, truth in inside if truth is Truth.TRUE])
    if adverse:
        return Finding(condition.text, Truth.FALSE, _ids(adverse), adverse, condition.kinds)
    gaps = [gap for kind in condition.kinds for gap in facts.gaps(kind, None)]
    causes = (*_ids(record for record, _ in inside), *dict.fromkeys(gap_causes(gaps)))
    return Finding(condition.text, Truth.UNKNOWN if causes else Truth.TRUE, causes, kinds=condition.kinds)


def counting(kind: RecordKind, months: int | None, facts: Facts) -> tuple[tuple[Record, Truth], ...]:
    """Give the records of a kind that count, or may count, as bad within so many months; within any, if None."""
    return facts.once(_counting, kind, months)


def _counting(kind: RecordKind, months: int | None, facts: Facts) -> tuple[tuple[Record, Truth], ...]:
    since = add_months(facts.as_of, -months) if months else None
    counted = []
    for record in facts.begun(kind):
        truth = _counts(record, since, facts.as_of)
        if truth is not Truth.FALSE:
            counted.append((record, truth))
    return tuple(counted)


def _origins(rated: Iterable[RatedEvaluation]) -> tuple[str, ...]:
    """Name the evaluation, or the agreement that treats an unrated subject as graded, behind each rating."""
    return tuple(
        f"record {each.evaluation.id}"
        if each.evaluation
        else f"agreement {each.agreement.id if each.agreement else '-'}"
        for each in rated
    )


def _kinds_behind(rated: Iterable[RatedEvaluation]) -> tuple[RecordKind, ...]:
    """Give the kinds a rating looks at: how an unrated subject is treated tells of its bad records too."""
    treated = any(each.evaluation is None for each in rated)
    return (RecordKind.EVALUATION, *sorted(ADVERSE_KINDS)) if treated else (RecordKind.EVALUATION,)


def _reached(level: Level | None, at_least: Level) -> bool:
    return level in LEVELS and LEVELS.index(level) <= LEVELS.index(at_least)


def _counts(record: Record, since: date | None, as_of: date) -> Truth:
    day = record.decided_on
    inside = since is None or (day is not None and day >= since) or entry_in_force(record, as_of)
    if (day is not None and not inside) or record.reference_only or cleared(record, as_of):
        return Truth.FALSE
    doubtful = not inside or record.verification_since is not None or record.name_differs
    return Truth.UNKNOWN if doubtful else Truth.TRUE


def _attributes(condition: RecordCondition, record: Record, as_of: date) -> Iterator[Truth]:
    """Give the truth of each attribute asked for, those cheap to tell first."""
    if condition.lists:
        yield known(holds=isinstance(record, SeriousDishonestyEntry) and record.list_id in condition.lists)
    if condition.severities:
        yield known(holds=None if record.severity is Severity.UNKNOWN else record.severity in condition.severities)
    if condition.penalty_kinds:
        kinds = record.penalty_kinds if isinstance(record, Penalty) else ()
        yield known(holds=not condition.penalty_kinds.isdisjoint(kinds))
    if condition.areas:
        yield known(holds=None if record.area is None else record.area in condition.areas)
    if condition.offences:
        yield known(holds=None if record.offence_code is None else record.offence_code in condition.offences)
    if condition.able_and_refuses is not None:
        yield _able_and_refuses(record, wanted=condition.able_and_refuses)
    if condition.decided_within_months is not None:
        yield _recent(record, condition.decided_within_months, as_of)
    if condition.cites:
        yield _cited(record, condition.cites)


def _cited(record: Record, titles: tuple[str, ...]) -> Truth:
    basis = record.legal_basis
    return known(holds=None if basis is None else any(title in basis for title in titles))


def _recent(record: Record, months: int, as_of: date) -> Truth:
    since = add_months(as_of, -months)
    return known(holds=None if record.decided_on is None else record.decided_on >= since)


def _able_and_refuses(record: Record, *, wanted: bool) -> Truth:
    said = record.able_and_refuses if isinstance(record, EnforcementEntry) else False
    return known(holds=None if said is None else said is wanted)


def _ids(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple([f"record {record.id}" for record in records])
