"""The case of a check: everything about the question that is settled before a source is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from connectors.core.connector import Descriptor
from gateway.configuration.settings import CheckSettings
from gateway.rules.model import PublicityRegime, RulePack
from gateway.stages.dossier import Fetched
from gateway.stages.identify import Identified
from gateway.stages.plan import Plan, plan_sources
from schema.agencies import Agency, Matter
from schema.codes import Purpose, RecordKind
from schema.errors import ErrorCode, Refusal
from schema.identifiers import holds_personal_number
from schema.outcomes import NotFound

LONGEST_CASE_NUMBER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A validated question. `as_of` is the day whose law applies, `today` the legal day the answer is given on.

    `pack` governs `as_of`; `regimes` are the publicity regimes known `today`.
    """

    subject: Identified
    matter: Matter
    asker: Agency
    purpose: Purpose
    case_number: str
    as_of: date
    today: date
    known_at: datetime
    pack: RulePack
    regimes: tuple[PublicityRegime, ...]

    @property
    def past(self) -> date | None:
        """The as-of date where it is not today; sources without history cannot answer about it."""
        return self.as_of if self.as_of != self.today else None


def plan_of(case: Case, sources: Mapping[str, Descriptor], max_age_seconds: int = 0) -> Plan:
    """Plan which of the sources the case's matter names are asked."""
    return plan_sources(
        (*case.matter.required, *case.matter.optional),
        specs=sources,
        required=case.matter.required,
        personal=case.subject.personal,
        purpose=case.purpose,
        as_of=case.past,
        max_age_seconds=max_age_seconds,
    )


def read_case_number(text: str) -> str:
    """Give a case number without outer blanks; raises `Refusal(INVALID_CASE_NUMBER)`."""
    number = text.strip()
    if not number:
        problem = "the case number is blank"
    elif len(number) > LONGEST_CASE_NUMBER:
        problem = f"the case number has {len(number)} characters; {LONGEST_CASE_NUMBER} are allowed"
    elif not number.isprintable():
        problem = "the case number holds control characters"
    elif holds_personal_number(number):
        problem = "the case number holds a resident identity number, which is kept nowhere in the clear"
    else:
        return number
    raise Refusal(
        ErrorCode.INVALID_CASE_NUMBER,
        problem,
        where="caseNumber",
        hint="write the number under which your approval system keeps the case; the receipt is bound to it",
    )


def read_as_of(written: date | None, today: date) -> date:
    """Give the as-of date, today by default; raises `Refusal(INVALID_AS_OF)` for the future."""
    if written is not None and written > today:
        raise Refusal(
            ErrorCode.INVALID_AS_OF,
            f"{written} lies in the future; today is {today} in Shanghai",
            where="asOf",
            hint=f"write {today} or an earlier day, or leave asOf out",
        )
    return written or today


def read_deadline(written: int | None, settings: CheckSettings) -> int:
    """Give the milliseconds an answer may take; raises `Refusal(INVALID_DEADLINE)`."""
    least, most = settings.shortest_deadline_ms, settings.longest_deadline_ms
    if written is not None and not least <= written <= most:
        raise Refusal(
            ErrorCode.INVALID_DEADLINE,
            f"the deadline is {written} ms",
            where="deadlineMs",
            hint=f"write {least} to {most}, or leave deadlineMs out for {settings.deadline_ms}",
        )
    return written or settings.deadline_ms


def read_max_age(written: int, settings: CheckSettings) -> int:
    """Give the greatest age in seconds of cached answers; raises `Refusal(INVALID_FRESHNESS)`."""
    if not 0 <= written <= settings.longest_max_age_seconds:
        raise Refusal(
            ErrorCode.INVALID_FRESHNESS,
            f"the greatest age is {written} s",
            where="maxAgeSeconds",
            hint=f"write 0 (ask afresh) to {settings.longest_max_age_seconds}",
        )
    return written


def refuse_unknown(fetched: Fetched, sources: Mapping[str, Descriptor], *, where: str) -> None:
    """Raise `Refusal(UNKNOWN_SUBJECT)` if the registry proved that it knows no such unit; persons need not be known."""
    if fetched.asked.scheme.personal:
        return
    for answer in fetched.answers:
        if RecordKind.REGISTRATION in sources[answer.source].kinds and isinstance(answer.outcome, NotFound):
            raise Refusal(
                ErrorCode.UNKNOWN_SUBJECT,
                f"the registry knows no subject with this {fetched.asked.scheme.value}",
                where=where,
                hint="the number is well formed; compare it with the certificate, or ask by another identifier",
            )
