"""Reads a decision as its department reports it: what is named is known, and nothing lies in the future."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gateway.case import read_case_number
from gateway.feedback.moments import Moment, at_instant, on_day
from gateway.grants import Grant
from gateway.office import Office
from gateway.proceedings.reading import read_document, read_id, read_matter, read_span
from gateway.proceedings.words import invalid
from gateway.stages.identify import Identified, identify
from schema.agencies import Matter
from schema.dates import legal_day
from schema.decisions import DecisionOutcome
from schema.graph.decisions import AppliedMeasureInput, DecisionInput

MOST_APPLIED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedOrder:
    """A measure that was applied, as reported; `where` is its place in the request."""

    measure: str
    starts_on: date
    last_day: date | None
    document: str | None
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOrder:
    """A decision, as reported and found well formed."""

    matter: Matter
    subject: Identified
    case_number: str
    outcome: DecisionOutcome
    moment: Moment
    decided_at: datetime | None
    receipt: str | None
    document: str | None
    applied: tuple[AppliedOrder, ...]


def read_decision(order: DecisionInput, grant: Grant, office: Office) -> DecisionOrder:
    """Read a report; raises `Refusal` for what is not known, not granted, or lies in the future."""
    now = office.clock()
    moment = _moment(order, now)
    if len(order.applied) > MOST_APPLIED:
        raise invalid(f"{len(order.applied)} measures are named", "input.applied", f"name at most {MOST_APPLIED}")
    return DecisionOrder(
        matter=read_matter(order.matter, grant, office),
        subject=identify(order.subject.scheme, order.subject.value, where="input.subject"),
        case_number=read_case_number(order.case_number),
        outcome=order.outcome,
        moment=moment,
        decided_at=order.decided_at,
        receipt=None if order.receipt is None else read_id(order.receipt, "input.receipt"),
        document=read_document(order.document, "input.document"),
        applied=tuple(_applied(each, place, moment.day) for place, each in enumerate(order.applied)),
    )


def _applied(order: AppliedMeasureInput, place: int, decided_on: date) -> AppliedOrder:
    where = f"input.applied[{place}]"
    starts_on = order.starts_on or decided_on
    read_span(starts_on, order.last_day, f"{where}.lastDay")
    return AppliedOrder(
        measure=read_id(order.measure, f"{where}.measure"),
        starts_on=starts_on,
        last_day=order.last_day,
        document=read_document(order.document, f"{where}.document"),
        where=f"{where}.measure",
    )


def _moment(order: DecisionInput, now: datetime) -> Moment:
    today = legal_day(now)
    if order.decided_on > today:
        raise invalid(f"{order.decided_on} lies in the future; today is {today}", "input.decidedOn", "write a past day")
    if order.decided_at is None:
        return on_day(order.decided_on, now)
    where = "input.decidedAt"
    if order.decided_at.tzinfo is None:
        raise invalid("the instant has no time zone", where, "write it with one, such as 2026-11-24T10:00:00+08:00")
    if order.decided_at > now:
        raise invalid("the instant lies in the future", where, "write when it was decided, or leave it out")
    if legal_day(order.decided_at) != order.decided_on:
        raise invalid("the instant is not on the day of the decision", where, f"write one on {order.decided_on}")
    return at_instant(order.decided_on, order.decided_at)
