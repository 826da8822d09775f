"""From list rows to serious-dishonesty entries; severity is serious by definition of the lists."""

from __future__ import annotations

from datetime import date

from connectors.agencies.serious_lists.wire import EntryRow, Result
from connectors.core.accounting import check_total
from connectors.core.dates import read_day, read_last_day, span
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.faults import ContractBroken
from connectors.core.own import OwnIdentifiers
from connectors.core.persons import persons_in_roles
from connectors.core.words import AREAS, STATUSES, look_up, present
from schema.codes import RecordStatus, Severity
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found
from schema.records import SeriousDishonestyEntry

_LISTS = {
    "SCJG": "market-regulation",
    "SPAQ": "food-safety",
    "CZZJ": "fiscal-fund",
    "SSWF": "tax-illegal",
    "HJBH": "environment",
}


def entries_found(delivery: Delivery, key: Identifier, result: Result) -> Found:
    """Map the entries of one code; rows without a usable code of their own are counted as rejected."""
    check_total(result.total, len(result.entries))
    own = OwnIdentifiers(key)
    mapped = [_entry(delivery, own, row) for row in result.entries]
    records = tuple(entry for entry in mapped if entry is not None)
    return Found(records=records, rejected=len(mapped) - len(records))


def _entry(delivery: Delivery, own: OwnIdentifiers, row: EntryRow) -> SeriousDishonestyEntry | None:
    identifiers = own.of((Scheme.CREDIT_CODE, row.uscc))
    if identifiers is None:
        return None
    number = document_number(row.doc_no)
    entered_on = read_day(row.abntime)
    status = look_up(STATUSES, row.state, what="status") or RecordStatus.CURRENT
    exit_on = read_day(row.rem_date)
    return SeriousDishonestyEntry(
        id=delivery.id(row.entry_id),
        subject_name=present(row.ent_name),
        identifiers=identifiers,
        issuer=delivery.issuers.authority(row.dec_org, row.dec_org_code),
        document_number=number,
        decided_on=entered_on,
        period=span(entered_on, read_last_day(row.exp_date)),
        conduct_on=read_day(row.illeg_act_date),
        severity=Severity.SERIOUS,
        area=look_up(AREAS, row.area_code, what="an area"),
        legal_basis=present(row.basis),
        status=status,
        status_since=_status_since(status, read_day(row.state_date), exit_on),
        provenances=delivery.provenances(row.entry_id, number),
        list_id=_list_id(row.list_code),
        list_name=present(row.list_name),
        reason=present(row.reason),
        responsible=persons_in_roles(row.persons or ()),
        exit_on=exit_on,
        exit_document=document_number(row.rem_doc_no),
    )


def _status_since(status: RecordStatus, state_date: date | None, exit_on: date | None) -> date | None:
    return state_date or (exit_on if status is RecordStatus.ENDED else None)


def _list_id(code: str) -> str:
    found = look_up(_LISTS, code, what="a list")
    if found is None:
        raise ContractBroken("the source gave an entry without a list")
    return found
