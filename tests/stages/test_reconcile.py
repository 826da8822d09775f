"""Stage 5: joined by identifier and never by name, the rights log applied, what is not known said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import strawberry
from hypothesis import given
from hypothesis import strategies as st

from gateway.rights.state import RecordRights
from gateway.stages.dossier import Dossier, SourceAnswer
from gateway.stages.reconcile import reconcile
from schema.checks import ConflictKind
from schema.codes import FailureKind, RecordKind, RecordStatus, SubjectKind
from schema.dates import period
from schema.declare import revised
from schema.identifiers import Identifier
from schema.outcomes import Alias, Failed, Found, NotApplicable, NotFound, Outcome, Withheld
from schema.records import Record, SubjectName
from tests.joining.invented import (
    PERSON,
    SOURCES,
    STRANGER,
    UNIT,
    credit,
    evaluation,
    fetched,
    found,
    known_as,
    licence,
    organisation,
    penalty,
    registration,
    registration_number,
    resident,
    taxpayer,
    told,
)
from tests.stages.reconciling import ids, settle, terms

SINCE = datetime(2026, 5, 1, 17, 0, tzinfo=UTC)
NAME = "样例精密制造有限公司"
OTHER_NAME = "别的有限公司"


@pytest.mark.go("GO-11-a")
def test_records_of_the_same_code_are_joined_and_those_of_another_set_aside_with_a_conflict() -> None:
    own = penalty("publicity", None)
    other = penalty("publicity", None, id="publicity:2", identifiers=(STRANGER,))
    dossier = settle(found("publicity", own, other))
    assert ids(dossier) == {known_as("publicity:1")}
    assert [(conflict.kind, conflict.sources) for conflict in dossier.conflicts] == [
        (ConflictKind.OTHER_SUBJECT, ("publicity",))
    ]
    assert dossier.conflicts[0].message == (
        "a record delivered for this subject carries no identifier of it, or another subject's; set aside"
    )


def test_the_dossier_is_named_by_what_is_known_of_the_subject() -> None:
    number = registration_number(1)
    dossier = settle(found("registry", registration(NAME)), asked=number)
    assert dossier.subject_ref == f"REGISTRATION_NUMBER:{number.value}"
    assert [item.identifier for item in dossier.identifiers] == [number]
    taught = told("registry", Found(records=(registration(NAME),), aliases=(Alias(identifier=UNIT),)))
    dossier = settle(taught, asked=number)
    assert dossier.subject_ref == f"CREDIT_CODE:{UNIT.value}"
    assert [item.identifier for item in dossier.identifiers] == [number, UNIT, organisation(UNIT)]


def test_a_decision_about_somebody_without_an_organisation_code_hangs_on_the_number_asked() -> None:
    own = found("publicity", penalty("publicity", identifiers=(PERSON,)))
    another = found("publicity", penalty("publicity", identifiers=(resident(18),)))
    first, again, other = (settle(own, asked=PERSON), settle(own, asked=PERSON), settle(another, asked=resident(18)))
    assert ids(first) == ids(again)
    assert ids(first).isdisjoint(ids(other))


def test_records_of_every_source_that_answered_are_joined_whatever_the_others_did() -> None:
    down = told("court", Failed(failure=FailureKind.TIMEOUT, message="late"))
    assert ids(settle(down, found("publicity", penalty("publicity", None)))) == {known_as("publicity:1")}


@pytest.mark.parametrize(
    ("identifiers", "joined"),
    [
        ((UNIT, organisation(UNIT)), True),
        ((organisation(UNIT),), True),
        ((UNIT, organisation(STRANGER)), True),
        ((STRANGER, organisation(UNIT)), False),
        ((organisation(STRANGER), taxpayer(UNIT)), False),
        ((taxpayer(UNIT),), False),
        ((), False),
    ],
    ids=["both", "weaker", "copied column", "stronger differs", "weaker differs", "not known", "none"],
)
def test_the_strongest_identifier_of_a_record_decides(identifiers: tuple[Identifier, ...], joined: bool) -> None:
    dossier = settle(found("publicity", penalty("publicity", None, identifiers=identifiers)))
    assert bool(dossier.records) is joined
    assert bool(dossier.conflicts) is not joined


def test_an_identifier_learnt_from_the_registry_joins() -> None:
    registry = told("registry", Found(records=(registration(NAME),), aliases=(Alias(identifier=taxpayer(UNIT)),)))
    dossier = settle(registry, found("tax", evaluation("tax", "tax", identifiers=(taxpayer(UNIT),))))
    assert known_as("tax:tax") in ids(dossier)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([NAME, "别的有限公司", None, ""])), max_size=6), st.data())
def test_names_never_change_which_records_join(rows: list[tuple[bool, str | None]], data: st.DataObject) -> None:
    def dossier(names: list[str | None]) -> Dossier:
        records = [
            penalty(
                "publicity",
                None,
                id=strawberry.ID(f"p:{place}"),
                identifiers=(UNIT if own else STRANGER,),
                subject_name=name,
            )
            for place, ((own, _), name) in enumerate(zip(rows, names, strict=True))
        ]
        return settle(found("registry", registration(NAME)), found("publicity", *records))

    written = [name for _, name in rows]
    others = data.draw(st.lists(st.text(max_size=8), min_size=len(rows), max_size=len(rows)))
    assert ids(dossier(written)) == ids(dossier(list(others)))


@pytest.mark.parametrize(
    ("written", "differs"),
    [
        (NAME, False),
        ("样例精密制造有限责任公司", False),
        ("样例旧名有限公司", False),
        (None, False),
        ("别的有限公司", True),
    ],
)
def test_a_record_under_no_current_or_former_name_is_joined_and_flagged(written: str | None, differs: bool) -> None:
    former = SubjectName(name="样例旧名有限公司", period=period(date(2015, 1, 1), date(2020, 1, 1)))
    registry = registration(names=(SubjectName(name=NAME), former), subject_name=NAME)
    dossier = settle(found("registry", registry), found("publicity", penalty("publicity", None, subject_name=written)))
    (record,) = (record for record in dossier.records if record.kind is RecordKind.PENALTY)
    assert record.name_differs is differs
    conflicts = [(conflict.kind, conflict.records) for conflict in dossier.conflicts]
    assert conflicts == ([(ConflictKind.NAME_DIFFERS, (known_as("publicity:1"),))] if differs else [])
    if differs:
        assert dossier.conflicts[0].sources == ("publicity",)
        assert dossier.conflicts[0].message == (
            "the code on this PENALTY matches, its name is no current or former name; ask the issuer"
        )


def test_without_names_from_the_registry_no_name_differs() -> None:
    record = penalty("publicity", None, subject_name="别的有限公司")
    for answers in (
        (found("publicity", record),),
        (found("publicity", record), found("registry", registration())),
    ):
        assert not any(item.name_differs for item in settle(*answers).records)


def test_the_registration_names_the_subject() -> None:
    former = SubjectName(name="样例旧名有限公司", period=period(date(2015, 1, 1), date(2020, 1, 1)))
    current = SubjectName(name=NAME, period=period(date(2020, 1, 1)))
    dossier = settle(found("registry", registration(names=(former, current), subject_name=NAME)))
    assert (dossier.name, dossier.names) == (NAME, (former, current))
    assert dossier.subject_kind is SubjectKind.ENTERPRISE


def test_the_current_name_is_the_one_whose_time_is_not_over() -> None:
    over = SubjectName(name="样例旧名有限公司", period=period(date(2015, 1, 1), date(2020, 1, 1)))
    since = SubjectName(name=NAME, period=period(date(2020, 1, 1)))
    assert settle(found("registry", registration(names=(over, since), subject_name=over.name))).name == NAME
    assert settle(found("registry", registration(names=(over,), subject_name=OTHER_NAME))).name == OTHER_NAME
    assert settle(found("registry", registration(names=(), subject_name=None))).name is None


def test_another_subjects_registration_lends_neither_name_nor_kind() -> None:
    dossier = settle(found("registry", registration("别的有限公司", identifiers=(STRANGER,))))
    assert (dossier.name, dossier.names, dossier.subject_kind, dossier.records) == (None, (), None, ())


def test_one_decision_from_two_departments_is_one_record_with_two_provenances() -> None:
    dossier = settle(found("publicity", penalty("publicity", "样环罚[2026]7号")), found("ecology", penalty("ecology")))
    (record,) = dossier.records
    assert [copy.source for copy in record.provenances] == ["ecology", "publicity"]


@pytest.mark.go("GO-22-c", "GO-21-c", "GO-19-a")
@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        (RecordRights(verification_since=SINCE), (RecordStatus.CURRENT, None, SINCE)),
        (RecordRights(repaired_on=date(2026, 6, 1)), (RecordStatus.REPAIRED, date(2026, 6, 1), None)),
        (RecordRights(exit_on=date(2026, 6, 1)), (RecordStatus.ENDED, date(2026, 6, 1), None)),
        (RecordRights(verified_wrong_at=SINCE), (RecordStatus.WITHDRAWN, date(2026, 5, 2), None)),
        (
            RecordRights(withdrawn_on=date(2026, 7, 1), repaired_on=date(2026, 6, 1), exit_on=date(2026, 5, 1)),
            (RecordStatus.WITHDRAWN, date(2026, 7, 1), None),
        ),
        (RecordRights(verified_correct_at=SINCE), (RecordStatus.CURRENT, None, None)),
    ],
    ids=["verification", "repaired", "exit", "verified wrong", "withdrawn", "verified correct"],
)
def test_the_rights_log_is_applied(rights: RecordRights, expected: tuple[Any, ...]) -> None:
    (record,) = settle(found("ecology", penalty("ecology", None)), rights={known_as("ecology:1"): rights}).records
    assert (record.status, record.status_since, record.verification_since) == expected


def test_the_rights_log_speaks_of_a_decision_whoever_reports_it() -> None:
    (known,) = settle(found("publicity", penalty("publicity"))).records
    rights = {str(known.id): RecordRights(withdrawn_on=date(2026, 7, 1))}
    (record,) = settle(found("ecology", penalty("ecology")), rights=rights).records
    assert record.status is RecordStatus.WITHDRAWN


@pytest.mark.go("GO-22-c")
@pytest.mark.parametrize("asked", [UNIT, organisation(UNIT), taxpayer(UNIT)])
def test_the_rights_log_finds_a_decision_by_whichever_number_was_asked_and_with_the_registry_down(
    asked: Identifier,
) -> None:
    record = penalty("publicity", identifiers=(UNIT, organisation(UNIT)))
    court = found("court", revised(record, identifiers=(organisation(UNIT),)))
    registry = told("registry", Found(records=(registration(NAME),), aliases=(Alias(identifier=UNIT),)))
    down = told("registry", Failed(failure=FailureKind.MOVED, message="gone"))
    (known,) = (item for item in settle(registry, found("publicity", record)).records if item.kind == record.kind)
    (again,) = settle(down, court, asked=asked).records
    assert again.id == known.id


@pytest.mark.go("GO-21-c")
def test_records_that_may_no_longer_be_used_are_dropped_before_any_rule_sees_them() -> None:
    copies = found("ecology", penalty("ecology", fine_yuan=1)), found("publicity", penalty("publicity", fine_yuan=2))
    assert settle(*copies).conflicts
    dossier = settle(*copies, may_be_used=lambda record: record.kind is not RecordKind.PENALTY)
    assert (dossier.records, dossier.conflicts) == ((), ())


def test_a_record_that_may_not_be_used_takes_no_other_with_it() -> None:
    hidden, shown = penalty("publicity", None), penalty("publicity", None, id="publicity:2")
    dossier = settle(found("publicity", hidden, shown), may_be_used=lambda record: record.id != known_as("publicity:1"))
    assert ids(dossier) == {known_as("publicity:2")}


def test_whether_a_record_may_be_used_is_asked_after_the_rights_log_was_applied() -> None:
    repaired = {known_as("ecology:1"): RecordRights(repaired_on=date(2026, 6, 1))}

    def standing(record: Record) -> bool:
        return record.status is RecordStatus.CURRENT

    assert settle(found("ecology", penalty("ecology", None)), may_be_used=standing).records
    assert not settle(found("ecology", penalty("ecology", None)), rights=repaired, may_be_used=standing).records


ANSWERS = (
    told("registry", Found(records=(registration(NAME),), aliases=(Alias(identifier=taxpayer(UNIT)),))),
    found("ecology", penalty("ecology", status=RecordStatus.REPAIRED), evaluation("ecology", "environment")),
    found("publicity", penalty("publicity", "样环罚[2026]7号", offence="超标排放"), licence("publicity"), cached=True),
    found("court", penalty("court", None, id=strawberry.ID("court:1"), identifiers=(STRANGER,))),
    told("tax", Failed(failure=FailureKind.TIMEOUT, message="no answer within 100 ms")),
    told("cross-reference", Found(aliases=(Alias(identifier=STRANGER),))),
)


@given(st.permutations(ANSWERS))
def test_the_order_of_answers_never_changes_the_dossier(answers: list[SourceAnswer]) -> None:
    assert settle(*answers) == settle(*ANSWERS)


@pytest.mark.parametrize(
    ("outcome", "gap"),
    [
        (NotFound(evidence="total 0"), None),
        (NotApplicable(reason="units only"), None),
        (Found(), None),
        (Found(rejected=2), "2 rows had masked or malformed identifiers"),
        (Withheld(basis="a law"), "withheld: a law"),
        (Failed(failure=FailureKind.UNACCOUNTED, message="left out"), "left out"),
    ],
)
def test_what_a_source_did_not_answer_completely_is_a_gap_in_every_kind_it_supplies(
    outcome: Outcome, gap: str | None
) -> None:
    dossier = settle(told("ecology", outcome), found("publicity"))
    failure = outcome.failure if isinstance(outcome, Failed) else None
    expected = [] if gap is None else [("ecology", gap, failure)]
    for gaps in (dossier.gaps_for(RecordKind.PENALTY), dossier.gaps_for(RecordKind.EVALUATION, "environment")):
        assert [(item.source, item.message, item.failure) for item in gaps] == expected
    assert dossier.gaps_for(RecordKind.LICENCE) == ()


def test_every_source_of_a_kind_that_did_not_answer_is_a_gap_in_it() -> None:
    late = Failed(failure=FailureKind.TIMEOUT, message="late")
    dossier = settle(told("publicity", late), told("ecology", late), told("registry", late))
    assert [gap.source for gap in dossier.gaps_for(RecordKind.PENALTY)] == ["ecology", "publicity", "registry"]


def test_a_kind_nobody_supplies_is_never_known_to_be_absent() -> None:
    dossier = settle(found("publicity"))
    for gaps in (dossier.gaps_for(RecordKind.RED_LIST_ENTRY), dossier.gaps_for(RecordKind.EVALUATION, "tax")):
        assert [gap.failure for gap in gaps] == [FailureKind.NOT_CONFIGURED]


def test_a_record_is_known_from_the_cache_only_where_every_copy_is() -> None:
    both = settle(
        found("publicity", penalty("publicity"), cached=True), found("ecology", penalty("ecology"), cached=True)
    )
    one = settle(found("publicity", penalty("publicity"), cached=True), found("ecology", penalty("ecology")))
    assert both.cached == ids(both) != set()
    assert one.cached == frozenset()


@given(st.integers(0, 60), st.integers(0, 60))
def test_different_codes_are_different_subjects_even_of_one_name(asked: int, carried: int) -> None:
    record = penalty("publicity", None, identifiers=(credit(carried),), subject_name=NAME)
    registry = registration(NAME, identifiers=(credit(asked),))
    dossier = settle(found("registry", registry), found("publicity", record), asked=credit(asked))
    assert (known_as("publicity:1", credit(asked)) in ids(dossier)) is (asked == carried)


def test_the_dossier_is_the_same_for_what_was_fetched_earlier_and_later() -> None:
    later = tuple(replace(answer, latency_ms=90, attempts=2) for answer in ANSWERS)
    assert settle(*later) == settle(*ANSWERS)


@pytest.mark.go("GO-19-b")
def test_what_a_social_body_supplies_is_for_reference_and_its_silence_hides_nothing() -> None:
    social = frozenset({SOURCES["publicity"].agency})
    delivered = found("publicity", penalty("publicity", None))
    silent = told("publicity", Failed(failure=FailureKind.TIMEOUT, message="no answer in time"))

    def settled(answer: SourceAnswer) -> Dossier:
        return reconcile(fetched(answer, asked=UNIT), replace(terms(), social=social))

    assert [record.reference_only for record in settled(delivered).records] == [True]
    assert [record.reference_only for record in settle(delivered).records] == [False]
    for answer in (delivered, silent):
        (gap,) = settled(answer).gaps_for(RecordKind.PENALTY)
        assert gap.failure is FailureKind.NOT_CONFIGURED
