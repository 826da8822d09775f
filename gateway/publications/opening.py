"""Opens a publication: of a decision its department reports, or of a record found at the departments by looking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from strawberry import ID

from connectors.core.documents import document_number, folded
from gateway.joining.decisions import anchor_of, decision_id
from gateway.office import Office
from gateway.proceedings.docket import Parties
from gateway.proceedings.records import LocatedRecord
from gateway.proceedings.subjects import subject_words
from gateway.proceedings.words import invalid, read_words
from gateway.publications.model import NUMBER, PublicationContent, PublicationDetails
from gateway.publications.reading import due_day, duty_on, platforms_of, read_day
from gateway.publications.states import Role
from gateway.rules.publicity import public_until, regime_on
from gateway.rules.regions import NATIONAL, within
from schema.agencies import Agency
from schema.codes import RecordKind, Severity
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.graph.publications import DecisionToPublishInput
from schema.identifiers import Identifier, aliases_of
from schema.publications import PublicationDuty
from schema.records import Authority, Record

_LONGEST_NUMBER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A publication about to be opened; `told` are the days the record itself states, used and not asked again."""

    record_id: str
    subject_ref: str
    content: PublicationContent
    parties: Parties[Role]
    words: Mapping[str, str]
    told: PublicationDetails


def of_decision(decision: DecisionToPublishInput, subject: Identifier, slug: str, office: Office) -> Opening:
    """Read a decision the asking department made; raises `Refusal` where it has no such duty, or something is wrong."""
    agency, today = office.agencies[slug], legal_day(office.clock())
    decided_on = read_day(decision.decided_on, "input.decision.decidedOn", not_before=date.min, today=today)
    number = _read_number(decision.document_number)
    ref = office.vault.subject_ref(subject)
    anchor = anchor_of(aliases_of(subject), ref)
    record_id = decision_id((anchor, decision.kind.value, agency.code, folded(number), decided_on))
    duty = _duty(decision.kind, agency, decided_on, subject, office)
    content = _content(duty, agency, decided_on, subject, office, _as_record(decision, record_id, agency))
    return Opening(
        record_id=record_id,
        subject_ref=ref,
        content=content,
        parties=_parties(duty, content, office),
        words=subject_words(subject) | {NUMBER: number},
        told=PublicationDetails(),
    )


def of_record(located: LocatedRecord, subject: Identifier, slug: str, office: Office) -> Opening:
    """Open the publication of a record that was found; its issuer has the duty, whoever opens it.

    Raises `Refusal(FORBIDDEN)` unless the asking agency issued it or collects it.
    """
    record = located.record
    if located.issuer is None or record.decided_on is None:
        missing = "issuer takes no part in this gateway" if located.issuer is None else "day of decision is not known"
        raise invalid(f"its {missing}", "input.record", "the department that decided opens it, as `decision`")
    agency = office.agencies[located.issuer]
    duty = _duty(record.kind, agency, record.decided_on, subject, office)
    content = _content(duty, agency, record.decided_on, subject, office, record)
    parties = _parties(duty, content, office)
    if slug not in parties:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            "your agency neither made this decision nor keeps a platform that collects it",
            where="input.record",
            hint="the department that decided, or the keeper of a platform, opens it",
        )
    return Opening(
        record_id=str(record.id),
        subject_ref=located.subject_ref,
        content=content,
        parties=parties,
        words=subject_words(subject) | ({NUMBER: record.document_number} if record.document_number else {}),
        told=PublicationDetails(published_on=record.published_on, collected_on=record.collected_on),
    )


def _duty(kind: RecordKind, agency: Agency, decided_on: date, subject: Identifier, office: Office) -> PublicationDuty:
    pack = office.packs.governing(legal_day(office.clock()), agency.region)
    return duty_on(pack.duties, kind, agency, decided_on, subject)


def _content(  # noqa: PLR0917 - private
    duty: PublicationDuty, agency: Agency, decided_on: date, subject: Identifier, office: Office, record: Record
) -> PublicationContent:
    today = legal_day(office.clock())
    regime = regime_on(office.packs.regimes(today), today)
    return PublicationContent(
        agency=str(agency.slug),
        region=agency.region,
        record_kind=record.kind,
        decided_on=decided_on,
        due_on=due_day(duty, decided_on, office.calendar),
        platforms=platforms_of(duty, subject),
        public_until=None if record.severity is Severity.UNKNOWN else public_until(record, regime),
        duty=duty,
    )


def _as_record(decision: DecisionToPublishInput, record_id: str, agency: Agency) -> Record:
    """Give the decision as the record it will be, as far as its department tells."""
    return Record(
        id=ID(record_id),
        kind=decision.kind,
        issuer=Authority(name=agency.name_zh, code=agency.code, agency=str(agency.slug)),
        decided_on=decision.decided_on,
        severity=decision.severity or Severity.UNKNOWN,
    )


def _parties(duty: PublicationDuty, content: PublicationContent, office: Office) -> dict[str, tuple[Role, ...]]:
    """Name who takes part: who decided, and the keepers of the platforms where it decided."""
    found: dict[str, tuple[Role, ...]] = {content.agency: (Role.HOLDER,)}
    fields = {
        field for each in duty.collections if each.platform in content.platforms for field in each.collector_fields
    }
    for slug, agency in office.agencies.items():
        if agency.field in fields and (agency.region == NATIONAL or within(content.region, agency.region)):
            found[slug] = (*found.get(slug, ()), Role.COLLECTOR)
    return found


def _read_number(written: str) -> str:
    where = "input.decision.documentNumber"
    number = document_number(read_words(written, where, _LONGEST_NUMBER))
    if number is None:
        raise invalid("the document number is a filler", where, "write the number of the decision document")
    return number
