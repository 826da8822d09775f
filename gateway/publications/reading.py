"""Reads what a department says of a publication: duty, days, address, basis; refuses with what to write. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from gateway.proceedings.words import invalid, read_words
from gateway.rules.calendar import WorkingCalendar
from schema.agencies import Agency
from schema.codes import RecordKind
from schema.errors import ErrorCode, Refusal
from schema.identifiers import Identifier, Scheme
from schema.measures import LegalBasis
from schema.publications import CollectionPlatform, PublicationDuty
from schema.suggest import did_you_mean

_LONGEST_PAGE = 500
_ENTERPRISE = "91"


def duty_on(
    duties: Iterable[PublicationDuty], kind: RecordKind, agency: Agency, decided_on: date, subject: Identifier
) -> PublicationDuty:
    """Give the duty about a decision; raises `Refusal(FORBIDDEN)` where the agency has none (GO-17-c)."""
    found = (
        duty
        for duty in duties
        if kind in duty.record_kinds
        and agency.kind in duty.holders
        and duty.in_force.holds_on(decided_on)
        and (duty.persons or not subject.scheme.personal)
    )
    duty = next(found, None)
    if duty is None:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            f"no rule has {agency.kind.value} agencies publish a {kind.value} of {decided_on}",
            where="input",
            hint="see `publicationDuties`: what is published, by whom, and since when",
        )
    return duty


def due_day(duty: PublicationDuty, decided_on: date, calendar: WorkingCalendar) -> date | None:
    """Give the last day to publish in time; counting starts the day after the decision (GO-17-a).

    Raises `Refusal(CALENDAR_UNKNOWN)`.
    """
    return None if duty.working_days is None else calendar.add_working_days(decided_on, duty.working_days)


def platforms_of(duty: PublicationDuty, subject: Identifier) -> tuple[CollectionPlatform, ...]:
    """Give the platforms that collect a decision: the enterprise publicity system only what is about enterprises."""
    enterprise = is_enterprise(subject)
    return tuple(each.platform for each in duty.collections if enterprise or not each.enterprises_only)


def is_enterprise(subject: Identifier) -> bool:
    """Tell an enterprise by its credit code: registered with market regulation (9), class 1 (GB 32100)."""
    return subject.scheme is Scheme.CREDIT_CODE and subject.value.startswith(_ENTERPRISE)


def read_day(day: date, where: str, *, not_before: date, today: date) -> date:
    """Give a day on which something was done; raises `Refusal` for one to come, or before what it follows."""
    if day > today:
        raise invalid(f"{day} lies in the future", where, "write the legal day on which it was done")
    if day < not_before:
        raise invalid(f"{day} lies before {not_before}", where, f"write {not_before} or a later day")
    return day


def read_page(written: str, where: str) -> str:
    """Give the address of a publication; raises `Refusal` for one that is no public web address."""
    page = read_words(written, where, _LONGEST_PAGE)
    hint = "write the address at which anybody can read it, such as https://scjg.example.gov.cn/xzcf/2026/17.html"
    try:
        parts = urlsplit(page)
        _ = parts.port
    except ValueError:
        raise invalid("it is no web address", where, hint) from None
    sound = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc and " " not in page
    if not sound or "." not in (parts.hostname or ""):
        raise invalid("it is no public web address", where, hint)
    return page


def read_exception(written: str, duty: PublicationDuty, today: date) -> LegalBasis:
    """Give the law or regulation a decision is withheld under; raises `Refusal` for any other (GO-17-b)."""
    known = {str(basis.id): basis for basis in duty.exceptions if basis.in_force.holds_on(today)}
    if written not in known:
        problem = f"{written[:100]!r} is no law or regulation that lets this be withheld"
        raise invalid(problem, "basis", did_you_mean(written, known))
    return known[written]


def read_platform(platform: CollectionPlatform, platforms: Iterable[CollectionPlatform]) -> CollectionPlatform:
    """Give a platform that collects the publication; raises `Refusal` for another."""
    known = tuple(platforms)
    if platform not in known:
        names = ", ".join(known) or "none"
        raise invalid(f"{platform.value} does not collect this", "platform", f"it is collected by: {names}")
    return platform
