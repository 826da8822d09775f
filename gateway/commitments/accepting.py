"""Whether an application may be accepted with material missing (GO-04-c, GO-04-d, GO-04-f). Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from gateway.commitments.model import SupplyContent
from gateway.proceedings.words import invalid
from gateway.receipts.signed import SignedCheck
from gateway.rules.calendar import WorkingCalendar
from schema.agencies import Duty, Matter
from schema.codes import MatterKind
from schema.dates import legal_day
from schema.graph.supply_commitments import AcceptanceInput
from schema.suggest import did_you_mean

OFFERS: Final = "INC-04"
"""Measure of the catalogue: acceptance with material missing."""
_RECEIPT, _MISSING, _PRESENT = "input.receipt", "input.missingItems", "input.presentItems"


def read_acceptance(
    order: AcceptanceInput, check: SignedCheck, matter: Matter, *, region: str, now: datetime, calendar: WorkingCalendar
) -> SupplyContent:
    """Read an acceptance against the check that offers it; raises `Refusal` where it may not be."""
    duty = _check_matter(matter)
    _check_offered(check, matter, now)
    missing, present = _items(order.missing_items, matter, _MISSING), _items(order.present_items, matter, _PRESENT)
    _check_items(missing, present, matter)
    _check_days(order, duty, now, calendar)
    return SupplyContent(
        matter=matter.id,
        region=region,
        case_number=check.case_number,
        receipt=check.id,
        present=present,
        missing=missing,
        signed_on=order.commitment.signed_on,
        deadline=order.deadline,
    )


def _check_matter(matter: Matter) -> Duty:
    """Give the time limit of a matter that may be accepted with material missing: a licence, and no other (GO-04-f)."""
    if matter.kind is not MatterKind.ADMINISTRATIVE_LICENCE:
        problem = f"{matter.id} is no administrative licence, and only those are accepted so (GO-04-f)"
        raise invalid(problem, _RECEIPT, "accept the application once it is complete")
    if matter.supply is None:
        problem = f"no time limit is set for what is missing on {matter.id}"
        raise invalid(problem, _RECEIPT, "accept the application once it is complete, or have the operator set supply")
    return matter.supply


def _check_offered(check: SignedCheck, matter: Matter, now: datetime) -> None:
    if not check.complete:
        raise invalid("the check is INCOMPLETE and offers nothing", _RECEIPT, "check again once all answer")
    if now - check.known_at > timedelta(hours=matter.max_receipt_age_hours):
        hours = matter.max_receipt_age_hours
        raise invalid(f"the check is older than {hours} hours", _RECEIPT, "check again, and accept upon that")
    if all(each.measure != OFFERS for each in check.active()):
        problem = f"the check does not offer it: {OFFERS} is not ACTIVE"
        raise invalid(problem, _RECEIPT, "accept the application once it is complete; the check says why not")


def _items(written: Sequence[str], matter: Matter, where: str) -> tuple[str, ...]:
    known = [str(each.id) for each in matter.materials]
    for item in written:
        if item not in known:
            raise invalid(f"{matter.id} asks for no {item[:100]!r}", where, did_you_mean(item, known))
    return tuple(dict.fromkeys(str(item) for item in written))


def _check_items(missing: Collection[str], present: Collection[str], matter: Matter) -> None:
    """Refuse what a law requires and is not there: nothing waives it (GO-04-d)."""
    by_law = [each for each in matter.materials if each.required_by_law]
    for each in by_law:
        if each.id in missing or each.id not in present:
            where = _MISSING if each.id in missing else _PRESENT
            problem = f"{each.id} is required by law ({each.basis}) and cannot be supplied later (GO-04-d)"
            raise invalid(problem, where, "accept the application once it is there")
    both = sorted(set(missing) & set(present))
    if both:
        raise invalid(f"{both[0]} is named as missing and as there", _MISSING, "name it once")
    if not missing:
        raise invalid("nothing is missing", _MISSING, "accept the application in the standard way")
    unsaid = [str(each.id) for each in matter.materials if each.id not in missing and each.id not in present]
    if unsaid:
        problem = f"it is not said whether {', '.join(unsaid)} is there"
        raise invalid(problem, _PRESENT, "name each material as there or as missing")


def _check_days(order: AcceptanceInput, duty: Duty, now: datetime, calendar: WorkingCalendar) -> None:
    today, signed_on = legal_day(now), order.commitment.signed_on
    if signed_on > today:
        raise invalid(f"{signed_on} lies in the future", "input.commitment.signedOn", "accept once it is signed")
    last = calendar.add_working_days(today, duty.working_days)
    if not today < order.deadline <= last:
        problem = f"the time limit is {order.deadline}; {duty.working_days} working days are allowed ({duty.basis})"
        raise invalid(problem, "input.deadline", f"write a day after {today} and no later than {last}")
