"""Why a measure does not apply: what nearly did, what is not known, and what would change it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from schema.codes import Severity
from schema.measures import Truth
from schema.records import Record
from tests.rules.making import (
    AS_OF,
    dossier,
    entry,
    evaluation,
    measured,
    model,
    of_line,
    pack,
    penalty,
    revocation,
)

LICENCE, TENDER, FUND, PLAN = (
    "food-production-licence",
    "public-tender",
    "fiscal-fund-application",
    "annual-inspection-plan",
)


RES_02, RES_17, RES_15 = "RES-02-market-regulation-list", "RES-17-food-licence-revoked", "RES-15-able-and-refuses"


GREEN = "INC-03-model-three-clean-years"


SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.go("GO-04-a")
@pytest.mark.parametrize("gap", ["PENALTY", "SERIOUS_DISHONESTY_ENTRY", "ENFORCEMENT_ENTRY"])
def test_silence_is_not_cleanness(gap: str) -> None:
    found = measured(dossier(model(), gaps=[gap]), LICENCE)
    assert not of_line(found, GREEN)
    near = next(each for each in found.why_not if each.line == GREEN)
    assert near.conditions[1].truth is Truth.UNKNOWN
    assert near.conditions[1].causes == ("court: no answer in time",)


def test_a_kind_no_source_supplies_is_never_known_to_be_absent() -> None:
    found = measured(dossier(model(), supplied=frozenset({"PENALTY", "RED_LIST_ENTRY"})), LICENCE)
    assert not of_line(found, GREEN)


@pytest.mark.parametrize(
    ("records", "gaps", "said"),
    [
        ((model(), penalty()), (), "if it were so that: {none} (record p)"),
        ((model(), penalty(verification_since=SINCE)), (), "if it were known that: {none} (record p)"),
        ((), (), "if it were so that: {model}"),
        ((), ("RED_LIST_ENTRY",), "if it were known that: {model} (court: no answer in time)"),
        (
            (model(name_differs=True, reference_only=True), penalty(decided_on=None)),
            (),
            "if it were so that: {model} and if it were known that: {none} (record p)",
        ),
        (
            (penalty("a", decided_on=None), penalty("b", decided_on=None), model()),
            (),
            "if it were known that: {none} (record a; record b)",
        ),
    ],
)
def test_why_not_says_what_would_change_it(records: tuple[Record, ...], gaps: tuple[str, ...], said: str) -> None:
    (line,) = (each for each in pack().lines if each.id == GREEN)
    words = {"model": line.trigger.has[0].text, "none": line.trigger.none[0].text}
    near = next(each for each in measured(dossier(*records, gaps=gaps), LICENCE).why_not if each.line == GREEN)
    assert near.what_would_change_it == said.format(**words)
    assert near.measure == line.entry.measure
    assert [each.text for each in near.conditions] == [words["model"], words["none"]]


def test_why_not_shows_the_record_that_comes_nearest() -> None:
    near_by = revocation("near", legal_basis=None)
    for order in ((revocation("far", severity=Severity.UNKNOWN, legal_basis=None), near_by), (near_by,)):
        found = measured(dossier(*order), LICENCE)
        (near,) = (each for each in found.why_not if each.line == RES_17)
        assert near.conditions[0].causes == (f"record {order[0].id}",)


def test_a_measure_that_applies_is_not_explained_away() -> None:
    found = measured(dossier(revocation(), revocation("unsaid", legal_basis=None)), LICENCE)
    assert [each.id for each in of_line(found, RES_17)] == [f"{RES_17}:revoked"]
    assert RES_17 not in {each.line for each in found.why_not}


@pytest.mark.go("GO-21-c")
def test_a_reference_that_is_over_is_explained_as_applying_no_more() -> None:
    found = measured(dossier(entry(reference_only=True, exit_on=AS_OF)), LICENCE)
    (near,) = (each for each in found.why_not if each.line == RES_02)
    assert near.what_would_change_it == "nothing: it no longer applies"


def test_a_line_that_has_nothing_to_say_is_not_listed() -> None:
    assert measured(dossier(), TENDER).why_not == ()


@pytest.mark.parametrize("matter", [LICENCE, TENDER, FUND, PLAN])
def test_every_condition_names_the_kinds_it_looks_at_and_no_value_of_a_record(matter: str) -> None:
    tax = evaluation("tax", "tax-2025", "D", subject_name="SECRET-NAME", document_number="SECRET-NUMBER")
    secrets: dict[str, Any] = {
        "subject_name": "SECRET-NAME",
        "document_number": "SECRET-NUMBER",
        "offence": "SECRET-OFFENCE",
    }
    subject = dossier(tax, model(), penalty(**secrets), revocation(**secrets | {"legal_basis": None}))
    found = measured(subject, matter)
    for near in found.why_not:
        assert all(condition.kinds for condition in near.conditions)
        said = [
            near.what_would_change_it,
            *(c.text for c in near.conditions),
            *(s for c in near.conditions for s in c.causes),
        ]
        assert not [text for text in said if "SECRET" in text]
    assert not [each.reason for each in found.measures if "SECRET" in each.reason]


def test_a_level_an_unrated_subject_is_treated_as_tells_of_its_bad_records() -> None:
    found = measured(dossier(penalty()), TENDER)
    near = next((each for each in found.why_not if each.line == "INC-12-highway-good"), None)
    assert near is None
    unknown = measured(dossier(penalty(verification_since=SINCE)), TENDER)
    condition = next(each for each in unknown.why_not if each.line == "INC-12-highway-good").conditions[0]
    assert "PENALTY" in condition.kinds
    assert condition.causes == ("agreement highway-entry",)
