"""What a receipt keeps, read back: exactly what was found, and every possibility where something was hidden."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given

from gateway.receipts.body import Evidence
from gateway.simulation.kept import KeptCheck, Unjudgeable, read_check
from gateway.simulation.outcomes import read_found
from gateway.simulation.rebuilding import rebuilt
from gateway.stages.dossier import Fetched
from gateway.stages.plan import MOST_LINKED_UNITS
from schema.codes import Role
from schema.dates import Period
from schema.identifiers import Identifier
from schema.outcomes import Alias, Failed, Found, NotApplicable, NotFound, UnitLink, Withheld
from schema.records import Record
from tests.joining.invented import PERSON, SOURCES, UNIT, credit, penalty, registration, taxpayer
from tests.rules.making import AS_OF
from tests.rules.strategies import records

Report = tuple[str, str]
ERASED = {"scheme": "RESIDENT_IDENTITY", "value": {"salted_sha256": "x"}}


def evidence(source: str, found: Found) -> Evidence:
    return Evidence(source=source, media_type="application/json", content=msgspec.json.encode(found))


def body(reports: list[Report], pieces: list[Evidence], subject: Identifier = UNIT, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "version": 1,
        "id": "r-1",
        "agency": "tax",
        "subject": {"scheme": subject.scheme.value, "value": subject.value},
        "matter": "public-tender",
        "purpose": "PUBLIC_RESOURCE_TRADING",
        "case_number": "1",
        "as_of": AS_OF.isoformat(),
        "known_at": "2026-11-24T01:00:00.000000Z",
        "decided_at": "2026-11-24T01:00:00.000000Z",
        "rights_position": 0,
        "pack": {"id": "cn-2026", "version": "2026.1", "digest": "0"},
        "guidance": "STANDARD",
        "measures": [],
        "sources": [_report(*report) for report in reports],
        "inputs": {"asked_by": subject.scheme.value, "today": AS_OF.isoformat()},
        "answer": {"floor": None, "missing": [], "withheld": []},
        "evidence": [{"source": piece.source, "sha256": piece.digest} for piece in pieces],
    }
    return given | changes


def _report(source: str, outcome: str) -> dict[str, Any]:
    failure = "TIMEOUT" if outcome == "FAILED" else None
    times = {"retrieved_at": "2026-11-24T01:00:00+00:00", "data_as_of": None}
    required = source in {"registry", "court"}
    return {"source": source, "required": required, "outcome": outcome, "failure": failure, "cached": False, **times}


def fetched(
    reports: list[Report], pieces: list[Evidence], subject: Identifier = UNIT, **changes: Any
) -> tuple[Fetched, ...]:
    kept: KeptCheck = read_check(body(reports, pieces, subject, **changes))
    return rebuilt(kept, [piece.content for piece in pieces], SOURCES)


def hiding(*what: str, missing: tuple[str, ...] = ()) -> dict[str, Any]:
    withheld = [{"what": name, "reason": "NOT_GRANTED"} for name in what]
    return {"floor": None, "missing": list(missing), "withheld": withheld}


@given(kept=records())
def test_evidence_gives_back_what_was_found(kept: tuple[Record, ...]) -> None:
    found = Found(records=kept, aliases=(Alias(identifier=taxpayer(UNIT)),), rejected=2)

    assert read_found(msgspec.json.encode(found)) == found


def test_every_outcome_comes_back_in_its_place() -> None:
    registered = Found(records=(registration("样例有限公司"),), aliases=(Alias(identifier=taxpayer(UNIT)),))
    reports = [("registry", "FOUND"), ("court", "NOT_FOUND"), ("tax", "FAILED"), ("models", "NOT_APPLICABLE")]
    (whole,) = fetched(reports, [evidence("registry", registered)])
    first, none, failed, beside = [answer.outcome for answer in whole.answers]

    assert whole.asked == UNIT
    assert first == registered
    assert isinstance(none, NotFound)
    assert isinstance(failed, Failed)
    assert failed.failure.value == "TIMEOUT"
    assert isinstance(beside, NotApplicable)


def test_the_identifier_asked_by_is_found_again() -> None:
    registered = Found(aliases=(Alias(identifier=taxpayer(UNIT)),))
    inputs = {"asked_by": "TAXPAYER_NUMBER", "today": AS_OF.isoformat()}
    (whole,) = fetched([("registry", "FOUND")], [evidence("registry", registered)], inputs=inputs)
    assert whole.asked == taxpayer(UNIT)

    with pytest.raises(Unjudgeable, match="which TAXPAYER_NUMBER it was asked by"):
        fetched([("registry", "NOT_FOUND")], [], inputs=inputs)


def test_a_hidden_source_that_found_something_is_known_by_its_evidence() -> None:
    fined = Found(records=(penalty("publicity"),))
    (whole,) = fetched([("publicity", "WITHHELD")], [evidence("publicity", fined)], answer=hiding("PENALTY"))

    assert whole.answers[0].outcome == fined


def test_a_hidden_source_without_evidence_leaves_both_possibilities() -> None:
    nothing, withheld = fetched([("publicity", "WITHHELD")], [], answer=hiding("PENALTY"))

    assert isinstance(nothing.answers[0].outcome, NotFound)
    assert isinstance(withheld.answers[0].outcome, Withheld)


@pytest.mark.parametrize(
    ("source", "answer", "outcome"),
    [
        ("publicity", hiding("EVALUATION:tax"), Withheld),  # the grant shows it, so it did withhold
        ("court", hiding("ENFORCEMENT_ENTRY"), NotFound),  # required and not missing
    ],
)
def test_what_else_the_receipt_says_settles_it(source: str, answer: dict[str, Any], outcome: type) -> None:
    (whole,) = fetched([(source, "WITHHELD")], [], answer=answer)

    assert type(whole.answers[0].outcome) is outcome


def test_too_many_possibilities_are_not_tried() -> None:
    reports = [(source, "WITHHELD") for source in ("publicity", "ecology", "serious-lists", "customs", "models", "tax")]
    kinds = ("PENALTY", "SERIOUS_DISHONESTY_ENTRY", "RED_LIST_ENTRY", "EVALUATION:tax", "EVALUATION:customs")

    with pytest.raises(Unjudgeable, match="too much"):
        fetched(reports, [], answer=hiding(*kinds))


def test_a_persons_units_are_told_apart_by_the_order_of_the_links() -> None:
    units = [credit(serial) for serial in range(1, MOST_LINKED_UNITS + 3)]
    links = tuple(_link(unit) for unit in [units[0], *units])  # two roles in the first
    pieces = [evidence("registry", Found(links=links)), evidence("publicity", Found(records=(penalty("publicity"),)))]
    about = [("publicity", "FOUND"), *[("publicity", "NOT_FOUND")] * (MOST_LINKED_UNITS - 1)]
    reports = [("registry", "FOUND"), ("publicity", "NOT_APPLICABLE"), *about]
    (whole,) = fetched(reports, pieces, subject=PERSON)

    assert whole.links_cut == 2
    assert [linked.link.unit for linked in whole.linked] == [units[0], *units[:MOST_LINKED_UNITS]]
    assert [type(linked.answers[0].outcome) for linked in whole.linked] == [Found, Found, *[NotFound] * 7]
    assert len(whole.everything) == len(reports)


def test_links_that_do_not_fit_the_answers_are_not_guessed() -> None:
    pieces = [evidence("registry", Found(links=(_link(credit(1)), _link(credit(2)))))]
    reports = [("registry", "FOUND"), ("publicity", "NOT_APPLICABLE"), ("publicity", "NOT_FOUND")]

    with pytest.raises(Unjudgeable, match="which linked unit"):
        fetched(reports, pieces, subject=PERSON)


@pytest.mark.parametrize(
    ("reports", "changes", "said"),
    [
        ([("nowhere", "NOT_FOUND")], {}, "nowhere is not configured"),
        ([("court", "FOUND")], {}, "no evidence of what court found"),
        ([("court", "NOT_FOUND")], {"subject": ERASED}, "sealed"),
        ([], {"version": 2}, "version 2"),
        ([], {"sources": None}, "lacks a member"),
    ],
)
def test_what_does_not_suffice_is_said(reports: list[Report], changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Unjudgeable, match=said):
        rebuilt(read_check(body(reports, []) | changes), [], SOURCES)


def test_evidence_that_cannot_be_opened_is_said() -> None:
    pieces = [evidence("court", Found())]
    kept = read_check(body([("court", "FOUND")], pieces))

    with pytest.raises(Unjudgeable, match="what court answered cannot be opened"):
        rebuilt(kept, [None], SOURCES)
    with pytest.raises(Unjudgeable, match="form this version does not know"):
        rebuilt(kept, [b"[]"], SOURCES)


def test_a_person_is_named_by_the_scheme_alone() -> None:
    assert read_check(body([], [], subject=PERSON)).name.subject == "RESIDENT_IDENTITY:(sealed)"
    assert read_check(body([], [])).name.subject == f"CREDIT_CODE:{UNIT.value}"


def _link(unit: Identifier) -> UnitLink:
    return UnitLink(unit=unit, unit_name="样例", role=Role.LEGAL_REPRESENTATIVE, period=Period(starts_on=AS_OF))
