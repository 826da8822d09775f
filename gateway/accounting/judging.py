"""What a happening is to the accounts: a result, something found overdue, or a step between. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gateway.accounting.groups import BOTH, NOTICES, RETURNED, Place
from gateway.accounting.happenings import Entry, Happening
from gateway.accounting.kinds import ACCOUNTS, Account
from gateway.accounting.timing import timing_of
from gateway.proceedings.model import OVERDUE
from gateway.rules.calendar import WorkingCalendar
from schema.duties import DutyResult as Result
from schema.duties import Indicator, Timing
from schema.notices import NoticeState
from schema.proceedings import ProceedingKind as Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """Something came of it, for the first time."""

    place: Place
    result: str
    timing: Timing

    @property
    def failing(self) -> bool:
        """Tell whether the result shows by itself that a duty was not done; that is counted whatever came before."""
        return any(Result[each].failing for each in self.result.split(BOTH) if each in Result.__members__)


@dataclass(frozen=True, slots=True)
class FoundOverdue:
    """A step of it was due and was not taken."""

    place: Place


@dataclass(frozen=True, slots=True)
class Moved:
    """It went on; whatever was overdue is not any more."""


Judgement = Counted | FoundOverdue | Moved | None


_ANSWERS: Final = frozenset({Result.APPLIED.value, Result.REFUSED.value})


def judge(happening: Happening, regions: Mapping[str, str], calendar: WorkingCalendar) -> Judgement:
    """Tell what a happening is to the accounts; `regions` are those of the agencies."""
    match happening.kind:
        case Kind.DECISION:
            return _decision(happening, regions)
        case Kind.JOINT_CASE:
            return _answer(happening, regions)
        case Kind.NOTICE:
            return _notice(happening, regions)
    account = ACCOUNTS.get(happening.kind)
    return None if account is None else _by_account(happening, account, regions, calendar)


def _by_account(
    happening: Happening, account: Account, regions: Mapping[str, str], calendar: WorkingCalendar
) -> Judgement:
    entry = happening.entry
    place = _place(account.indicator, _agency(happening, account.roles), account.item, happening, regions)
    if any(_settles(each, account) for each in happening.before):
        wrong = _finding(entry)
        return None if wrong is None else Counted(place, wrong, Timing.UNTIMED)
    if entry.kind == OVERDUE:
        return FoundOverdue(place) if entry.state in account.waits else None
    if not _settles(entry, account):
        return Moved() if happening.moved else None
    began = _day(happening.content.get(account.began_on)) or happening.began_on
    due, done = _due_and_done(happening, account)
    return Counted(place, _finding(entry) or entry.state, timing_of(began, due, done, calendar))


def _due_and_done(happening: Happening, account: Account) -> tuple[date | None, date]:
    entries = (*happening.before, happening.entry)
    told = [number for number, each in enumerate(entries) if each.kind == account.done_by]
    last = told[-1] if told else len(entries) - 1
    day = _day(happening.entry.details.get(account.done_on)) or entries[last].day
    return entries[last - 1].due_on if last else None, day


def _settles(entry: Entry, account: Account) -> bool:
    return entry.kind == entry.state and entry.state in account.results


def _finding(entry: Entry) -> str | None:
    """Give what was wrong with how a measure was applied."""
    found = entry.details.get("finding")
    return found if isinstance(found, str) and found in Result.__members__ else None


def _decision(happening: Happening, regions: Mapping[str, str]) -> Judgement:
    content = happening.content
    place = _place(Indicator.CHECKS, happening.entry.by, "matter", happening, regions)
    findings = sorted(set(content.get("findings", ())) & Result.__members__.keys())
    checked = content.get("receipt") is not None and not content.get("receipt_faults")
    sound = Result.CHECKED if checked else Result.UNCOMPELLED
    return Counted(place, BOTH.join(findings) or sound.value, Timing.UNTIMED)


def _answer(happening: Happening, regions: Mapping[str, str]) -> Judgement:
    """Judge what a department answered to a joint case it was sent; each may answer for itself."""
    said = happening.entry.details
    if said.get("response") not in _ANSWERS:
        return None
    designation = happening.content["designation"]
    item = designation.get("list_id") or designation["kind"]
    agency = said["agency"]
    return Counted(
        Place(Indicator.JOINT_CASES, agency, regions.get(agency, ""), item), said["response"], Timing.UNTIMED
    )


def _notice(happening: Happening, regions: Mapping[str, str]) -> Judgement:
    agency = happening.content["agency"]
    place = Place(NOTICES, agency, regions.get(agency, ""), happening.content["duty"])
    again = happening.entry.kind == NoticeState.ISSUED and bool(happening.before)
    return Counted(place, RETURNED if again else happening.entry.kind, Timing.UNTIMED)


def _place(indicator: Indicator, agency: str, item: str, happening: Happening, regions: Mapping[str, str]) -> Place:
    content = happening.content
    region = content.get("region") or regions.get(agency, "")
    return Place(indicator.value, agency, region, str(content.get(item) or ""))


def _agency(happening: Happening, roles: tuple[str, ...]) -> str:
    """Give the agency whose duty it is: who took the step if it is in one of the roles, else who is in the first."""
    by = happening.entry.by
    in_role = [happening.parties.get(role, ()) for role in roles]
    if any(by in agencies for agencies in in_role):
        return by
    return next((agencies[0] for agencies in in_role if agencies), by)


def _day(written: Any) -> date | None:
    return date.fromisoformat(written) if written else None
