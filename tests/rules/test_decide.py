"""One guidance: the worst active restraint wins; INCOMPLETE wins over all and carries the floor."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.stages.decide import decide
from gateway.stages.measure import Measured
from schema.measures import Guidance
from schema.records import Record
from tests.rules.making import (
    AS_OF,
    asker,
    decided,
    dossier,
    enforcement,
    entry,
    matters,
    measured,
    model,
    penalty,
    revocation,
)

LICENCE, TENDER, FUND, PLAN = (
    "food-production-licence",
    "public-tender",
    "fiscal-fund-application",
    "annual-inspection-plan",
)
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.go("GO-04-f", "GO-10-a", "GO-22-c", "GO-19-b", "GO-20-c", "GO-21-c")
@pytest.mark.parametrize(
    ("records", "matter", "by", "guidance"),
    [
        ((), LICENCE, "market-regulation", Guidance.STANDARD),
        ((model(),), LICENCE, "market-regulation", Guidance.GREEN_CHANNEL),
        ((model(),), LICENCE, "ecology", Guidance.STANDARD),
        ((model(), penalty()), LICENCE, "market-regulation", Guidance.STANDARD),
        ((entry(),), LICENCE, "market-regulation", Guidance.STRICT_REVIEW),
        ((entry(), revocation()), LICENCE, "market-regulation", Guidance.BARRED),
        ((model(), entry(verification_since=SINCE)), LICENCE, "market-regulation", Guidance.STANDARD),
        ((entry(exit_on=AS_OF),), LICENCE, "market-regulation", Guidance.STANDARD),
        ((entry(reference_only=True),), LICENCE, "market-regulation", Guidance.STANDARD),
        ((revocation(name_differs=True),), LICENCE, "market-regulation", Guidance.STRICT_REVIEW),
        ((model(),), PLAN, "market-regulation", Guidance.STANDARD),
        ((entry(),), PLAN, "customs", Guidance.STRICT_REVIEW),
        ((enforcement(),), TENDER, "trading-centre", Guidance.BARRED),
        ((enforcement(),), TENDER, "finance", Guidance.STANDARD),
        ((entry(list_id="fiscal-fund"),), FUND, "finance", Guidance.BARRED),
        ((entry(),), FUND, "finance", Guidance.STANDARD),
    ],
)
def test_the_guidance(records: tuple[Record, ...], matter: str, by: str, guidance: Guidance) -> None:
    found = decided(dossier(*records), matter, by=asker(by))
    assert (found.guidance, found.floor, found.retry_after_seconds) == (guidance, None, None)


@pytest.mark.parametrize(
    ("records", "floor"),
    [
        ((), Guidance.STANDARD),
        ((model(),), Guidance.STANDARD),
        ((entry(),), Guidance.STRICT_REVIEW),
        ((revocation(),), Guidance.BARRED),
        ((revocation(name_differs=True),), Guidance.STANDARD),
        ((revocation(verification_since=SINCE),), Guidance.STANDARD),
    ],
)
def test_an_incomplete_answer_carries_the_worst_already_established(
    records: tuple[Record, ...], floor: Guidance
) -> None:
    found = decided(dossier(*records), LICENCE, missing=("court",))
    assert (found.guidance, found.floor) == (Guidance.INCOMPLETE, floor)
    assert found.retry_after_seconds is not None


def test_linked_units_left_out_are_incomplete_and_asking_again_does_not_help() -> None:
    found = decide(matters()[LICENCE], Measured(measures=(), why_not=()), missing_required=(), links_cut=2)
    assert (found.guidance, found.floor, found.retry_after_seconds) == (
        Guidance.INCOMPLETE,
        Guidance.STANDARD,
        None,
    )


@pytest.mark.go("GO-04-f")
def test_a_green_channel_is_for_licences_only() -> None:
    open_ = measured(dossier(model()), LICENCE)
    assert decide(matters()[LICENCE], open_, missing_required=()).guidance is Guidance.GREEN_CHANNEL
    for matter in (TENDER, FUND, PLAN):
        assert decide(matters()[matter], open_, missing_required=()).guidance is Guidance.STANDARD


@pytest.mark.go("GO-05-a", "GO-06-c")
def test_priority_contributes_the_standard_way() -> None:
    found = decided(dossier(model()), FUND, by=asker("finance"))
    assert {each.measure: each.guidance for each in found.contributions} == {
        "INC-06-model": Guidance.STANDARD,
        "INC-06-three-clean-years": Guidance.STANDARD,
    }
    assert found.guidance is Guidance.STANDARD


def test_contributions_say_what_each_measure_alone_would_give() -> None:
    subject = dossier(entry(), revocation(), entry("disputed", verification_since=SINCE))
    found = decide(matters()[LICENCE], measured(subject, LICENCE), missing_required=())
    assert {each.measure: each.guidance for each in found.contributions} == {
        "RES-02-market-regulation-list:listed": Guidance.STRICT_REVIEW,
        "RES-17-food-licence-revoked:revoked": Guidance.BARRED,
    }
