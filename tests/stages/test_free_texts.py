"""Personal numbers in the texts of records are masked for everybody, and nothing else is changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.stages.free_texts import personal_texts
from schema.declare import revised
from schema.identifiers import masked
from tests.joining.invented import UNIT, evaluation, penalty, registration, resident
from tests.stages.canaries import subject
from tests.stages.test_disclose import granting, projection

NUMBER = resident(205)
SHOWN = masked(NUMBER).value
ONE_OFF = f"{NUMBER.value[:-1]}{(int(NUMBER.value[-1].replace('X', '0')) + 1) % 10}"


@pytest.mark.go("GO-13-b")
@settings(max_examples=40)
@given(st.text("罚款《（，。 x", max_size=6), st.text("，。》 ）", max_size=4), st.integers(0, 60))
def test_a_number_in_a_text_is_masked_wherever_it_stands(before: str, after: str, serial: int) -> None:
    number = resident(serial)
    made = penalty("ecology", content=f"{before}{number.value}{after}", offence="排放")
    assert personal_texts(made) == {"content": f"{before}{masked(number).value}{after}"}


def test_two_numbers_in_two_texts_are_masked_and_lower_case_too() -> None:
    lower = next(each for each in map(resident, range(200)) if each.value.endswith("X"))
    made = penalty("ecology", content=f"{NUMBER.value}、{lower.value.lower()}", legal_basis=f"对{NUMBER.value}")
    assert personal_texts(made) == {
        "content": f"{SHOWN}、{masked(lower).value}",
        "legal_basis": f"对{SHOWN}",
    }


@pytest.mark.parametrize("text", [None, "", "罚款", UNIT.value, "1" * 18, ONE_OFF, "2026112400000000001234567890"])
def test_other_numbers_and_texts_stay(text: str | None) -> None:
    assert personal_texts(penalty("ecology", content=text)) == {}


def test_records_of_every_kind_are_read() -> None:
    assert personal_texts(evaluation("tax", "tax", grade=f"A {NUMBER.value}")) == {"grade": f"A {SHOWN}"}
    assert personal_texts(registration(registration_status=f"吊销 {NUMBER.value}")) == {
        "registration_status": f"吊销 {SHOWN}"
    }


def test_disclosure_masks_them_for_who_sees_everything_else() -> None:
    held = penalty("ecology", content=f"对{NUMBER.value}罚款")
    shown = projection(granting("PENALTY", personal=True)).subject(revised(subject(), records=(held,)))
    assert [getattr(each, "content", None) for each in shown.records or ()] == [f"对{SHOWN}罚款"]
