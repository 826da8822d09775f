"""Cases as they are written and read: nothing of what was recorded is lost, and what is wrong is said."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from connectors.contract.cases import Case, CaseFault, Exchanged, label, read_case, write_case
from connectors.contract.outcomes import differences, outcome_to_json
from schema.codes import FailureKind, Purpose, Role
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Alias, Failed, Found, NotFound, UnitLink
from tests.connectors.acting import PERSON, UNIT, evaluation

GB18030 = '{"xydm":"","CF_XDR_MC":"样例省𠮷有限公司"}'.encode("gb18030")


def case(**changes: object) -> Case:
    recorded = Exchanged(
        method="POST",
        target="/v1/units?page=1",
        request_body=b'{"code":"1"}',
        headers={"content-type": "application/json"},
        body=GB18030,
    )
    given: dict[str, object] = {
        "name": "one",
        "title": "A unit: “quoted”",
        "keys": (UNIT, PERSON),
        "purpose": Purpose.FISCAL_FUND,
        "as_of": date(2026, 1, 2),
        "exchanges": (recorded, recorded),
        "expect": {label(UNIT): {"outcome": "NOT_FOUND", "evidence": "none"}},
    }
    return Case(**(given | changes))  # type: ignore[arg-type]  # any field may be changed by a test


def test_a_case_is_read_as_it_was_written_byte_for_byte(tmp_path: Path) -> None:
    write_case(case(), tmp_path / "one")
    assert read_case(tmp_path / "one") == case()


def test_a_database_and_the_time_of_files_are_kept(tmp_path: Path) -> None:
    told = case(exchanges=(), database="CREATE TABLE a (b);", modified=datetime(2026, 11, 22, 14, tzinfo=UTC))
    write_case(told, tmp_path / "one")
    assert read_case(tmp_path / "one") == told


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("case.toml", 'title = "A unit: “quoted”"', "", "lacks title"),
        ("case.toml", 'scheme = "CREDIT_CODE"', 'scheme = "CREDIT"', "CREDIT"),
        ("case.toml", 'purpose = "FISCAL_FUND"', "purpose = FISCAL_FUND", "TOMLDecodeError"),
        ("expect.json", "{", "", "expect.json|DecodeError|JSON"),
    ],
)
def test_a_case_that_cannot_be_read_says_where_and_why(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    write_case(case(), tmp_path / "one")
    path = tmp_path / "one" / file
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CaseFault, match=said) as caught:
        read_case(tmp_path / "one")
    assert "/one: " in str(caught.value)


def test_a_body_that_is_gone_is_said(tmp_path: Path) -> None:
    write_case(case(), tmp_path / "one")
    (tmp_path / "one" / "2.body.json").unlink()
    with pytest.raises(CaseFault, match=r"one: .*2\.body\.json"):
        read_case(tmp_path / "one")


def test_the_personal_numbers_of_a_case_are_those_asked_and_those_told() -> None:
    other = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000197003121518")
    told = {label(UNIT): {"outcome": "FOUND", "records": [{"officers": [{"identifier": label(other)}]}]}}
    assert case(expect=told).personal == {PERSON.value, other.value}


def test_an_outcome_is_told_without_what_every_record_has() -> None:
    link = UnitLink(unit=UNIT, unit_name="a", role=Role.DIRECTOR)
    found = Found(records=(evaluation(UNIT),), aliases=(Alias(identifier=UNIT),), links=(link,), rejected=1)
    assert outcome_to_json(found) == {
        "outcome": "FOUND",
        "records": [
            {
                "id": "acting:1",
                "kind": "EVALUATION",
                "identifiers": [label(UNIT)],
                "issuer": {"name": "x"},
                "field": "tax",
                "scale": "tax-2025",
                "grade": "A",
            }
        ],
        "aliases": [{"identifier": label(UNIT)}],
        "links": [{"unit": label(UNIT), "unit_name": "a", "role": "DIRECTOR"}],
        "rejected": 1,
    }
    assert outcome_to_json(NotFound(evidence="e")) == {"outcome": "NOT_FOUND", "evidence": "e"}
    failed = Failed(failure=FailureKind.TIMEOUT, message="m", retry_after=1.0)
    assert outcome_to_json(failed) == {"outcome": "FAILED", "failure": "TIMEOUT"}


def test_differences_say_where_and_what() -> None:
    left, right = {"a": [{"b": 1}, {"b": 2}], "c": 1}, {"a": [{"b": 1}, {"b": 3}], "d": 2}
    assert list(differences(left, right)) == [
        "/a/1/b: expected 2, got 3",
        "/c: expected 1, got None",
        "/d: expected None, got 2",
    ]
    assert list(differences(left, left)) == []
