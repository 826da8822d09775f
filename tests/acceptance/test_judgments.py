"""Judgments of courts: a kind of record courts are encouraged to publish; a fact, no measure, never a bad record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.mapping.standard import TABLES
from gateway.demo.stage import Stage
from gateway.rules.load import PackFaults
from schema.measures import Direction
from schema.records import Judgment
from tests.acceptance.asking import TRADING_CENTRE, Question
from tests.acceptance.packs import applied, restraint_line, written_further
from tests.acceptance.public import told
from tests.rules.making import asker, decided, dossier, judgment, matters, model, pack
from tests.rules.strategies import judgments

SHOWN = """judgments {
    kind caseKind caseNumber partyRole outcome final effectiveOn decidedOn publishedOn status issuer { agency }
}"""
LICENCE = ("food-production-licence", "ADMINISTRATIVE_LICENCE")


@pytest.mark.go("GO-17-e")
@pytest.mark.parametrize(
    ("name", "table"),
    [("CourtCaseKind", "court-case-kind"), ("PartyRole", "party-role"), ("JudgmentOutcome", "judgment-outcome")],
)
def test_every_code_of_a_judgment_is_published_and_has_a_word_of_the_courts(
    question: Question, name: str, table: str
) -> None:
    assert set(question.codes(name)) == set(TABLES[table].values())


@pytest.mark.go("GO-17-e")
def test_a_judgment_in_effect_is_shown_whole(question: Question) -> None:
    (found,) = question.about("judged-lost", SHOWN, LICENCE[1])["judgments"]

    assert (found["kind"], found["caseKind"], found["partyRole"]) == ("JUDGMENT", "CIVIL", "DEFENDANT")
    assert (found["outcome"], found["final"], found["status"]) == ("LOST", True, "CURRENT")
    assert "样01民初72号" in found["caseNumber"]
    assert found["issuer"] == {"agency": "court"}
    assert found["decidedOn"] < found["effectiveOn"] < found["publishedOn"]


@pytest.mark.go("GO-17-e")
def test_a_judgment_that_may_be_appealed_is_told_apart(question: Question) -> None:
    (found,) = question.about("judged-appealed", SHOWN, LICENCE[1])["judgments"]

    assert (found["caseKind"], found["partyRole"], found["outcome"]) == ("ADMINISTRATIVE", "PLAINTIFF", "PARTLY_WON")
    assert (found["final"], found["effectiveOn"], found["publishedOn"]) == (False, None, None)


@pytest.mark.go("GO-17-e")
def test_who_is_not_granted_the_kind_sees_none(question: Question) -> None:
    parts = "subject { judgments { id } }"

    found = question.check("judged-lost", parts, "public-tender", "PUBLIC_RESOURCE_TRADING", TRADING_CENTRE)

    assert found["subject"]["judgments"] is None


@pytest.mark.go("GO-17-e")
@pytest.mark.parametrize(("member", "guidance"), [("judged-lost", "GREEN_CHANNEL"), ("judged-appealed", "STANDARD")])
def test_a_judgment_alone_changes_no_guidance(question: Question, member: str, guidance: str) -> None:
    parts = "guidance measures { measure { direction } } subject { judgments { id } }"

    found = question.check(member, parts, *LICENCE)

    assert len(found["subject"]["judgments"]) == 1
    assert found["guidance"] == guidance
    assert [each for each in found["measures"] if each["measure"]["direction"] == "RESTRAINT"] == []


@pytest.mark.go("GO-17-e")
@settings(max_examples=60, deadline=None)
@given(given_in=st.lists(judgments(), max_size=3, unique_by=lambda record: record.id), honest=st.booleans())
@pytest.mark.parametrize("matter", matters())
def test_no_judgment_however_it_came_out_changes_any_answer(
    given_in: list[Judgment], honest: bool, matter: str
) -> None:
    others = (model(),) if honest else ()

    with_them, without = dossier(*others, *given_in), dossier(*others)

    assert decided(with_them, matter) == decided(without, matter)
    found = applied(pack(), with_them, matter, by=asker())
    assert not [each for each in found.measures if each.measure.direction is Direction.RESTRAINT]


@pytest.mark.go("GO-17-e")
def test_no_measure_can_be_configured_on_one(tmp_path: Path) -> None:
    with pytest.raises(PackFaults, match="JUDGMENT is no misconduct"):
        written_further(tmp_path, lines=restraint_line('kind = "JUDGMENT"'))


@pytest.mark.go("GO-17-e")
def test_courts_are_encouraged_to_publish_them_and_no_law_is_said_to_bind_them() -> None:
    (duty,) = [each for each in pack().duties if judgment().kind in each.record_kinds]

    assert ([each.value for each in duty.holders], duty.binding, duty.working_days) == (["COURT"], False, None)
    assert (duty.persons, duty.basis.id) == (False, "guofa-2016-33-17")


@pytest.mark.go("GO-17-e")
def test_anybody_sees_those_in_effect_with_their_basis_and_no_others(stage: Stage) -> None:
    gateway = stage.gateway()

    (found,) = [each for each in told(gateway, "judged-lost")["records"] if each["kind"] == "JUDGMENT"]

    facts = found["facts"]
    assert (facts["caseKind"], facts["partyRole"], facts["outcome"]) == ("CIVIL", "DEFENDANT", "LOST")
    assert found["decidedOn"] < facts["effectiveOn"]
    assert (found["severity"], found["mediaBasis"], found["issuer"]) == (None, None, "样例省高级人民法院")
    assert "裁判文书" in found["basis"]["titleZh"]
    assert told(gateway, "judged-appealed")["records"] == []
