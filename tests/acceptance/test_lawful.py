"""Nothing applies but by a law in force, from shared information, and with a way to repair and appeal."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gateway.rules.model import OperativeLine
from gateway.rules.packs import RulePacks
from schema.codes import RecordStatus
from schema.declare import revised
from schema.errors import Refusal
from schema.measures import Measure, MeasureStatus, Truth
from schema.records import Record
from tests.acceptance.packs import applied, implementing, touched, triggering
from tests.rules.making import AS_OF, EVERYTHING, dossier, measured, of_line, pack, revocation

OPERATIVE = [pytest.param(line, id=line.id) for line in pack().lines if not line.catalogue_only]
RESTRAINTS = [pytest.param(line, id=line.id) for line in pack().lines if line.restraint and not line.catalogue_only]
INCENTIVES = [pytest.param(line, id=line.id) for line in pack().lines if not line.restraint]
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


def _made(line: OperativeLine, *records: Record, supplied: frozenset[str] = EVERYTHING) -> list[Measure]:
    subject = dossier(*records, supplied=supplied)
    by = implementing(line.entry.measure)
    return of_line(applied(pack(), subject, touched(line).id, by=by), line.id)


@pytest.mark.go("GO-01-a", "GO-02-c")
@pytest.mark.parametrize("line", OPERATIVE)
def test_whatever_applies_cites_documents_in_force_on_the_day(line: OperativeLine) -> None:
    (found,) = _made(line, *triggering(line))

    assert found.status is MeasureStatus.ACTIVE
    assert found.bases
    assert all(basis.in_force.holds_on(AS_OF) for basis in found.bases)


@pytest.mark.go("GO-01-a", "GO-24-b")
@pytest.mark.parametrize(("as_of", "count"), [(date(2015, 9, 30), 0), (date(2015, 10, 1), 1)])
def test_a_restraint_begins_with_its_law_and_not_before(as_of: date, count: int) -> None:
    revoked = revocation(decided_on=date(2015, 9, 1), conduct_on=None)

    found = measured(dossier(revoked), "food-production-licence", as_of=as_of)

    assert len(of_line(found, "RES-17-food-licence-revoked")) == count


@pytest.mark.go("GO-01-a")
def test_a_day_no_rules_govern_is_refused() -> None:
    with pytest.raises(Refusal):
        RulePacks([pack()]).governing(date(2016, 5, 29))


@pytest.mark.go("GO-01-c")
@pytest.mark.parametrize("line", INCENTIVES)
def test_what_nobody_shares_is_not_taken_as_clean(line: OperativeLine) -> None:
    needed = {kind.value for condition in line.trigger.none for kind in condition.kinds}
    needed |= {f"EVALUATION:{condition.field}" for condition in line.trigger.levels}

    assert needed
    for kind in needed:
        assert _made(line, *triggering(line), supplied=EVERYTHING - {kind}) == []


@pytest.mark.go("GO-01-c")
@pytest.mark.parametrize("line", RESTRAINTS)
def test_without_a_shared_record_nothing_restrains_and_silence_shows(line: OperativeLine) -> None:
    kind = line.trigger.has[0].kind
    subject = dossier(supplied=EVERYTHING - {kind.value})

    found = applied(pack(), subject, touched(line).id)

    assert of_line(found, line.id) == []
    near = next(each for each in found.why_not if each.line == line.id)
    assert near.conditions[0].truth is Truth.UNKNOWN
    assert f"no source supplies {kind.value}" in near.conditions[0].causes[0]


@pytest.mark.go("GO-02-d", "GO-22-f")
@pytest.mark.parametrize("line", RESTRAINTS)
def test_every_restraint_says_how_to_appeal(line: OperativeLine) -> None:
    (found,) = _made(line, *triggering(line))

    titles = [remedy.title_zh for remedy in found.remedies]
    assert "信用信息异议申诉" in titles
    assert len(titles) >= 2
    assert all(remedy.body and remedy.time_limit for remedy in found.remedies)


@pytest.mark.go("GO-02-d", "GO-21-c", "GO-22-c")
@pytest.mark.parametrize("line", RESTRAINTS)
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"verification_since": SINCE}, MeasureStatus.SUSPENDED),
        ({"status": RecordStatus.REPAIRED, "status_since": AS_OF}, MeasureStatus.ENDED),
        ({"status": RecordStatus.WITHDRAWN, "status_since": AS_OF}, MeasureStatus.ENDED),
    ],
    ids=["objected", "repaired", "withdrawn"],
)
def test_every_restraint_yields_to_appeal_and_repair(
    line: OperativeLine, changes: dict[str, object], status: MeasureStatus
) -> None:
    first, *others = triggering(line)

    (found,) = _made(line, revised(first, **changes), *others)

    assert found.status is status
