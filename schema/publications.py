"""Publication of licences and penalties (双公示): who must, by when, what became of each, and how late it was."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.codes import AgencyKind, RecordKind, Severity
from schema.dates import Period
from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier
from schema.measures import LegalBasis
from schema.proceedings import ProceedingEvent


@code_list
class CollectionPlatform(CodeList):
    """Where published information is collected (归集), for the public to find it in one place."""

    CREDIT_CHINA = "CREDIT_CHINA", "Credit China (“信用中国”网站)."
    ENTERPRISE_PUBLICITY_SYSTEM = (
        "ENTERPRISE_PUBLICITY_SYSTEM",
        "Enterprise credit information publicity system (国家企业信用信息公示系统); enterprises only.",
    )


@code_list
class PublicationState(CodeList):
    """Standing of the publication of one decision."""

    DUE = "DUE", "Decided, and not published yet (待公示)."
    PUBLISHED = "PUBLISHED", "Published on the agency's site (已公示)."
    COLLECTED = "COLLECTED", "Published, and collected by every platform that must (已归集)."
    WITHHELD = "WITHHELD", "Not published, because a law or regulation says so (依法不予公开)."
    TAKEN_DOWN = "TAKEN_DOWN", "No longer public: repaired, withdrawn, left the list, or its time is over (停止公示)."


@code_list
class TakeDownGround(CodeList):
    """Why a publication ended."""

    REPAIRED = "REPAIRED", "Credit repair took effect (信用修复)."
    WITHDRAWN = "WITHDRAWN", "The decision was withdrawn, or verified wrong (撤销、更正)."
    LEFT_LIST = "LEFT_LIST", "The subject left the list (移出名单)."
    PERIOD_OVER = "PERIOD_OVER", "Its last day of publicity has passed (公示期满)."


@fact
class CollectionDuty:
    """Platform that collects what was published, and who reports that it did (GO-17-d)."""

    platform: CollectionPlatform = about("The platform.")
    enterprises_only: bool = about("It collects what is about enterprises only.", default=False)
    collector_fields: tuple[str, ...] = about("Fields of the agencies that keep the platform.", default=())
    basis: LegalBasis = about("Legal basis.")


@fact
class PublicationDuty:
    """Duty to publish decisions: what, by whom, within how many working days, and the exceptions (GO-17)."""

    id: strawberry.ID = about("Id in the rule pack.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title (名称).")
    record_kinds: tuple[RecordKind, ...] = about("Kinds of decision.")
    holders: tuple[AgencyKind, ...] = about("Kinds of agency whose decisions it is about (GO-17-c).")
    binding: bool = about("They must; false where they are encouraged (GO-17-e).", default=True)
    persons: bool = about("It is about decisions on natural persons too, not on units only.", default=True)
    working_days: int | None = about(
        "Working days after the day of the decision in which it is published (GO-17-a); null where none is set.",
        default=None,
    )
    collections: tuple[CollectionDuty, ...] = about("Platforms that collect it.", default=())
    exceptions: tuple[LegalBasis, ...] = about("Laws and regulations it may be withheld under (GO-17-b).", default=())
    basis: LegalBasis = about("Legal basis.")
    in_force: Period = about("When it is in force, by the day of the decision.")


@fact
class DisclosureRule:
    """What the one-stop public query shows to anybody; what no rule in force names is not shown (GO-17-d)."""

    id: strawberry.ID = about("Id in the rule pack.")
    record_kinds: tuple[RecordKind, ...] = about("Kinds of record.")
    severities: tuple[Severity, ...] = about("Severities shown; empty for all. One not stated counts as general.")
    media_basis: LegalBasis | None = about(
        "What lets media expose the serious ones among them (GO-26-b); null where nothing does.", default=None
    )
    basis: LegalBasis = about("Legal basis.")
    in_force: Period = about("When it is in force.")


@fact
class Collection:
    """What one platform did with a publication."""

    platform: CollectionPlatform = about("The platform.")
    collected_on: date | None = about("Legal day it was collected; null while it was not.", default=None)


@fact
class Publication:
    """Publication of one decision, from the decision to its collection (双公示、归集)."""

    id: strawberry.ID = about("Id of the proceeding.")
    state: PublicationState = about("Where it stands.")
    opened_at: datetime = about("Instant it was opened (UTC).")
    agency: str = about("Slug of the agency that decided, which has the duty.")
    region: str = about("Division code of its region (GB/T 2260).")
    record: strawberry.ID = about("Id of the record, as a check names it.")
    record_kind: RecordKind = about("Kind of decision.")
    subject: Identifier | None = about("Whom it is about, masked if personal; null once erased.", default=None)
    document_number: str | None = about("Number of the decision document; null once erased.", default=None)
    decided_on: date = about("Legal day of the decision.")
    due_on: date | None = about("Legal day by which it is to be published; null where none is set.", default=None)
    published_on: date | None = about("Legal day it was published; null while it was not.", default=None)
    page: str | None = about("Where it was published; null if not said, or erased.", default=None)
    collections: tuple[Collection, ...] = about("Platforms that collect it, and when they did.")
    collected_on: date | None = about("Legal day the last of them did; null while one has not.", default=None)
    withheld_under: LegalBasis | None = about("What it is withheld under; null unless WITHHELD.", default=None)
    taken_down_on: date | None = about("Legal day it stopped to be public; null while it is or may be.", default=None)
    ground: TakeDownGround | None = about("Why it stopped; null unless TAKEN_DOWN.", default=None)
    public_until: date | None = about("Last legal day of publicity known when it was opened, if any.", default=None)
    working_days_late: int | None = about(
        "Working days by which it was, or so far is, published after the day due (GO-17-f); null if it is in time, "
        "or the calendar of a year is not known."
    )
    duty: PublicationDuty = about("The duty, as it was when it was opened.")
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened, in order.")
    next_steps: tuple[PublicationState, ...] = about("States your agency may take it to.")


@fact
class PublicationChange:
    """What a mutation did to a publication."""

    publication: Publication = about("The publication as the change left it.")
    sequence: int = about("Number of the event in the log of all proceedings.")


@fact
class KindLateness:
    """How an agency kept its duty for one kind of decision; every decision is in one of the first six counts."""

    kind: RecordKind = about("Kind of decision.")
    published_in_time: int = about("Published by the day due, or with none set.")
    published_late: int = about("Published after the day due.")
    overdue: int = about("Not published, and the day due has passed.")
    not_yet_due: int = about("Not published, and the day due has not passed, or none is set.")
    withheld: int = about("Withheld under a law or regulation.")
    ended_before: int = about("Repaired, withdrawn or over before it was published.")
    collected: int = about("Of those published, collected by every platform that must.")
    most_working_days_late: int | None = about("Working days the latest one published was late; null if none was.")
    mean_working_days_late: float | None = about("The mean of those published late; null if none was.")


@fact
class PublicationLateness:
    """Numbers of an agency's decisions of some days, and how they were published (GO-17-f)."""

    agency: str = about("Slug of the agency.")
    first: date = about("First day of decisions counted.")
    last: date = about("Last day of decisions counted.")
    kinds: tuple[KindLateness, ...] = about("A row for each kind of decision there is.")
