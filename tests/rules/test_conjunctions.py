"""A restraint whose trigger needs several records is one, and rests on the soundest of them (invariant 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.rules.model import RulePack
from gateway.rules.trigger import Duration, DurationFrom, RecordCondition, Trigger
from gateway.stages.measure import measure
from schema.codes import AgencyKind, RecordKind
from schema.dates import Period
from schema.measures import Measure, MeasureStatus
from schema.records import Record
from tests.rules.making import AS_OF, adoptions, asker, dossier, entry, matters, model, pack, penalty
from tests.rules.packs_strategies import list_rule

LINE, LICENCE = "RES-02-market-regulation-list", "food-production-licence"
EARLY, LATE = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
LISTED = RecordCondition(text="on a list", kind=RecordKind.SERIOUS_DISHONESTY_ENTRY)
FINED = RecordCondition(text="fined", kind=RecordKind.PENALTY)
MODEL = RecordCondition(text="a model", kind=RecordKind.RED_LIST_ENTRY)


def ruling(*has: RecordCondition, **changes: object) -> RulePack:
    """The shipped pack with one line, which asks these records."""
    (line,) = (line for line in pack().lines if line.id == LINE)
    lists = {**pack().lists, "association": list_rule("association", AgencyKind.ASSOCIATION)}
    changed = replace(line, trigger=Trigger(has=has), **changes)  # type: ignore[arg-type]  # named in each test
    return replace(pack(), lines=(changed,), lists=lists)


def found(rules: RulePack, *records: Record, cached: tuple[str, ...] = ()) -> list[Measure]:
    measured = measure(
        dossier(*records, cached=frozenset(cached)),
        (),
        matter=matters()[LICENCE],
        asker=asker(),
        as_of=AS_OF,
        pack=rules,
        adoptions=adoptions(),
    )
    return list(measured.measures)


def test_both_records_are_needed_and_shown() -> None:
    (both,) = found(ruling(LISTED, FINED), entry(), penalty())
    assert (both.status, both.id) == (MeasureStatus.ACTIVE, f"{LINE}:listed")
    assert [record.id for record in both.records] == ["listed", "p"]
    assert found(ruling(LISTED, FINED), entry()) == []
    assert found(ruling(LISTED, FINED), penalty()) == []


@pytest.mark.go("GO-22-c")
def test_a_dispute_over_either_suspends_it_since_the_first() -> None:
    disputed = entry(verification_since=LATE), penalty(verification_since=EARLY)
    (both,) = found(ruling(LISTED, FINED), *disputed)
    assert (both.status, both.suspended_since) == (MeasureStatus.SUSPENDED, EARLY)
    assert (
        both.reason
        == f"suspended: record listed under verification since {LATE}, p under verification since {EARLY} (GO-22-c)"
    )
    (one,) = found(ruling(LISTED, FINED), entry(), penalty(verification_since=EARLY))
    assert (one.status, one.suspended_since) == (MeasureStatus.SUSPENDED, EARLY)


def test_every_cached_or_flagged_record_it_rests_on_is_named() -> None:
    (cached,) = found(ruling(LISTED, FINED), entry(), penalty(), cached=("listed", "p"))
    assert cached.reason == "rests on a cached answer: listed, p"
    (flagged,) = found(ruling(LISTED, FINED), entry(name_differs=True), penalty(name_differs=True))
    assert flagged.reason == "listed, p carries a name the subject never bore; ask the issuer to confirm"


@pytest.mark.go("GO-22-c")
@pytest.mark.parametrize(
    ("unsound", "cached"),
    [
        (penalty("unsound", verification_since=EARLY), ()),
        (penalty("unsound", name_differs=True), ()),
        (penalty("unsound"), ("unsound",)),
        (penalty("unsound", verification_since=EARLY, name_differs=True), ("unsound",)),
    ],
    ids=["disputed", "flagged", "cached", "all"],
)
def test_of_several_records_that_fit_it_rests_on_the_sound_one(unsound: Record, cached: tuple[str, ...]) -> None:
    for order in ((unsound, penalty()), (penalty(), unsound)):
        (both,) = found(ruling(LISTED, FINED), entry(), *order, cached=cached)
        assert (both.status, both.records[1].id) == (MeasureStatus.ACTIVE, "p")


def test_a_doubtful_record_restrains_before_a_disputed_one_does_not() -> None:
    disputed, flagged = penalty("disputed", verification_since=EARLY), penalty("flagged", name_differs=True)
    for order in ((disputed, flagged), (flagged, disputed)):
        (both,) = found(ruling(LISTED, FINED), entry(), *order)
        assert (both.status, both.records[1].id) == (MeasureStatus.UNCONFIRMED, "flagged")


@pytest.mark.go("GO-19-b")
def test_a_list_kept_by_an_association_is_for_reference_and_stands_in_for_no_other() -> None:
    of_association = entry("association", list_id="association")
    (alone,) = found(ruling(LISTED), of_association)
    assert alone.status is MeasureStatus.FOR_REFERENCE
    assert found(ruling(LISTED), entry("left", list_id="association", exit_on=AS_OF)) == []
    for order in ((of_association, entry()), (entry(), of_association)):
        (both,) = found(ruling(FINED, LISTED), penalty(), *order)
        assert (both.status, both.records[1].id) == (MeasureStatus.ACTIVE, "listed")


@pytest.mark.go("GO-21-a")
def test_a_duration_may_be_counted_from_the_beginning_of_the_entrys_own_period() -> None:
    lasts = Duration(text="a year from its start", months=12, starts=DurationFrom.PERIOD_START)
    rules = ruling(LISTED, duration=lasts)
    (each,) = found(rules, entry(decided_on=date(2026, 5, 8), period=Period(starts_on=date(2026, 6, 1))))
    assert each.period == Period(starts_on=date(2026, 6, 1), ends_before=date(2027, 6, 2), last_day=date(2027, 6, 1))
    assert found(rules, entry(period=None)) == []


def test_what_ended_among_several_records_ends_it_with_the_first_end() -> None:
    ended = entry(exit_on=date(2026, 11, 1)), penalty()
    (both,) = found(ruling(LISTED, FINED), *ended)
    assert (both.status, both.ended_on) == (MeasureStatus.ENDED, date(2026, 11, 1))


@pytest.mark.go("GO-22-g")
def test_an_incentive_rests_on_a_disputed_record_before_one_of_another_name() -> None:
    rules = pack()
    line = next(each for each in rules.lines if each.id == "INC-03-model-three-clean-years")
    disputed, flagged = model("disputed", verification_since=EARLY), model("flagged", name_differs=True)
    for order in ((disputed, flagged), (flagged, disputed)):
        (channel,) = found(replace(rules, lines=(line,)), *order)
        assert (channel.status, channel.records[0].id) == (MeasureStatus.ACTIVE, "disputed")
    for sound in ((model(), disputed, flagged), (flagged, disputed, model())):
        (channel,) = found(replace(rules, lines=(line,)), *sound)
        assert channel.records[0].id == "model"


def test_a_model_may_be_asked_besides_and_a_disputed_one_suspends() -> None:
    (both,) = found(ruling(LISTED, MODEL), entry(), model(verification_since=LATE))
    assert both.status is MeasureStatus.SUSPENDED
