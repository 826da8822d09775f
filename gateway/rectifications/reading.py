"""Reads from the store how a check relied on a record: by what was signed, else by the evidence that is not erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection

from gateway.receipts.canonical import decode
from gateway.receipts.personal import unseal
from gateway.rectifications.model import Relied
from gateway.rectifications.reliance import ids_of, knew_it_gone, measures_on, names, reached_by
from gateway.simulation.kept import Unjudgeable, read_check
from gateway.simulation.outcomes import read_found
from gateway.store.receipts import find_evidence, find_receipt, hidden_records
from gateway.store.reliance import feedback_on, is_reached
from gateway.store.rights_log import read_about
from gateway.store.submission import StoredReceipt
from gateway.store.vault import Vault

APPLIED: Final = "APPLIED"  # state of a feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """A check that relied on a record: whose it is, about whom, and the measures that rested on the record.

    `feedback` are the ids of the execution feedback on them; `applied` tells whether one says that it was applied.
    """

    receipt: str
    agency: str
    subject_ref: str
    matter: str
    case_number: str
    through_unit: bool
    measures: tuple[Relied, ...]
    feedback: tuple[str, ...]
    applied: bool


def reliance_of(
    connection: Connection, receipt_id: str, record_id: str, vault: Vault, restrains: Callable[[str], bool]
) -> Reliance | None:
    """Give how a check relied on a record, or None if it did not."""
    stored = find_receipt(connection, receipt_id, vault)
    if stored is None:
        return None
    body: Mapping[str, Any] = decode(stored.body)
    measures = measures_on(body, record_id, restrains, hidden_records(stored))
    feedback = feedback_on(connection, stored.subject_ref, receipt_id, record_id)
    reached = is_reached(connection, receipt_id, record_id)
    relied = measures or feedback or reached or names(body, record_id)
    if not relied:
        knew = knew_it_gone(body, record_id, read_about(connection, (record_id,)))
        if knew or record_id not in _seen(connection, stored, body, vault):
            return None
    return Reliance(
        receipt=receipt_id,
        agency=stored.agency,
        subject_ref=stored.subject_ref,
        matter=body["matter"],
        case_number=body["case_number"],
        through_unit=reached or reached_by(body, record_id),
        measures=measures,
        feedback=tuple(feedback),
        applied=APPLIED in feedback.values(),
    )


def _seen(connection: Connection, stored: StoredReceipt, body: Mapping[str, Any], vault: Vault) -> frozenset[str]:
    """Give the ids of the subject's records in the evidence of a check, as far as it still can be opened."""
    try:
        kept = read_check(unseal(body, stored.openings))
    except Unjudgeable:
        return frozenset()
    ids: frozenset[str] = frozenset()
    for digest in (item.sha256 for item in kept.evidence if isinstance(item.sha256, str)):
        try:
            content = find_evidence(connection, digest, stored.subject_ref, vault)
            if content is not None:
                ids |= ids_of(read_found(content).records, stored.subject_ref)
        except (Unjudgeable, InvalidTag):
            continue
    return ids
