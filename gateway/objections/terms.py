"""By when the next step of an objection is due, and what is open against its result, as the rule pack says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from gateway.proceedings.days import due_after
from gateway.rules.calendar import WorkingCalendar
from gateway.rules.model import ObjectionTerms
from gateway.rules.packs import RulePacks
from schema.codes import RecordKind
from schema.measures import Remedy
from schema.objections import ObjectionDeadline


class Due(NamedTuple):
    """A due day, None if the calendar does not reach so far, and how it is counted."""

    on: date | None
    deadline: ObjectionDeadline | None


class Terms:
    """The terms of one legal day, for an agency of a region."""

    def __init__(self, packs: RulePacks, calendar: WorkingCalendar, today: date, region: str) -> None:
        self._calendar = calendar
        self._today = today
        self._pack = packs.governing(today, region)

    def verification(self) -> Due:
        """Give by when a record is to be verified."""
        return self._due(lambda terms: terms.verification_days)

    def correction(self) -> Due:
        """Give by when a record verified wrong is to be set right."""
        return self._due(lambda terms: terms.correction_days)

    def remedies(self, kind: RecordKind) -> tuple[Remedy, ...]:
        """Give what is open against what rests on a record of a kind (GO-22-f)."""
        return self._pack.remedies_against(kind)

    def _due(self, days: Callable[[ObjectionTerms], int]) -> Due:
        terms = self._pack.objections
        if terms is None:
            return Due(None, None)
        count = days(terms)
        deadline = ObjectionDeadline(working_days=count, basis=terms.basis, says=terms.says)
        return Due(due_after(self._calendar, self._today, count), deadline)
