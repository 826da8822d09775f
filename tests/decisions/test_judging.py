"""What a receipt makes of a decision: valid for its subject, matter, case and time, and used once (GO-18-f)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from gateway.decisions.judging import Claimed, faults_of, findings_of, shows_the_subject
from gateway.decisions.model import AppliedContent
from gateway.decisions.orders import DecisionOrder
from gateway.feedback.moments import at_instant, on_day
from gateway.receipts.signed import SignedAnswer, SignedCheck, read_signed
from gateway.stages.identify import identify
from schema.dates import legal_day
from schema.decisions import DecisionFinding, DecisionOutcome, ReceiptFault
from schema.identifiers import Scheme
from schema.measures import Guidance
from tests.joining.invented import UNIT
from tests.rules.making import matters

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = legal_day(NOW)
HOUR = timedelta(hours=1)
FOOD = matters()["food-production-licence"]
CHECK = SignedCheck(
    id="r",
    agency="market-regulation",
    matter=FOOD.id,
    case_number="C",
    known_at=NOW - HOUR,
    decided_at=NOW - HOUR,
    guidance=Guidance.STANDARD,
    measures=(),
    answer=SignedAnswer(floor=None),
)
ORDER = DecisionOrder(
    matter=FOOD,
    subject=identify(Scheme.CREDIT_CODE, UNIT.value),
    case_number="C",
    outcome=DecisionOutcome.GRANTED,
    moment=on_day(TODAY, NOW),
    decided_at=None,
    receipt="r",
    document=None,
    applied=(),
)
CLAIMED = Claimed(check=CHECK, same_subject=True, used=False)


def check(**changes: Any) -> Claimed:
    return CLAIMED._replace(check=structs.replace(CHECK, **changes))


def aged(hours: float) -> Claimed:
    instant = NOW - timedelta(hours=hours)
    return check(known_at=instant, decided_at=instant)


def test_the_receipt_of_its_own_check_is_valid() -> None:
    assert faults_of(ORDER, CLAIMED) == ()
    assert findings_of(ORDER, (), CHECK, ()) == ()


@pytest.mark.parametrize(
    ("claimed", "fault"),
    [
        (None, ReceiptFault.UNKNOWN),
        (CLAIMED._replace(same_subject=False), ReceiptFault.OTHER_SUBJECT),
        (CLAIMED._replace(used=True), ReceiptFault.USED),
        (check(matter="public-tender"), ReceiptFault.OTHER_MATTER),
        (check(case_number="D"), ReceiptFault.OTHER_CASE),
        (check(guidance=Guidance.INCOMPLETE), ReceiptFault.INCOMPLETE),
        (check(decided_at=NOW + HOUR), ReceiptFault.AFTER_DECISION),
    ],
)
def test_each_fault_makes_it_invalid(claimed: Claimed | None, fault: ReceiptFault) -> None:
    faults = faults_of(ORDER, claimed)
    assert faults == (fault,)
    assert DecisionFinding.INVALID_RECEIPT in findings_of(ORDER, faults, None, ())
    lenient = {ReceiptFault.OTHER_CASE, ReceiptFault.TOO_OLD, ReceiptFault.INCOMPLETE}
    assert (shows_the_subject(claimed, faults) is not None) is (fault in lenient)


def test_its_age_counts_to_the_instant_of_the_decision_or_to_the_beginning_of_its_day() -> None:
    exact = replace(ORDER, moment=at_instant(TODAY, NOW))
    assert FOOD.max_receipt_age_hours == 24
    assert (faults_of(exact, aged(24)), faults_of(exact, aged(24.01))) == ((), (ReceiptFault.TOO_OLD,))
    day = timedelta(hours=12)  # NOW is noon in Shanghai
    assert faults_of(ORDER, aged((day + 24 * HOUR) / HOUR)) == ()
    assert faults_of(ORDER, aged((day + 24.01 * HOUR) / HOUR)) == (ReceiptFault.TOO_OLD,)
    assert faults_of(replace(ORDER, moment=on_day(date(2026, 11, 23), NOW)), CLAIMED) == (ReceiptFault.AFTER_DECISION,)


def test_without_a_receipt_only_what_must_be_checked_is_a_finding() -> None:
    order = replace(ORDER, receipt=None)
    assert faults_of(order, None) == ()
    assert findings_of(order, (), None, ()) == (DecisionFinding.WITHOUT_RECEIPT,)
    plan = replace(order, matter=matters()["annual-inspection-plan"])
    assert findings_of(plan, (), None, ()) == ()


@pytest.mark.parametrize("barred", [{"guidance": Guidance.BARRED}, {"answer": SignedAnswer(floor=Guidance.BARRED)}])
@pytest.mark.parametrize("outcome", list(DecisionOutcome))
def test_only_what_is_granted_is_against_barred(barred: dict[str, Any], outcome: DecisionOutcome) -> None:
    found = findings_of(replace(ORDER, outcome=outcome), (), check(**barred).check, ())
    granted = outcome in {DecisionOutcome.GRANTED, DecisionOutcome.GRANTED_WITH_CONDITIONS}
    assert found == ((DecisionFinding.AGAINST_BARRED,) if granted else ())


def test_findings_of_measures_are_the_decisions_each_once() -> None:
    applied = AppliedContent(instance="m", starts_on=TODAY, finding=DecisionFinding.APPLIED_ENDED)
    assert findings_of(ORDER, (), CHECK, (applied, applied)) == (DecisionFinding.APPLIED_ENDED,)


def test_a_body_is_read_without_what_is_sealed_in_it() -> None:
    body = (
        b'{"id":"r","agency":"a","subject":{"scheme":"RESIDENT_IDENTITY","value":{"salted_sha256":"x"}},"matter":"m",'
        b'"case_number":"C","known_at":"2026-11-24T04:00:00.000000Z","decided_at":"2026-11-24T04:00:01.000000Z",'
        b'"guidance":"INCOMPLETE","answer":{"floor":"BARRED"},"measures":[{"id":"L:r1","measure":"RES-01","line":"L",'
        b'"status":"ACTIVE","kind":"MANDATORY","from":"2026-01-01","last_day":null,"records":["r2","r1"]}]}'
    )
    read = read_signed(body)
    assert (read.complete, read.barred, [each.id for each in read.active()]) == (False, True, ["L:r1"])
    measure = read.of("L:r1")
    assert measure is not None
    assert measure.rests_on == ("r1", "r2")
    assert read.of("L:r2") is None
    whole = read_signed(body, {"L:r1": ("r1", "r3")}).of("L:r1")
    assert whole is not None
    assert (whole.told, whole.rests_on) == (("r1", "r2"), ("r1", "r2", "r3"))
