"""Whom may be recommended for joint incentives: the clean and models, many in one operation, each with its proof."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.demo.stage import Stage
from gateway.receipts.canonical import decode
from gateway.receipts.file import parse_receipt
from gateway.rules.trigger import AbsenceCondition
from schema.codes import RecordKind
from schema.measures import Guidance, MeasureStatus, Truth
from tests.acceptance.asking import Question
from tests.acceptance.packs import of_measure
from tests.rules.making import ADVERSE, asker, decided, dossier, entry, measured, model, pack, penalty

MATTER = "joint-incentive-recommendation"
CIVILITY = "sandbox-civility-office"
FIELDS = "guidance missing measures { line status records { kind } } whyNot { line } receipt { id document }"


def _many(question: Question, *members: str) -> Any:
    """Ask about several members of the cast in one operation, one alias each."""
    asked = "\n".join(
        f"{member.replace('-', '_')}: check(subject: $w{place}, matter: $matter, purpose: COMMENDATION, "
        f'caseNumber: "RECOMMEND-{place}") {{ {FIELDS} }}'
        for place, member in enumerate(members)
    )
    given = ", ".join(f"$w{place}: IdentifierInput!" for place in range(len(members)))
    who = {f"w{place}": question.who(member) for place, member in enumerate(members)}
    return question.ask(f"query({given}, $matter: ID!) {{ {asked} }}", CIVILITY, matter=MATTER, **who)


def _recommendable(check: Any) -> bool:
    lines = {each["line"] for each in check["measures"] if each["status"] == "ACTIVE"}
    return check["guidance"] == "STANDARD" and bool(lines & {"INC-02-model", "INC-02-three-clean-years"})


@pytest.mark.go("GO-03-c")
def test_the_clean_and_the_models_are_found_among_many_with_proof(stage: Stage) -> None:
    found = _many(Question(stage.gateway()), "model-clean", "fund-clean", "listed-strict", "enforced", "two-blanks")

    assert {name for name, check in found.items() if _recommendable(check)} == {"model_clean", "fund_clean"}
    for name, check in found.items():
        body: Any = decode(parse_receipt(check["receipt"]["document"].encode()).body)
        assert (body["id"], body["matter"]) == (check["receipt"]["id"], MATTER)
        proven = {each["line"] for each in body["measures"] if each["status"] == "ACTIVE"}
        assert bool(proven & {"INC-02-model", "INC-02-three-clean-years"}) is _recommendable(found[name])


@pytest.mark.go("GO-03-c")
@pytest.mark.parametrize("kind", ADVERSE)
def test_what_is_not_completely_known_is_not_clean(kind: RecordKind) -> None:
    civility = asker("civility-office")
    found = measured(dossier(gaps=[kind.value]), MATTER, by=civility)

    assert of_measure(found, "INC-02") == []
    near = {each.line: each for each in found.why_not}["INC-02-three-clean-years"]
    assert [condition.truth for condition in near.conditions] == [Truth.UNKNOWN]
    assert decided(dossier(), MATTER, by=civility, missing=("publicity",)).guidance is Guidance.INCOMPLETE


@pytest.mark.go("GO-03-c")
def test_a_model_with_a_lesser_penalty_is_a_model_and_a_listed_one_is_not() -> None:
    civility = asker("civility-office")

    def lines(*records: Any) -> set[str]:
        found = measured(dossier(*records), MATTER, by=civility).measures
        return {each.line for each in found if each.status is MeasureStatus.ACTIVE}

    assert lines(model()) == {"INC-02-model", "INC-02-three-clean-years"}
    assert lines(model(), penalty()) == {"INC-02-model"}
    assert lines(penalty()) == set()
    assert lines(model(), entry()) == {"RES-18-serious-lists", "RES-19-serious-lists"}


@pytest.mark.go("GO-03-c")
def test_clean_means_clean_of_every_kind_of_bad_record() -> None:
    (line,) = [each for each in pack().lines if each.id == "INC-02-three-clean-years"]
    (condition,) = line.trigger.none
    assert isinstance(condition, AbsenceCondition)
    assert (set(condition.kinds), condition.months) == (set(ADVERSE), 36)
