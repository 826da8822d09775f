"""How an unrated subject is treated, such as a highway builder entering a province."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.stages.dossier import Dossier
from gateway.stages.recognise import recognise
from schema.codes import Level
from schema.dates import period
from schema.declare import revised
from schema.evaluations import RecognitionStatus
from schema.records import Record
from tests.rules.making import (
    AS_OF,
    asker,
    authority,
    dossier,
    evaluation,
    matters,
    only,
    pack,
    penalty,
    rate,
)

LICENCE, TENDER = "food-production-licence", "public-tender"


OWN, RECOGNISED = RecognitionStatus.OWN, RecognitionStatus.RECOGNISED


NOT_RECOGNISED, UNKNOWN = RecognitionStatus.NOT_RECOGNISED, RecognitionStatus.UNKNOWN


FAILED, SUPERSEDED = RecognitionStatus.CONDITION_FAILED, RecognitionStatus.SUPERSEDED


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    ("records", "gaps", "status", "grade", "level"),
    [
        ((), (), RECOGNISED, "A", Level.GOOD),
        ((penalty(),), (), RECOGNISED, "B", Level.ORDINARY),
        ((), ("EVALUATION:highway-construction",), UNKNOWN, None, None),
        ((), ("PENALTY",), UNKNOWN, None, None),
        ((), ("ENFORCEMENT_ENTRY",), UNKNOWN, None, None),
        ((penalty(),), ("EVALUATION:highway-construction",), UNKNOWN, None, None),
        ((penalty(verification_since=datetime(2026, 11, 1, tzinfo=UTC)),), (), UNKNOWN, None, None),
    ],
)
def test_the_highway_default_fires_only_on_what_is_completely_known(
    records: tuple[object, ...],
    gaps: tuple[str, ...],
    status: RecognitionStatus,
    grade: str | None,
    level: Level | None,
) -> None:
    subject: Dossier = dossier(*records, gaps=gaps)  # type: ignore[arg-type]  # the table mixes kinds of record
    found = only(rate(subject, TENDER, by=asker("trading-centre")))
    assert (found.status, found.recognised_grade, found.recognised_as) == (status, grade, level)
    assert found.evaluation is None


def test_the_highway_default_is_silent_where_a_grade_exists_or_another_matter_is_asked() -> None:
    graded = evaluation("highway-construction", "highway-2009", "B", issuer=authority(None, "980000"))
    found = only(rate(dossier(graded), TENDER, by=asker("trading-centre")))
    assert found.status is NOT_RECOGNISED
    assert rate(dossier(), LICENCE) == ()


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize(
    ("records", "gaps", "reason"),
    [
        ((), (), "treated as A under highway-entry: no evaluation and no bad record"),
        ((penalty(),), (), "treated as B under highway-entry: its clean-record condition does not hold"),
        (
            (),
            ("EVALUATION:highway-construction",),
            "highway-entry cannot be applied: court: no answer in time",
        ),
        ((), ("PENALTY",), "highway-entry cannot be applied: its clean-record condition cannot be told"),
    ],
)
def test_how_an_unrated_subject_is_treated_says_why(
    records: tuple[Record, ...], gaps: tuple[str, ...], reason: str
) -> None:
    found = only(rate(dossier(*records, gaps=gaps), TENDER, by=asker("trading-centre")))
    assert found.reason == reason
    assert found.field == "highway-construction"
    assert found.level is Level.NOT_RATED
    assert found.scale is not None
    assert found.scale.id == "highway-2009"
    assert found.agreement is not None
    assert found.agreement.id == "highway-entry"


@pytest.mark.go("GO-16-b")
def test_a_default_holds_while_it_is_in_force_and_grades_of_other_fields_do_not_silence_it() -> None:
    rated = rate(dossier(evaluation("tax", "tax-2025", "A")), TENDER, by=asker("trading-centre"))
    assert [each.field for each in rated] == ["tax", "highway-construction"]
    ended = period(date(2020, 1, 1), AS_OF)
    over = tuple(replace(rule, shown=revised(rule.shown, in_force=ended)) for rule in pack().defaults)
    found = recognise(
        dossier(),
        matter=matters()[TENDER],
        asker=asker("trading-centre"),
        as_of=AS_OF,
        pack=replace(pack(), defaults=over),
    )
    assert found == ()
