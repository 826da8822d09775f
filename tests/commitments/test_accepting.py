"""Whatever is said to be there or missing, nothing a law requires is ever waived (GO-04-d)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strawberry import ID

from gateway.commitments.accepting import read_acceptance
from gateway.commitments.model import SupplyContent
from gateway.receipts.signed import SignedAnswer, SignedCheck, SignedMeasure
from gateway.rules.calendar import load_calendars
from schema.agencies import Matter
from schema.dates import legal_day
from schema.declare import revised
from schema.errors import Refusal
from schema.graph.supply_commitments import AcceptanceInput, WrittenCommitmentInput
from schema.measures import Guidance, MeasureKind, MeasureStatus
from tests.rules.making import CONFIG, matters

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = legal_day(NOW)
FOOD = matters()["food-production-licence"]
ITEMS = [str(each.id) for each in FOOD.materials]
BY_LAW = {str(each.id) for each in FOOD.materials if each.required_by_law}
CALENDAR = load_calendars(CONFIG / "calendars")


def offer(status: MeasureStatus = MeasureStatus.ACTIVE, measure: str = "INC-04", **changes: Any) -> SignedCheck:
    offered = SignedMeasure(
        id="L", measure=measure, line="L", status=status, kind=MeasureKind.RECOMMENDED, starts_on=None, last_day=None,
        records=(),
    )  # fmt: skip
    said: dict[str, Any] = {
        "id": "r",
        "agency": "market-regulation",
        "matter": FOOD.id,
        "case_number": "C",
        "known_at": NOW - timedelta(hours=1),
        "decided_at": NOW - timedelta(hours=1),
        "guidance": Guidance.GREEN_CHANNEL,
        "measures": (offered,),
        "answer": SignedAnswer(floor=None),
    }
    return SignedCheck(**{**said, **changes})


def accepted(
    present: set[str], missing: set[str], check: SignedCheck | None = None, matter: Matter = FOOD, days: int = 5
) -> SupplyContent:
    order = AcceptanceInput(
        receipt=ID("r"),
        present_items=[ID(each) for each in present],
        missing_items=[ID(each) for each in missing],
        commitment=WrittenCommitmentInput(document="1", signed_on=TODAY),
        deadline=TODAY + timedelta(days=days),
    )
    return read_acceptance(order, check or offer(), matter, region="990000", now=NOW, calendar=CALENDAR)


@given(st.sets(st.sampled_from(ITEMS)), st.sets(st.sampled_from(ITEMS)))
def test_it_is_accepted_exactly_if_all_the_law_requires_is_there_and_something_else_is_not(
    present: set[str], missing: set[str]
) -> None:
    whole = present | missing == set(ITEMS) and not present & missing
    fits = present >= BY_LAW and bool(missing) and whole
    try:
        content = accepted(present, missing)
    except Refusal:
        assert not fits
    else:
        assert fits
        assert not BY_LAW & set(content.missing)


@pytest.mark.parametrize(
    "check",
    [
        offer(MeasureStatus.NOT_ADOPTED),
        offer(MeasureStatus.UNCONFIRMED),
        offer(measure="INC-03"),
        offer(guidance=Guidance.INCOMPLETE),
        offer(known_at=NOW - timedelta(hours=25)),
    ],
)
def test_a_check_that_does_not_offer_it_now_is_none_to_rest_on(check: SignedCheck) -> None:
    rest = set(ITEMS) - BY_LAW
    assert accepted(BY_LAW, rest).missing
    with pytest.raises(Refusal) as refused:
        accepted(BY_LAW, rest, check)
    assert refused.value.where == "input.receipt"


def test_only_a_matter_with_a_time_limit_and_no_longer_than_it_says() -> None:
    rest = set(ITEMS) - BY_LAW
    with pytest.raises(Refusal, match="no time limit"):
        accepted(BY_LAW, rest, matter=revised(FOOD, supply=None))
    last = CALENDAR.add_working_days(TODAY, 20)
    assert accepted(BY_LAW, rest, days=(last - TODAY).days).deadline == last
    for days in (0, -1, (last - TODAY).days + 1):
        with pytest.raises(Refusal, match="20 working days"):
            accepted(BY_LAW, rest, days=days)
