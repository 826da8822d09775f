"""Two answers compared: nothing where the packs are the same, and every difference with its line and reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gateway.simulation.changes import ChangeKind, changes
from gateway.simulation.comparison import Compared, NotJudged, NotReproduced, compare, simulation
from gateway.stages.dossier import Dossier
from schema.dates import Period
from schema.measures import Effect, Guidance, MeasureStatus
from tests.rules.making import dossier, enforcement, matters, pack
from tests.rules.strategies import dossiers
from tests.simulation.making import NAME, answer, changed, less, with_line

LINE = "RES-15-able-and-refuses"
MATTERS = st.sampled_from(sorted(matters()))
LINES = st.sampled_from([line.id for line in pack().lines])


def compared(subject: Dossier, **changes: object) -> Compared:
    tender = "public-tender"
    return compare(NAME, answer(subject, tender, pack()), answer(subject, tender, with_line(LINE, **changes)))


@given(subject=dossiers(), matter=MATTERS, silent=st.booleans())
def test_the_same_rules_change_nothing(subject: Dossier, matter: str, silent: bool) -> None:
    before = answer(subject, matter, pack(), silent=silent)
    same = compare(NAME, before, answer(subject, matter, changed(pack().lines), silent=silent))

    assert not same.changed
    assert same.before is same.after
    assert same.measures == ()


@given(subject=dossiers(), matter=MATTERS, line=LINES)
def test_a_line_less_takes_its_measures_and_nothing_else(subject: Dossier, matter: str, line: str) -> None:
    before, after = answer(subject, matter, pack()), answer(subject, matter, less(line))
    result = compare(NAME, before, after)

    assert {change.kind for change in result.measures} <= {ChangeKind.VANISHES}
    assert {change.line for change in result.measures} <= {line}
    assert len(result.measures) == sum(measure.line == line for measure in before.measures.values())
    assert all("the new pack has no such line" in change.reason for change in result.measures)


@given(subject=dossiers(), matter=MATTERS, line=LINES)
def test_what_vanishes_one_way_appears_the_other(subject: Dossier, matter: str, line: str) -> None:
    whole, cut = answer(subject, matter, pack()), answer(subject, matter, less(line))
    gone, come = changes(whole, cut), changes(cut, whole)

    assert [(each.line, each.records, each.before) for each in gone] == [
        (each.line, each.records, each.after) for each in come
    ]
    assert all(each.kind is ChangeKind.APPEARS and "the old pack has no such line" in each.reason for each in come)


def test_a_line_less_turns_barred_into_standard() -> None:
    subject = dossier(enforcement())
    result = compare(NAME, answer(subject, "public-tender", pack()), answer(subject, "public-tender", less(LINE)))

    assert (result.before, result.after) == (Guidance.BARRED, Guidance.STANDARD)
    (change,) = result.measures
    assert (change.kind, change.line, change.records) == (ChangeKind.VANISHES, LINE, ("enforced",))
    assert change.before is not None
    assert (change.before.status, change.after, change.differing) == (MeasureStatus.ACTIVE, None, ())


def test_a_measure_of_another_effect_says_which_term_differs() -> None:
    result = compared(dossier(enforcement()), effect=Effect.NOTICE)

    (change,) = result.measures
    assert (change.kind, change.differing) == (ChangeKind.CHANGES, ("effect",))
    assert result.after is Guidance.STANDARD


def test_a_line_without_operative_basis_changes_the_status_with_the_new_reason() -> None:
    result = compared(dossier(enforcement()), catalogue_only=True)

    (change,) = result.measures
    assert change.after is not None
    assert (change.after.status, change.differing) == (MeasureStatus.FOR_REFERENCE, ("status",))
    assert change.reason.startswith("no operative basis; before: its conditions hold")


def test_a_line_not_in_force_or_not_for_the_matter_is_said() -> None:
    subject = dossier(enforcement())
    later = compared(subject, in_force=Period(starts_on=date(2030, 1, 1)))
    elsewhere = compared(subject, matters=frozenset({"food-production-licence"}), matter_kinds=frozenset())

    assert "not in force on 2026-11-24" in later.measures[0].reason
    assert "not for public-tender" in elsewhere.measures[0].reason


def test_an_incomplete_answer_changes_by_its_floor() -> None:
    subject = dossier(enforcement())
    before = answer(subject, "public-tender", pack(), silent=True)
    result = compare(NAME, before, answer(subject, "public-tender", less(LINE), silent=True))

    assert (result.before, result.after) == (Guidance.INCOMPLETE, Guidance.INCOMPLETE)
    assert (result.floor_before, result.floor_after) == (Guidance.BARRED, Guidance.STANDARD)
    assert result.changed


@given(subjects=st.lists(dossiers(), max_size=4), line=LINES)
def test_the_matrix_counts_every_case_compared(subjects: list[Dossier], line: str) -> None:
    new = less(line)
    pairs = [(answer(each, "public-tender", pack()), answer(each, "public-tender", new)) for each in subjects]
    results = tuple(compare(NAME, *pair) for pair in pairs)
    others = (NotJudged(case=NAME, reason="erased"), NotReproduced(case=NAME, difference="guidance"))
    found = simulation((pack().version,), new.version, (*results, *others))

    assert sum(found.matrix.values()) == len(found.compared) == len(subjects)
    assert sum(count for (before, after), count in found.matrix.items() if before is not after) <= len(found.changed)
    assert (found.not_judged, found.not_reproduced) == (others[:1], others[1:])


def test_a_class_of_inspection_that_changes_is_a_change() -> None:
    worse = replace(pack(), inspection=tuple(replace(each, id=each.id * 2) for each in pack().inspection))
    plan = "annual-inspection-plan"
    result = compare(NAME, answer(dossier(), plan, pack()), answer(dossier(), plan, worse))

    assert (result.inspection_before, result.inspection_after, result.measures) == ("C", "CC", ())
    assert result.changed
    tender = compare(NAME, answer(dossier(), "public-tender", pack()), answer(dossier(), "public-tender", worse))
    assert (tender.inspection_before, tender.changed) == (None, False)
