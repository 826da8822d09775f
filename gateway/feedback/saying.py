"""What an implementer says about a measure, within a turn."""

from __future__ import annotations

from typing import NamedTuple

from gateway.feedback.applying import Standing, finding_of
from gateway.feedback.history import history_of
from gateway.feedback.model import DOCUMENT, FEEDBACKS, WORDS, FeedbackCase, FeedbackDetails, FeedbackDocket
from gateway.feedback.moments import on_day
from gateway.proceedings.docket import Docket
from gateway.proceedings.reading import read_document, read_span
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid, read_words
from gateway.workflow.requests import Outcome
from schema.feedback import FeedbackState, NotAppliedReason
from schema.graph.feedback import ApplicationInput


class Reason(NamedTuple):
    """Why a measure was not applied."""

    code: NotAppliedReason
    words: str | None


def read_reason(code: NotAppliedReason, words: str | None) -> Reason:
    """Give a reason; raises `Refusal` where it says nothing without words."""
    if words is None and code.needs_words:
        raise invalid(f"{code.value} says nothing by itself", "words", "say the reason, on one line")
    return Reason(code, None if words is None else read_words(words, "words"))


def say_applied(case_id: str, order: ApplicationInput, turn: Turn) -> Outcome:
    """Take down that a measure was applied, with what is wrong with it."""
    if order.starts_on > turn.today:
        raise invalid(f"{order.starts_on} lies in the future", "input.startsOn", "say so once it is applied")
    read_span(order.starts_on, order.last_day, "input.lastDay")
    document = read_document(order.document, "input.document") or ""
    docket: FeedbackDocket = Docket(FEEDBACKS, turn)
    found = docket.find(case_id, where="feedback")
    content = found.content
    standing = Standing(content.status, content.rests_on, content.last_day, content.known_at)
    moment = on_day(order.starts_on, turn.at)
    details = FeedbackDetails(
        applied_from=order.starts_on,
        applied_until=order.last_day,
        finding=finding_of(standing, history_of(turn, content.rests_on), moment, order.last_day),
    )
    return docket.step(found, FeedbackState.APPLIED, details=details, words={DOCUMENT: document}, where="feedback")


def say_not_applied(case_id: str, reason: Reason, turn: Turn) -> Outcome:
    """Take down why a measure was not applied."""
    docket: FeedbackDocket = Docket(FEEDBACKS, turn)
    found = docket.find(case_id, where="feedback")
    _check_reason(found, reason.code)
    words = {} if reason.words is None else {WORDS: reason.words}
    details = FeedbackDetails(reason=reason.code)
    return docket.step(found, FeedbackState.NOT_APPLIED, details=details, words=words, where="feedback")


def _check_reason(found: FeedbackCase, reason: NotAppliedReason) -> None:
    if found.content.mandatory and reason is NotAppliedReason.DISCRETION:
        raise invalid("the measure is mandatory and leaves no discretion", "reason", "name another reason")
