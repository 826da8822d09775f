"""An entry on a list of a region counts in that region, and elsewhere under an agreement in force alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gateway.answers.receipts import measure_tree
from gateway.rules.model import RulePack
from gateway.rules.trigger import RecordCondition, Trigger
from gateway.stages.measure import Measured, measure
from schema.codes import RecordKind, Severity
from schema.dates import period
from schema.declare import revised
from schema.measures import Measure, MeasureStatus
from schema.records import Record, SeriousDishonestyEntry
from tests.rules.making import (
    AS_OF,
    adoptions,
    asker,
    authority,
    dossier,
    entry,
    matters,
    model,
    of_line,
    pack,
    revocation,
)

PLAN, LINE = "annual-inspection-plan", "RES-01-serious-lists"
HERE, THERE, FAR = "990000", "980000", "970000"
AGREED, OTHER_WAY = "environment-list-990000-980000", "environment-list-990000-980000-other-way"
DELTA = "yangtze-delta-environment-list"
ACTIVE, FOR_REFERENCE = MeasureStatus.ACTIVE, MeasureStatus.FOR_REFERENCE


def listed(region: str | None, agency: str | None = None, **changes: Any) -> SeriousDishonestyEntry:
    return entry(list_id="environment", issuer=authority(agency, region), **changes)


def found(records: Sequence[Record], region: str = HERE, of: RulePack | None = None) -> Measured:
    by = asker(region=region)
    return measure(
        dossier(*records), (), matter=matters()[PLAN], asker=by, as_of=AS_OF, pack=of or pack(), adoptions=adoptions()
    )


def made(record: Record, region: str = HERE, of: RulePack | None = None) -> Measure:
    (only,) = of_line(found([record], region, of), LINE)
    return only


def agreeing(**changes: object) -> RulePack:
    """The pack with one agreement, changed."""
    first = next(each for each in pack().list_agreements if each.id == AGREED)
    return replace(pack(), list_agreements=(revised(first, **changes),))


@pytest.mark.go("GO-16-a", "GO-16-b", "GO-16-c")
@pytest.mark.parametrize(
    ("issuer", "asking", "status", "agreement"),
    [
        (HERE, HERE, ACTIVE, None),
        (HERE, "990100", ACTIVE, None),
        (HERE, "990102", ACTIVE, None),
        ("990100", HERE, FOR_REFERENCE, None),
        ("990100", "990200", FOR_REFERENCE, None),
        (THERE, HERE, ACTIVE, AGREED),
        ("980100", "990102", ACTIVE, AGREED),
        (HERE, THERE, ACTIVE, OTHER_WAY),
        (THERE, FAR, FOR_REFERENCE, None),
        (FAR, HERE, FOR_REFERENCE, None),
        (THERE, "CN", FOR_REFERENCE, None),
        ("CN", FAR, ACTIVE, None),
        ("310000", "330106", ACTIVE, DELTA),
        ("340000", "310000", ACTIVE, DELTA),
        ("310000", HERE, FOR_REFERENCE, None),
    ],
)
def test_where_an_entry_of_a_region_counts(
    issuer: str, asking: str, status: MeasureStatus, agreement: str | None
) -> None:
    told = made(listed(issuer), asking)

    assert told.status is status
    assert (told.recognised_under.id if told.recognised_under else None) == agreement
    if status is FOR_REFERENCE:
        assert told.reason.endswith(
            f"is on a list of region {issuer}; no agreement recognises it in {asking} (GO-16-c)"
        )


@pytest.mark.go("GO-16-b")
def test_an_issuer_of_unknown_region_restrains_nowhere_but_with_itself() -> None:
    for region in (HERE, THERE, FAR, "CN"):
        told = made(listed(None), region)
        assert (told.status, told.recognised_under) == (FOR_REFERENCE, None)
        known = "is on a list of a region, and the region of its issuer is not known: it counts in that region alone"
        assert told.reason.endswith(f" {known}")
    assert made(listed(None, "market-regulation")).status is ACTIVE


@pytest.mark.go("GO-16-a")
@pytest.mark.parametrize("issuer", [HERE, THERE, FAR, "310000", "CN", None])
def test_an_entry_on_a_national_list_counts_everywhere(issuer: str | None) -> None:
    told = made(entry(issuer=authority(None, issuer)))
    assert (told.status, told.recognised_under) == (ACTIVE, None)


@pytest.mark.go("GO-16-b", "GO-16-c")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"in_force": period(date(2024, 1, 1), AS_OF)}, "the agreement environment-list-990000-980000 is not in force"),
        ({"in_force": period(date(2027, 1, 1))}, "is not in force on 2026-11-24"),
        ({"matters": ("public-tender",)}, "no agreement"),
        ({"lists": ("food-safety",)}, "no agreement"),
        ({"from_issuers": ("ecology-far",)}, "no agreement"),
        ({"recognisers": ("ecology",)}, "no agreement"),
    ],
)
def test_an_agreement_counts_for_what_it_says_alone(changes: dict[str, object], said: str) -> None:
    told = made(listed(THERE), of=agreeing(**changes))
    assert (told.status, told.recognised_under) == (FOR_REFERENCE, None)
    assert said in told.reason


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    "changes",
    [
        {"matters": (PLAN, "public-tender")},
        {"from_issuers": ("ecology-far", "ecology-neighbour")},
        {"recognisers": ("market-regulation",)},
        {"recognisers": ("any",)},
        {"in_force": period(AS_OF)},
    ],
)
def test_parties_are_regions_agencies_or_anybody(changes: dict[str, object]) -> None:
    told = made(listed(THERE, "ecology-neighbour"), of=agreeing(**changes))
    assert told.status is ACTIVE
    assert told.recognised_under is not None


@pytest.mark.go("GO-16-b", "GO-22-c", "GO-21-c")
def test_what_is_recognised_keeps_the_rights_of_its_record() -> None:
    disputed = made(listed(THERE, verification_since=datetime(2026, 11, 1, tzinfo=UTC)))
    assert (disputed.status, disputed.recognised_under is not None) == (MeasureStatus.SUSPENDED, True)
    assert made(listed(THERE, exit_on=AS_OF)).status is MeasureStatus.ENDED
    assert of_line(found([listed(FAR, exit_on=AS_OF)]), LINE) == []


@pytest.mark.go("GO-16-c", "GO-04-a")
def test_an_entry_nobody_recognises_is_still_a_bad_record() -> None:
    def incentives(*records: Record) -> set[str]:
        return {each.line for each in found(records).measures if each.line.startswith("INC-13")}

    assert incentives(model()) == {"INC-13-model"}
    assert incentives(model(), listed(FAR)) == set()


def test_a_further_condition_rests_on_the_entry_that_counts() -> None:
    line = next(each for each in pack().lines if each.id == LINE)
    (on_a_list,) = line.trigger.has
    penalised = RecordCondition(text="penalty", kind=RecordKind.PENALTY, severities=frozenset({Severity.SERIOUS}))
    further = replace(line, trigger=Trigger(has=(penalised, on_a_list)))
    records = [revocation(), listed(FAR, key="far"), listed(THERE, key="there")]

    (told,) = of_line(found(records, of=replace(pack(), lines=(further,))), LINE)

    assert [record.id for record in told.records] == ["revoked", "there"]
    assert (told.status, told.recognised_under is not None) == (ACTIVE, True)


@pytest.mark.go("GO-16-b", "GO-22-e")
def test_a_receipt_says_under_which_agreement_an_entry_counted() -> None:
    assert measure_tree(made(listed(THERE)))["recognised_under"] == AGREED
    assert "recognised_under" not in measure_tree(made(listed(HERE)))
    assert "recognised_under" not in measure_tree(made(listed(FAR)))
