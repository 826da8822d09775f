"""Accounts of what departments did of their duties, by fixed tables that show no number below five (GO-23)."""

from __future__ import annotations

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.duties import DepartmentDuty, DutyResult, Indicator, Timing
from schema.statistics import Suppression


@code_list
class AccountScope(CodeList):
    """Whose accounts an answer holds."""

    ALL = "ALL", "Those of every agency."
    COORDINATED = "COORDINATED", "Those of the region the asking agency coordinates."
    OWN = "OWN", "Those of the asking agency."


@fact
class DutyCount:
    """How many things. A thing is counted once: in the month, and with the result, it first came to.

    A group is the things of a month with one indicator, agency, item, result and timing.
    """

    number: int | None = about("Exact number; null where it is suppressed. 0 is a true zero.", default=None)
    at_least: int = about("Number of those that are in groups of five or more.")
    suppressed: Suppression | None = about("Why the exact number is not shown.", default=None)


@fact
class ResultCount:
    """Things with one result; what was wrong in several ways is counted with each."""

    result: DutyResult = about("What came of them.")
    count: DutyCount = about("How many.")


@fact
class TimingCount:
    """Things by when their result came."""

    timing: Timing = about("When the result came.")
    count: DutyCount = about("How many.")


@fact
class IndicatorAccount:
    """What was counted by one indicator. Results and timings that are not listed are zero."""

    indicator: Indicator = about("What was counted.")
    duty: DepartmentDuty = about("Duty it was counted for.")
    count: DutyCount = about("How many in all.")
    results: tuple[ResultCount, ...] = about("By result.")
    timings: tuple[TimingCount, ...] = about("By when the result came.")


@fact
class AgencyAccount:
    """What one agency did of its duties. Indicators that are not listed are zero."""

    agency: str = about("Slug of the agency whose duty it was; see `agencies`.")
    indicators: tuple[IndicatorAccount, ...] = about("By indicator.")


@fact
class RegionAccount:
    """What the agencies of one region did of their duties. Indicators that are not listed are zero."""

    region: str = about("Division code of the region, or `CN`, as it was when it was counted.")
    indicators: tuple[IndicatorAccount, ...] = about("By indicator.")


@fact
class ItemAccount:
    """What was done on one matter, measure, kind of record or list. Indicators that are not listed are zero."""

    item: strawberry.ID = about("Id of the matter, catalogue measure or list, or the kind of record.")
    indicators: tuple[IndicatorAccount, ...] = about("By indicator.")


@fact
class NoticeCount:
    """Notices to one agency for one duty; they are about departments, so that no number is suppressed."""

    agency: str = about("Slug of the agency notified.")
    duty: DepartmentDuty = about("Duty it failed.")
    issued: int = about("Notices issued.")
    answered: int = about("Answers to notices.")
    returned: int = about("Answers sent back as not enough.")
    overdue: int = about("Answers that were due and had not come.")
    corrected: int = about("Failings found corrected.")
    closed: int = about("Notices closed.")


@fact
class DutyTables:
    """Fixed tables of closed calendar months (Asia/Shanghai); they do not change any more."""

    from_month: str = about("First calendar month, such as `2026-08`.")
    to_month: str = about("Last calendar month.")
    by_indicator: tuple[IndicatorAccount, ...] = about("In all: every indicator, with every result and timing it had.")
    by_agency: tuple[AgencyAccount, ...] = about("By agency; those not listed have nothing.")
    by_region: tuple[RegionAccount, ...] = about("By region of the agency; those not listed have nothing.")
    by_item: tuple[ItemAccount, ...] = about("By matter, measure, kind of record or list; others have nothing.")
    notices: tuple[NoticeCount, ...] = about("Notices by agency and duty; others had none.")


@fact
class DutyFailure:
    """A duty an agency failed by one indicator. It suggests a notice; whether to issue one, people decide."""

    agency: str = about("Slug of the agency.")
    duty: DepartmentDuty = about("Duty it failed.")
    indicator: Indicator = about("What was counted.")
    failed: DutyCount = about("How many were wrong, late, or not done; never zero.")
    of: DutyCount = about("Of how many.")
    notices: int = about("Notices issued to the agency for the duty in these months.")


@fact
class DutyAccounts:
    """What departments did of their duties, and nothing about any subject (考核; GO-23-a, GO-23-c)."""

    scope: AccountScope = about("Whose accounts these are.")
    smallest_group: int = about("Groups of fewer things than this enter no number shown.")
    months: tuple[DutyTables, ...] = about("Tables by month, oldest first.")
    whole: DutyTables = about("The same of all these months together.")
    failures: tuple[DutyFailure, ...] = about("Which agencies failed which duty in these months.")
