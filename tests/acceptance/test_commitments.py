"""Credit commitments: read and shown with their term and how they came out; never a bad record by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.mapping.standard import TABLES
from gateway.rules.load import PackFaults
from schema.measures import Direction
from schema.records import CreditCommitment
from tests.acceptance.asking import TRADING_CENTRE, Question
from tests.acceptance.packs import applied, restraint_line, written_further
from tests.rules.making import asker, decided, dossier, matters, model, pack
from tests.rules.strategies import commitments

SHOWN = "commitments { commitmentKind text public fulfilled dueOn decidedOn issuer { agency } documentNumber }"
LICENCE = "ADMINISTRATIVE_LICENCE"


@pytest.mark.go("GO-03-e")
def test_the_kinds_of_commitment_are_a_published_code_list(question: Question) -> None:
    kinds = ["COMPREHENSIVE", "SPECIAL", "SELF_DECLARED_STANDARD"]

    assert question.codes("CommitmentKind") == kinds
    assert list(TABLES["commitment-kind"].values()) == kinds


@pytest.mark.go("GO-03-e")
@pytest.mark.parametrize(("member", "fulfilled"), [("commitment-kept", True), ("commitment-broken", False)])
def test_a_special_commitment_and_a_declared_standard_are_shown_whole(
    question: Question, member: str, fulfilled: bool
) -> None:
    found = question.about(member, SHOWN, LICENCE)["commitments"]

    special, standard = sorted(found, key=lambda each: each["commitmentKind"], reverse=True)
    assert (special["commitmentKind"], special["fulfilled"], special["public"]) == ("SPECIAL", fulfilled, True)
    assert special["decidedOn"] < special["dueOn"]
    assert special["text"] == "三十日内补齐产品质量检验报告"
    assert special["issuer"] == {"agency": "market-regulation"}
    assert special["documentNumber"].startswith("样市监诺")
    assert (standard["commitmentKind"], standard["fulfilled"], standard["dueOn"]) == (
        *("SELF_DECLARED_STANDARD", None, None),
    )


@pytest.mark.go("GO-03-e")
def test_a_comprehensive_commitment_is_open_and_stands_beside_the_designation(question: Question) -> None:
    found = question.about("model-clean", f"{SHOWN} redListEntries {{ id }}", LICENCE)

    assert [(each["commitmentKind"], each["fulfilled"]) for each in found["commitments"]] == [("COMPREHENSIVE", None)]
    assert len(found["redListEntries"]) == 1


@pytest.mark.go("GO-03-e")
def test_who_is_not_granted_commitments_sees_none(question: Question) -> None:
    parts = "subject { commitments { id } } withheld { what reason }"

    found = question.check("commitment-broken", parts, "public-tender", "PUBLIC_RESOURCE_TRADING", TRADING_CENTRE)

    assert found["subject"]["commitments"] is None
    assert {"what": "COMMITMENT", "reason": "NOT_GRANTED"} in found["withheld"]


@pytest.mark.go("GO-04-e", "GO-03-e")
def test_a_broken_commitment_alone_leaves_the_guidance_standard(question: Question) -> None:
    parts = "guidance measures { status measure { direction } } subject { commitments { fulfilled } }"

    found = question.check("commitment-broken", parts, "food-production-licence", LICENCE)

    assert False in [each["fulfilled"] for each in found["subject"]["commitments"]]
    assert found["guidance"] == "STANDARD"
    assert [each for each in found["measures"] if each["measure"]["direction"] == "RESTRAINT"] == []


@pytest.mark.go("GO-04-e", "GO-03-e")
@settings(max_examples=60, deadline=None)
@given(promised=st.lists(commitments(), max_size=3, unique_by=lambda record: record.id), honest=st.booleans())
@pytest.mark.parametrize("matter", matters())
def test_no_commitment_whatever_became_of_it_changes_any_answer(
    promised: list[CreditCommitment], honest: bool, matter: str
) -> None:
    others = (model(),) if honest else ()

    with_them, without = dossier(*others, *promised), dossier(*others)

    assert decided(with_them, matter) == decided(without, matter)
    found = applied(pack(), with_them, matter, by=asker())
    assert not [each for each in found.measures if each.measure.direction is Direction.RESTRAINT]


@pytest.mark.go("GO-04-e", "GO-02-a")
def test_a_restraint_on_a_commitment_cannot_be_configured(tmp_path: Path) -> None:
    line = restraint_line('kind = "COMMITMENT"')
    absence = 'none = [{ kinds = ["COMMITMENT"] }]'
    with pytest.raises(PackFaults, match="COMMITMENT is no misconduct"):
        written_further(tmp_path, lines=line)
    with pytest.raises(PackFaults, match="COMMITMENT is not a kind of bad record"):
        written_further(tmp_path / "none", lines=line.replace('has = [{ kind = "COMMITMENT" }]', absence))
