"""What the receipt of a check makes of a decision (GO-18-f). Pure: what the store knows is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from gateway.decisions.model import AppliedContent
from gateway.decisions.orders import DecisionOrder
from gateway.receipts.signed import SignedCheck
from schema.decisions import DecisionFinding, ReceiptFault

_SHOWS_THE_SUBJECT = frozenset({ReceiptFault.OTHER_CASE, ReceiptFault.TOO_OLD, ReceiptFault.INCOMPLETE})


class Claimed(NamedTuple):
    """The receipt a decision was reported with, as the store has it: is it about that subject, and was it used?"""

    check: SignedCheck
    same_subject: bool
    used: bool


def faults_of(order: DecisionOrder, claimed: Claimed | None) -> tuple[ReceiptFault, ...]:
    """Say why the receipt a decision names does not show that it was checked; nothing if it does, or names none.

    A receipt is as old as what it knew. Where only the day of the decision is known, its age counts to the beginning
    of that day, and a check of the same day counts as made before.
    """
    if order.receipt is None:
        return ()
    return (ReceiptFault.UNKNOWN,) if claimed is None else tuple(_faults(order, claimed))


def shows_the_subject(claimed: Claimed | None, faults: Iterable[ReceiptFault]) -> SignedCheck | None:
    """Give the check if it tells how the subject stood on this matter before the decision, whatever else is wrong."""
    return claimed.check if claimed is not None and _SHOWS_THE_SUBJECT.issuperset(faults) else None


def findings_of(
    order: DecisionOrder,
    faults: tuple[ReceiptFault, ...],
    check: SignedCheck | None,
    applied: Iterable[AppliedContent],
) -> tuple[DecisionFinding, ...]:
    """Say what is wrong with a decision; `check` is one that tells how the subject stood."""
    found: list[DecisionFinding] = []
    if order.receipt is None and order.matter.must_be_checked:
        found.append(DecisionFinding.WITHOUT_RECEIPT)
    if faults:
        found.append(DecisionFinding.INVALID_RECEIPT)
    if check is not None and check.barred and order.outcome.favourable:
        found.append(DecisionFinding.AGAINST_BARRED)
    found += [each.finding for each in applied if each.finding is not None]
    return tuple(dict.fromkeys(found))


def _faults(order: DecisionOrder, claimed: Claimed) -> Iterator[ReceiptFault]:
    check, moment = claimed.check, order.moment
    if not claimed.same_subject:
        yield ReceiptFault.OTHER_SUBJECT
    if check.matter != order.matter.id:
        yield ReceiptFault.OTHER_MATTER
    if check.case_number != order.case_number:
        yield ReceiptFault.OTHER_CASE
    if not check.complete:
        yield ReceiptFault.INCOMPLETE
    if check.decided_at > moment.last:
        yield ReceiptFault.AFTER_DECISION
    elif moment.first - check.known_at > timedelta(hours=order.matter.max_receipt_age_hours):
        yield ReceiptFault.TOO_OLD
    if claimed.used:
        yield ReceiptFault.USED
