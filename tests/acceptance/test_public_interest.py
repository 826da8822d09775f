"""Public-interest litigation: a kind of record, shown with who sued and its outcome; no measure, never a bad record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.mapping.standard import TABLES
from gateway.rules.load import PackFaults
from schema.measures import Direction
from schema.records import PublicInterestLitigation
from tests.acceptance.asking import TRADING_CENTRE, Question
from tests.acceptance.packs import applied, restraint_line, written_further
from tests.rules.making import asker, decided, dossier, matters, model, pack
from tests.rules.strategies import litigations

SHOWN = """publicInterestLitigations {
    interest caseNumber plaintiff { name } claim filedOn upheld decidedOn documentNumber issuer { agency }
}"""
LICENCE = ("food-production-licence", "ADMINISTRATIVE_LICENCE")


@pytest.mark.go("GO-13-c")
def test_whose_interest_is_a_published_code_list(question: Question) -> None:
    interests = ["ENVIRONMENT", "CONSUMERS", "INVESTORS"]

    assert question.codes("PublicInterest") == interests
    assert list(TABLES["public-interest"].values()) == interests


@pytest.mark.go("GO-13-c")
def test_an_action_that_was_judged_is_shown_whole(question: Question) -> None:
    (found,) = question.about("sued-environment", SHOWN, LICENCE[1])["publicInterestLitigations"]

    assert (found["interest"], found["upheld"]) == ("ENVIRONMENT", True)
    assert found["plaintiff"] == {"name": "样例省绿水环境保护协会"}
    assert found["claim"] == "停止侵害，修复受损生态环境"
    assert found["issuer"] == {"agency": "court"}
    assert found["filedOn"] < found["decidedOn"]
    assert "样民初70号" in found["caseNumber"]
    assert "样民初70号" in found["documentNumber"]


@pytest.mark.go("GO-13-c")
def test_an_action_being_heard_has_no_outcome(question: Question) -> None:
    (found,) = question.about("sued-consumers", SHOWN, LICENCE[1])["publicInterestLitigations"]

    assert (found["interest"], found["upheld"], found["decidedOn"]) == ("CONSUMERS", None, None)
    assert found["documentNumber"] is None


@pytest.mark.go("GO-13-c")
def test_who_is_not_granted_the_kind_sees_none(question: Question) -> None:
    parts = "subject { publicInterestLitigations { id } }"

    found = question.check("sued-environment", parts, "public-tender", "PUBLIC_RESOURCE_TRADING", TRADING_CENTRE)

    assert found["subject"]["publicInterestLitigations"] is None


@pytest.mark.go("GO-13-c")
@pytest.mark.parametrize(
    ("member", "guidance"), [("sued-environment", "GREEN_CHANNEL"), ("sued-consumers", "STANDARD")]
)
def test_an_action_alone_changes_no_guidance(question: Question, member: str, guidance: str) -> None:
    parts = "guidance measures { measure { direction } } subject { publicInterestLitigations { id } }"

    found = question.check(member, parts, *LICENCE)

    assert len(found["subject"]["publicInterestLitigations"]) == 1
    assert found["guidance"] == guidance
    assert [each for each in found["measures"] if each["measure"]["direction"] == "RESTRAINT"] == []


@pytest.mark.go("GO-13-c")
@settings(max_examples=60, deadline=None)
@given(brought=st.lists(litigations(), max_size=3, unique_by=lambda record: record.id), honest=st.booleans())
@pytest.mark.parametrize("matter", matters())
def test_no_action_however_it_came_out_changes_any_answer(
    brought: list[PublicInterestLitigation], honest: bool, matter: str
) -> None:
    others = (model(),) if honest else ()

    with_them, without = dossier(*others, *brought), dossier(*others)

    assert decided(with_them, matter) == decided(without, matter)
    found = applied(pack(), with_them, matter, by=asker())
    assert not [each for each in found.measures if each.measure.direction is Direction.RESTRAINT]


@pytest.mark.go("GO-13-c")
def test_it_is_no_measure_and_none_can_be_configured_on_it(tmp_path: Path) -> None:
    measures = [entry.measure for entry in pack().catalogue.values()]
    words = [f"{each.id} {each.title} {each.title_zh}" for each in measures]
    assert [each for each in words if "litigation" in each.lower() or "公益诉讼" in each] == []

    line = restraint_line('kind = "PUBLIC_INTEREST_LITIGATION"')
    with pytest.raises(PackFaults, match="PUBLIC_INTEREST_LITIGATION is no misconduct"):
        written_further(tmp_path, lines=line)
