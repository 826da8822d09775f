"""Stage 9: what a grant does not name is nowhere in the answer, and its absence tells nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.answers.subjects import LISTS, kind_of
from gateway.grants import EVERYWHERE, Grant
from gateway.rules.inspection import NEVER_AN_ORDER
from gateway.rules.trigger import ADVERSE_KINDS
from gateway.stages.disclose import Projection
from gateway.stages.plan import supplies
from schema.checks import Check, Subject, SubjectIdentifier, WithheldReason
from schema.codes import OutcomeKind, RecordKind, Role, SubjectKind
from schema.declare import revised
from schema.evaluations import RatedEvaluation
from schema.identifiers import aliases_of, masked
from schema.measures import Guidance
from schema.prospects import ChangeKind, PossibleChange
from schema.records import PersonInRole, Registration
from tests.joining.invented import AGENCIES, SOURCES, UNIT, customs, penalty, taxpayer
from tests.rules.making import pack
from tests.stages.canaries import FIELDS, PERSONS, canary, check, records, reports, subject

NAMES = sorted({kind.value for kind in RecordKind} | {f"EVALUATION:{field}" for field in FIELDS})
grants = st.builds(
    lambda names, personal: granting(*names, personal=personal), st.sets(st.sampled_from(NAMES)), st.booleans()
)


def granting(*names: str, personal: bool = False, regions: Iterable[str] = (EVERYWHERE,)) -> Grant:
    return Grant(
        client="c",
        agency="tax",
        purposes=frozenset(),
        matters=frozenset(),
        record_kinds=frozenset(names),
        regions=frozenset(regions),
        personal=personal,
    )


def projection(grant: Grant) -> Projection:
    return Projection(grant, SOURCES, AGENCIES)


def dumped(shown: Check | Subject) -> str:
    """Write an answer in every way it could leave."""
    return orjson.dumps(shown, default=str).decode() + repr(shown)


def hidden_by(grant: Grant) -> list[str]:
    """Name the kinds (evaluations by field) of which the grant shows nothing."""
    names = [name for name in NAMES if name != "EVALUATION"]
    return [
        name for name in names if not grant.shows(RecordKind[name.partition(":")[0]], name.partition(":")[2] or None)
    ]


def test_the_canaries_are_all_there_before_disclosure() -> None:
    whole = dumped(check())
    names = [name for name in NAMES if name != "EVALUATION"]
    assert [name for name in names if canary(name) not in whole] == []
    assert all(person.value in whole for person in PERSONS)
    assert "<PERSON>" in whole
    assert len(records()) == len(LISTS) - 1 + len(FIELDS)


@pytest.mark.go("GO-18-g")
@given(grants)
def test_no_value_of_a_kind_not_granted_is_in_the_answer(grant: Grant) -> None:
    for shown in (projection(grant).check(check()), projection(grant).subject(subject())):
        said = dumped(shown)
        assert [name for name in hidden_by(grant) if canary(name) in said] == []


@given(grants)
def test_what_is_granted_is_shown(grant: Grant) -> None:
    said = dumped(projection(grant).check(check()))
    hidden = set(hidden_by(grant))
    assert [name for name in NAMES if name not in {*hidden, "EVALUATION"} and canary(name) not in said] == []
    assert ("<PERSON>" in said) is (
        grant.personal and bool({"REGISTRATION", "PENALTY", "SERIOUS_DISHONESTY_ENTRY"} - hidden)
    )


@given(grants)
def test_personal_numbers_are_masked_for_everybody(grant: Grant) -> None:
    for shown in (projection(grant).check(check()), projection(grant).subject(subject())):
        said = dumped(shown)
        assert not any(person.value in said or person.value[6:14] in said for person in PERSONS)


@given(grants)
def test_a_list_not_granted_is_null_and_never_empty(grant: Grant) -> None:
    shown = projection(grant).subject(subject())
    for record_type, name in LISTS.items():
        assert (getattr(shown, name) is None) is not grant.shows_some(kind_of(record_type))
    assert (shown.name is None) is not grant.shows(RecordKind.REGISTRATION)


@given(grants)
def test_what_is_withheld_follows_from_the_grant_and_the_sources_alone(grant: Grant) -> None:
    full = projection(grant).subject(subject())
    nothing_found = revised(subject(reports(OutcomeKind.NOT_FOUND)), records=(), conflicts=(), identifiers=())
    nothing = projection(grant).subject(nothing_found)
    assert nothing.withheld == full.withheld
    supplied = {name for spec in SOURCES.values() for name in supplies(spec)}
    kinds = {entry.what for entry in full.withheld if entry.reason is WithheldReason.NOT_GRANTED}
    assert kinds == supplied & set(hidden_by(grant))


@given(grants)
def test_a_source_whose_kinds_are_not_granted_says_the_same_whether_it_found_something_or_not(grant: Grant) -> None:
    hidden = set(hidden_by(grant))
    after_found = projection(grant).subject(subject(reports(OutcomeKind.FOUND)))
    after_nothing = projection(grant).subject(subject(reports(OutcomeKind.NOT_FOUND)))
    for found, nothing in zip(after_found.sources, after_nothing.sources, strict=True):
        if supplies(SOURCES[found.source]) & hidden:
            assert found == nothing
            assert (found.outcome, found.records) == (OutcomeKind.WITHHELD, None)
        else:
            assert (found.outcome, nothing.outcome) == (OutcomeKind.FOUND, OutcomeKind.NOT_FOUND)


@pytest.mark.parametrize("outcome", [OutcomeKind.FAILED, OutcomeKind.NOT_APPLICABLE, OutcomeKind.WITHHELD])
def test_a_department_that_failed_is_named_to_everybody(outcome: OutcomeKind) -> None:
    shown = projection(granting()).subject(subject(reports(outcome)))
    assert {report.outcome for report in shown.sources if supplies(SOURCES[report.source])} == {outcome}


def test_identifiers_learnt_from_the_registry_need_the_grant_of_registrations() -> None:
    given_and_following = set(aliases_of(UNIT))
    without = projection(granting("PENALTY", "EVALUATION:tax")).subject(subject())
    shown = {item.identifier: item.sources for item in without.identifiers}
    assert given_and_following <= set(shown)
    assert all(shown[identifier] == () for identifier in given_and_following)
    assert not any("REGISTRATION" in identifier.value for identifier in shown)
    (tax,) = (report for report in without.sources if report.source == "tax")
    assert tax.asked_by is None

    granted = projection(granting("REGISTRATION")).subject(subject())
    assert {item.identifier: item.sources for item in granted.identifiers}[UNIT] == ("registry",)
    (tax,) = (report for report in granted.sources if report.source == "tax")
    assert tax.asked_by == taxpayer(UNIT)


def test_the_kind_of_a_unit_is_the_registrys_word_and_that_of_a_person_is_not() -> None:
    bare = projection(granting())
    assert bare.subject(subject()).kind is None
    assert bare.subject(revised(subject(), kind=SubjectKind.NATURAL_PERSON)).kind is SubjectKind.NATURAL_PERSON
    assert projection(granting("REGISTRATION")).subject(subject()).kind is SubjectKind.COOPERATIVE


def test_conflicts_about_what_is_not_shown_are_not_shown() -> None:
    shown = projection(granting("PENALTY")).subject(subject())
    assert [conflict.records for conflict in shown.conflicts if conflict.records] == [(f"{canary('PENALTY')}id",)]
    assert [conflict.sources for conflict in shown.conflicts if conflict.sources] == [("cross-reference",)]


def test_guidance_and_measures_stay_and_explanations_need_every_kind_they_look_at() -> None:
    shown = projection(granting("PENALTY", "EVALUATION:tax")).check(check())
    assert shown.guidance is check().guidance
    (measure,) = shown.measures
    assert [record.kind for record in measure.records] == [RecordKind.PENALTY, RecordKind.EVALUATION]
    assert [near.conditions[0].kinds for near in shown.why_not] == [(RecordKind.PENALTY,)]
    assert shown.evaluations is not None
    assert [item.field for item in shown.evaluations] == ["tax"]
    assert projection(granting()).check(check()).evaluations is None


def test_what_a_check_withholds_is_said_of_the_check_and_of_its_subject() -> None:
    shown = projection(granting("PENALTY")).check(check())
    assert shown.withheld == shown.subject.withheld
    assert {(entry.what, entry.reason) for entry in shown.withheld} >= {
        ("REGISTRATION", WithheldReason.NOT_GRANTED),
        ("PERSONS_IN_ROLES", WithheldReason.PERSONAL),
    }


def test_every_withheld_entry_says_on_what_basis() -> None:
    bases = {entry.reason: entry.basis for entry in projection(granting("PENALTY")).subject(subject()).withheld}
    assert bases == {
        WithheldReason.NOT_GRANTED: "grant of the credential used",
        WithheldReason.PERSONAL: "PIPL art. 6: personal data are shown only where the purpose needs them",
    }


def test_persons_in_roles_are_left_out_or_shown_with_masked_numbers() -> None:
    every = tuple(kind.value for kind in RecordKind)
    for personal in (False, True):
        shown = projection(granting(*every, personal=personal)).subject(subject())
        (registration,) = (record for record in shown.records or () if isinstance(record, Registration))
        (penalty,) = shown.penalties or ()
        for persons in (registration.officers, penalty.responsible):
            assert [person.name for person in persons] == (["<PERSON>"] if personal else [])
            assert all(person.identifier == masked(PERSONS[0]) for person in persons)


def test_a_person_in_a_role_without_a_number_is_shown_without_one() -> None:
    nameless = PersonInRole(name="<PERSON>", identifier=None, role=Role.LEGAL_REPRESENTATIVE)
    held = tuple(
        revised(record, officers=(nameless,)) if isinstance(record, Registration) else record for record in records()
    )
    shown = projection(granting("REGISTRATION", personal=True)).subject(revised(subject(), records=held))
    (registration,) = (record for record in shown.records or () if isinstance(record, Registration))
    assert registration.officers == (nameless,)


def recognising(reason: str = "a condition does not hold: no PENALTY") -> RatedEvaluation:
    """A grade an agreement was tried on: its reason speaks of adverse records."""
    agreement = pack().agreements[0].shown
    return revised((check().evaluations or ())[0], agreement=agreement, reason=reason)


@pytest.mark.go("GO-18-g", "GO-16-b")
@pytest.mark.parametrize("hidden", [None, *sorted(ADVERSE_KINDS)])
def test_why_an_agreement_recognised_or_not_is_shown_to_who_may_see_every_adverse_kind(
    hidden: RecordKind | None,
) -> None:
    grant = granting("EVALUATION", *(kind.value for kind in ADVERSE_KINDS if kind is not hidden))
    (shown,) = projection(grant).check(revised(check(), evaluations=(recognising(),))).evaluations or ()
    told = recognising().reason if hidden is None else recognising().status.description
    assert shown.reason == told
    assert shown.agreement == recognising().agreement


def test_a_grade_no_agreement_was_tried_on_keeps_its_reason_and_its_evaluation() -> None:
    (shown,) = projection(granting("EVALUATION:tax")).check(check()).evaluations or ()
    assert shown.reason == canary("EVALUATION:tax")
    assert shown.evaluation is not None
    assert shown.evaluation.identifiers == tuple(masked(item) for item in shown.evaluation.identifiers)


def test_how_an_unrated_subject_is_treated_is_shown_without_an_evaluation() -> None:
    treated = revised(recognising(), evaluation=None)
    (shown,) = projection(granting("EVALUATION")).check(revised(check(), evaluations=(treated,))).evaluations or ()
    assert shown.evaluation is None
    assert shown.reason == treated.status.description


def test_a_source_asked_by_a_persons_number_is_shown_with_the_number_masked() -> None:
    every = tuple(kind.value for kind in RecordKind)
    shown = projection(granting(*every)).subject(subject())
    (court,) = (report for report in shown.sources if report.source == "court")
    assert court.asked_by == masked(PERSONS[2])
    bare = projection(granting()).subject(subject())
    assert {report.asked_by for report in bare.sources} <= {None, UNIT}


def test_why_a_source_is_withheld_is_said() -> None:
    shown = projection(granting()).subject(subject())
    (tax,) = (report for report in shown.sources if report.source == "tax")
    assert tax.message == "your grant does not cover its records"


def test_identifiers_of_a_source_without_records_are_shown_to_everybody_and_others_with_their_kind() -> None:
    learnt = {slug: customs(number) for number, slug in enumerate(("cross-reference", "tax", "ecology"), start=1)}
    held = tuple(SubjectIdentifier(identifier=number, sources=(slug,)) for slug, number in learnt.items())
    one = revised(subject(), identifiers=(*subject().identifiers[:1], *held))
    for names, shown in (
        ((), {"cross-reference"}),
        (("EVALUATION:tax",), {"cross-reference", "tax"}),
        (("PENALTY",), {"cross-reference", "ecology"}),
    ):
        numbers = {item.identifier for item in projection(granting(*names)).subject(one).identifiers}
        assert {slug for slug, number in learnt.items() if number in numbers} == shown


def test_persons_are_withheld_only_where_a_registry_was_asked_and_persons_are_not_granted() -> None:
    without_registry = revised(subject(), sources=tuple(each for each in reports() if each.source == "court"))
    for personal, told, withheld in (
        (False, subject(), True),
        (True, subject(), False),
        (False, without_registry, False),
        (True, without_registry, False),
    ):
        found = projection(granting(personal=personal)).subject(told).withheld
        assert ("PERSONS_IN_ROLES" in {entry.what for entry in found}) is withheld


def test_a_report_with_nothing_to_hide_is_shown_as_it_is() -> None:
    every = tuple(kind.value for kind in RecordKind)
    told = subject()
    shown = projection(granting(*every)).subject(told)
    same = [report.source for report, before in zip(shown.sources, told.sources, strict=True) if report is before]
    assert "tax" in same


def test_a_record_with_nothing_to_hide_is_shown_as_it_is() -> None:
    plain = revised(penalty("publicity"), responsible=())
    (shown,) = projection(granting("PENALTY")).subject(revised(subject(), records=(plain,))).records or ()
    assert shown is plain


def test_a_kind_that_was_not_asked_about_stays_null_whatever_the_grant() -> None:
    unasked: dict[str, Any] = {"penalties": None, "records": ()}
    shown = projection(granting("PENALTY")).subject(revised(subject(), **unasked))
    assert shown.penalties is None


@given(grants)
def test_projecting_what_is_already_projected_changes_nothing(grant: Grant) -> None:
    once = projection(grant).check(check())
    again = projection(grant).check(once)
    assert dumped(revised(again, sources=(), subject=None)) == dumped(revised(once, sources=(), subject=None))
    assert again.subject.records == once.subject.records


@pytest.mark.parametrize("begins", [(), ("INC-03",)])
def test_what_would_change_it_tells_a_narrow_grant_only_which_measures_would_end(begins: tuple[str, ...]) -> None:
    kinds = (RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY)
    whole = PossibleChange(
        kind=ChangeKind.RECORD_CLEARED,
        when="record r is withdrawn",
        guidance=Guidance.GREEN_CHANNEL if begins else Guidance.STANDARD,
        floor=Guidance.STANDARD,
        ends=("RES-02:r",),
        begins=begins,
        kinds=kinds,
    )
    nothing_ends = revised(whole, ends=())
    asked = revised(check(), what_would_change_it=(whole, nothing_ends))

    assert projection(granting(*kinds)).check(asked).what_would_change_it == (whole, nothing_ends)
    narrow = projection(granting("SERIOUS_DISHONESTY_ENTRY")).check(asked).what_would_change_it
    assert [(each.guidance, each.floor, each.ends, each.begins) for each in narrow] == [(None, None, ("RES-02:r",), ())]


def test_advice_on_inspections_keeps_its_class_and_gives_reasons_to_who_sees_what_they_speak_of() -> None:
    true = check()
    assert projection(granting("PENALTY")).check(true).inspection == true.inspection
    narrow = projection(granting("REGISTRATION")).check(true).inspection
    assert narrow is not None
    assert (narrow.id, narrow.reasons) == ("B", (NEVER_AN_ORDER,))
    assert projection(granting("PENALTY")).check(revised(true, inspection=None)).inspection is None


@pytest.mark.parametrize(
    ("granted", "shown"), [("EVALUATION:tax", 1), ("EVALUATION:environment", 0), ("EVALUATION", 1)]
)
def test_how_an_unrated_subject_is_treated_is_shown_to_who_sees_the_field(granted: str, shown: int) -> None:
    true = check()
    treated = revised((true.evaluations or ())[0], evaluation=None, field="tax")
    found = projection(granting(granted)).check(revised(true, evaluations=(treated,))).evaluations
    assert len(found or ()) == shown
