"""The members of each kind of record that the public is shown, by name; a kind without entry shows none. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from gateway.rules.model import ListRule
from schema.records import (
    CreditCommitment,
    EnforcementEntry,
    Judgment,
    Licence,
    Penalty,
    Record,
    RedListEntry,
    Registration,
)
from schema.records import SeriousDishonestyEntry as Listing

Fact = tuple[str, object]


def facts_of(record: Record, lists: Mapping[str, ListRule], shown: Callable[[str], str]) -> dict[str, str]:
    """Give the facts of a record as text, those not known left out; `shown` masks what must not be read in texts."""
    told = ((name, _text(value)) for name, value in _facts(record, lists))
    return {name: shown(text) for name, text in told if text}


def _facts(record: Record, lists: Mapping[str, ListRule]) -> Iterator[Fact]:
    match record:
        case Registration():
            yield "registeredOn", record.decided_on
        case Licence():
            yield "licenceName", record.licence_name
            yield "certificateNumber", record.certificate_number
            yield "content", record.content
            yield from _period(record)
        case Penalty():
            yield "offence", record.offence
            yield "penaltyKinds", " ".join(kind.value for kind in record.penalty_kinds)
            yield "content", record.content
            yield "fineYuan", record.fine_yuan
            yield "confiscatedYuan", record.confiscated_yuan
            yield "licenceAffected", record.licence_affected
        case RedListEntry():
            yield "designation", record.designation
            yield "modelSource", record.model_source.value
            yield from _period(record)
        case Listing():
            rule = lists.get(record.list_id)
            yield "list", rule.title_zh if rule else record.list_name or record.list_id
            yield "reason", record.reason
        case EnforcementEntry():
            yield "caseNumber", record.case_number
            yield "conduct", record.conduct
        case CreditCommitment():
            yield "commitmentKind", record.commitment_kind.value
            yield "text", record.text
            yield "dueOn", record.due_on
            yield "fulfilled", record.fulfilled
        case Judgment():
            yield "caseNumber", record.case_number
            yield "caseKind", record.case_kind.value
            yield "partyRole", record.party_role.value
            yield "outcome", record.outcome.value if record.outcome else None
            yield "effectiveOn", record.effective_on


def _period(record: Record) -> Iterator[Fact]:
    if record.period is not None:
        yield "validFrom", record.period.starts_on
        yield "validUntil", record.period.last_day


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "YES" if value else "NO"
    return value.isoformat() if isinstance(value, date) else str(value)
