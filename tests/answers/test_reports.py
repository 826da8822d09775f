"""Source reports: every question asked, once, with what came of it; and which required sources are silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway.answers.reports import missing_required, source_reports
from gateway.stages.dossier import Fetched, LinkedAnswers
from schema.codes import FailureKind, OutcomeKind, Role
from schema.outcomes import Failed, Found, NotApplicable, NotFound, Outcome, UnitLink, Withheld
from tests.joining.invented import NOW, PERSON, SOURCES, UNIT, credit, fetched, licence, penalty, told

DOWN = Failed(failure=FailureKind.MOVED, message="the path is gone")
NOTHING = NotFound(evidence="total 0")


@pytest.mark.parametrize(
    ("outcome", "kind", "failure", "message", "records"),
    [
        (Found(records=(licence("publicity"), penalty("publicity"))), OutcomeKind.FOUND, None, None, 2),
        (NOTHING, OutcomeKind.NOT_FOUND, None, "total 0", 0),
        (Withheld(basis="a law"), OutcomeKind.WITHHELD, None, "a law", 0),
        (NotApplicable(reason="units only"), OutcomeKind.NOT_APPLICABLE, None, "units only", 0),
        (DOWN, OutcomeKind.FAILED, FailureKind.MOVED, "the path is gone", 0),
    ],
)
def test_a_report_says_what_the_source_answered(
    outcome: Outcome, kind: OutcomeKind, failure: FailureKind | None, message: str | None, records: int
) -> None:
    answers = fetched(told("publicity", outcome, latency_ms=7, attempts=2, cached=True))
    (report,) = source_reports(answers, SOURCES, {}, ["publicity"])
    assert (report.outcome, report.failure, report.message, report.records) == (kind, failure, message, records)
    assert (report.latency_ms, report.attempts, report.cached, report.retrieved_at) == (7, 2, True, NOW)
    assert (report.required, report.asked_by, report.agency, report.wave) == (True, UNIT, "credit-centre", 1)


def person(outcome: Outcome) -> Fetched:
    """A person's answers, with one unit the person holds two roles in."""
    answers = (told("publicity", outcome, key=credit(1), wave=3),)
    roles = (Role.LEGAL_REPRESENTATIVE, Role.SHAREHOLDER)
    links = [UnitLink(unit=credit(1), unit_name="样例", role=role) for role in roles]
    linked = tuple(LinkedAnswers(link=link, answers=answers) for link in links)
    return replace(fetched(told("court", NOTHING, key=PERSON), asked=PERSON), linked=linked)


def test_a_linked_unit_is_reported_once_however_many_roles_link_it() -> None:
    reports = source_reports(person(NOTHING), SOURCES, {}, [])
    assert [(report.source, report.wave, report.asked_by) for report in reports] == [
        ("court", 1, PERSON),
        ("publicity", 3, credit(1)),
    ]


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [
        (Found(), ()),
        (NOTHING, ()),
        (NotApplicable(reason="r"), ()),
        (DOWN, ("court",)),
        (Withheld(basis="b"), ("court",)),
    ],
)
def test_a_required_source_is_missing_where_it_gave_no_usable_answer(
    outcome: Outcome, missing: tuple[str, ...]
) -> None:
    answers = fetched(told("registry", NOTHING), told("court", outcome), told("tax", DOWN))
    assert missing_required(answers, ["court", "registry"]) == missing


def test_a_required_source_that_was_never_asked_is_missing_in_the_matters_order() -> None:
    assert missing_required(fetched(told("court", DOWN)), ["publicity", "court"]) == ("publicity", "court")


def test_a_source_that_is_silent_about_a_linked_unit_is_missing() -> None:
    assert missing_required(person(DOWN), ["court", "publicity"]) == ("publicity",)
    assert missing_required(person(NOTHING), ["court", "publicity"]) == ()
