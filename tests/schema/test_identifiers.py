"""Identifiers: check digits of the standards against published vectors, masking, suggestions, and arbitrary input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import ErrorCode, Refusal
from schema.identifiers import (
    CREDIT_ALPHABET,
    Identifier,
    Scheme,
    aliases_of,
    credit_check_character,
    fault_of,
    holds_personal_number,
    is_masked,
    masked,
    nested_check_holds,
    normalise,
    organisation_check_character,
    organisation_code_of,
    parse_identifier,
    registration_check_digit,
    resident_check_character,
)
from tests.joining.invented import PERSON, UNIT, credit, customs, organisation, registration_number, taxpayer

VALID_CREDIT_CODES = [
    "9144030071526726XG",
    "91440300708461136T",
    "91110000710925462X",
    "9152000071430580XT",
    "91100000100003962T",
    "911100001000044477",
    "911000001000013428",
    "911100001000054748",
    "91110000710926094P",
    "914403001922038216",
    "91440300100012316L",
    "91330100799655058B",
    "91440300192181490G",
    "91440400192548256N",
    "91440300192317458F",
    "9144030010001686XA",
    "911100007109250324",
    "91110108551385082Q",
    "9144030027939873X7",
    "91330000733796106P",
    "9131000013221158XC",
    "111000000000116154",
    "71310106424845496E",
    "N111000000001615XQ",
    "Y111000000001615XG",
    "A111000000001615X5",
    "91230500MA1B3N1N2M",
    "91350203MA344PKP8K",
]
VALID_REGISTRATION_NUMBERS = [
    "100000000003965",
    "440301103448669",
    "440301103097413",
    "440301501124347",
    "440301104433862",
    "100000000039122",
    "100000000032522",
    "100000000032985",
    "440301102900139",
    "440000000040686",
]

credit_codes = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17).map(
    lambda first17: first17 + credit_check_character(first17)
)


@pytest.mark.go("GO-11-a")
@pytest.mark.parametrize("code", VALID_CREDIT_CODES)
def test_published_credit_codes_are_valid_with_their_nested_code(code: str) -> None:
    parsed = parse_identifier(Scheme.CREDIT_CODE, code)
    assert parsed.value == code
    assert nested_check_holds(parsed)
    assert fault_of(Scheme.ORGANISATION_CODE, organisation_code_of(parsed).value) is None


@pytest.mark.parametrize("code", ["91310115MA1G4L1WXK", "911100001000044478", "9144030071526726GX"])
def test_wrong_credit_codes_are_refused(code: str) -> None:
    with pytest.raises(Refusal, match="position 18") as refused:
        parse_identifier(Scheme.CREDIT_CODE, code)
    assert refused.value.code is ErrorCode.INVALID_IDENTIFIER


@pytest.mark.parametrize("code", ["91230500MA1B3N1N2M", "91350203MA344PKP8K"])
def test_the_nested_code_counts_letters_from_ten_to_thirty_five(code: str) -> None:
    def with_the_wrong_alphabet(first8: str) -> str:
        weights = (3, 7, 9, 10, 5, 8, 4, 2)
        total = sum(weight * CREDIT_ALPHABET.index(char) for weight, char in zip(weights, first8, strict=True))
        return "0123456789X0"[11 - total % 11]

    assert organisation_check_character(code[8:16]) == code[16]
    assert with_the_wrong_alphabet(code[8:16]) != code[16]


def test_a_failing_nested_check_is_a_warning_and_not_a_fault() -> None:
    parsed = parse_identifier(Scheme.CREDIT_CODE, "91310000631295002H")
    assert not nested_check_holds(parsed)


@given(credit_codes, st.data())
def test_every_single_substitution_in_a_credit_code_is_caught(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 17))
    for other in CREDIT_ALPHABET:
        if other != code[place]:
            assert fault_of(Scheme.CREDIT_CODE, code[:place] + other + code[place + 1 :])


@given(credit_codes)
def test_every_swap_of_unequal_neighbours_in_a_credit_code_is_caught(code: str) -> None:
    for place in range(17):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert (fault_of(Scheme.CREDIT_CODE, swapped) is None) is (code[place] == code[place + 1])


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
def test_an_organisation_code_made_with_its_check_character_is_valid(first8: str) -> None:
    made = first8 + organisation_check_character(first8)
    assert parse_identifier(Scheme.ORGANISATION_CODE, f"{made[:8]}-{made[8]}").value == made


@pytest.mark.parametrize("number", VALID_REGISTRATION_NUMBERS)
def test_published_registration_numbers_are_valid(number: str) -> None:
    assert parse_identifier(Scheme.REGISTRATION_NUMBER, number).value == number


@pytest.mark.parametrize("number", ["110000003012126", "520000000024645", "44030110344866A", "4403011034486"])
def test_wrong_registration_numbers_are_refused(number: str) -> None:
    with pytest.raises(Refusal):
        parse_identifier(Scheme.REGISTRATION_NUMBER, number)


@given(st.text("0123456789", min_size=14, max_size=14))
def test_a_registration_number_made_with_its_check_digit_is_valid(first14: str) -> None:
    assert fault_of(Scheme.REGISTRATION_NUMBER, first14 + registration_check_digit(first14)) is None


@given(st.text("0123456789", min_size=17, max_size=17))
def test_a_resident_number_made_with_its_check_character_is_valid_and_no_other_is(first17: str) -> None:
    right = resident_check_character(first17)
    for last in "0123456789X":
        assert (fault_of(Scheme.RESIDENT_IDENTITY, first17 + last) is None) is (last == right)


@pytest.mark.parametrize("value", ["99010A123456789", "990100123456789", "9901001234567"])
def test_a_taxpayer_number_ends_in_an_organisation_code(value: str) -> None:
    with pytest.raises(Refusal):
        parse_identifier(Scheme.TAXPAYER_NUMBER, value)
    assert parse_identifier(Scheme.TAXPAYER_NUMBER, taxpayer(UNIT).value) == taxpayer(UNIT)


def test_a_customs_code_has_no_check_digit() -> None:
    assert parse_identifier(Scheme.CUSTOMS_CODE, "9900 960001") == customs(1)
    with pytest.raises(Refusal):
        parse_identifier(Scheme.CUSTOMS_CODE, "99AA960001")


def test_what_follows_exactly_from_an_identifier() -> None:
    assert aliases_of(UNIT) == (UNIT, organisation(UNIT))
    assert aliases_of(taxpayer(UNIT)) == (taxpayer(UNIT), organisation(UNIT))
    for alone in (organisation(UNIT), registration_number(1), customs(1), PERSON):
        assert aliases_of(alone) == (alone,)


@pytest.mark.parametrize(
    "written",
    [
        " 91 3101 15 ",
        "９１３１０１１５",
        "91310115".lower(),
        "9131-0115",
        "9131–0115",
        "\u200e91310115\u200f",
        "\ufeff9131\u200b0115",
        "9131\u30000115",
    ],
)
def test_blanks_width_case_dashes_and_invisible_characters_are_folded(written: str) -> None:
    assert normalise(written) == "91310115"


def test_look_alike_letters_are_offered_and_not_applied() -> None:
    code = "91350203MA344PKP8K"
    for letter, digit in {"O": "0", "I": "1", "S": "5", "Z": "2"}.items():
        written = code.replace(digit, letter)
        with pytest.raises(Refusal) as refused:
            parse_identifier(Scheme.CREDIT_CODE, written)
        if letter in written:
            assert f"did you mean {code}?" in (refused.value.hint or "")
            assert repr(letter) in refused.value.message
            assert written in refused.value.message


def test_look_alike_letters_are_not_offered_where_the_mended_code_is_wrong() -> None:
    with pytest.raises(Refusal) as refused:
        parse_identifier(Scheme.CREDIT_CODE, "9135O203MA344PKP8A")
    assert "did you mean" not in (refused.value.hint or "")


def test_a_value_sent_as_another_scheme_is_told_its_own() -> None:
    with pytest.raises(Refusal, match="has 9 characters; the scheme has 18") as refused:
        parse_identifier(Scheme.CREDIT_CODE, organisation(UNIT).value, where="subject")
    assert refused.value.extensions() == {
        "code": "INVALID_IDENTIFIER",
        "where": "subject",
        "hint": "the value is a valid ORGANISATION_CODE; send it with that scheme",
    }


def test_masked_values_are_recognised() -> None:
    assert all(map(is_masked, ["9901**********0178", "9901××××0178", "99xxxx78", "＊1"]))
    assert not any(map(is_masked, [UNIT.value, PERSON.value, "99010119900101017X"]))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (PERSON.value, True),
        (f"样许〔2026〕{PERSON.value}号", True),
        ("NO-" + "９９０" + PERSON.value[3:10] + " " + PERSON.value[10:], True),
        (PERSON.value[:17] + ("1" if PERSON.value[17] != "1" else "2"), False),
        (UNIT.value, False),
        ("1" + PERSON.value, False),
        ("202611260000000001", False),
    ],
)
def test_a_personal_number_is_noticed_wherever_it_stands(text: str, *, holds: bool) -> None:
    assert holds_personal_number(text) is holds


@given(st.integers(0, 999))
def test_neither_mask_nor_repr_of_a_personal_number_shows_its_middle(serial: int) -> None:
    first17 = f"99010119900101{serial:03d}"
    person = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=first17 + resident_check_character(first17))
    for shown in (masked(person).value, repr(person), str(person), f"{person}", repr([person])):
        assert person.value[2:-2] not in shown
        assert "19900101" not in shown
    assert masked(person).value == f"99{'*' * 14}{person.value[-2:]}"
    assert masked(UNIT) is UNIT


@pytest.mark.parametrize("value", ["", "1", "12", "123", "1234", "12345"])
def test_masking_never_shows_a_short_value_whole(value: str) -> None:
    shown = masked(Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=value)).value
    assert len(shown) == len(value)
    assert not value or "*" in shown


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("text", [PERSON.value[:-1], PERSON.value + "1", f"张三{PERSON.value}", "990101900101017"])
def test_a_personal_number_sent_under_any_scheme_is_never_quoted(scheme: Scheme, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_identifier(scheme, text)
    said = f"{refused.value.message} {refused.value.hint}"
    assert "900101" not in said


def test_a_valid_personal_number_sent_as_a_credit_code_is_never_quoted() -> None:
    with pytest.raises(Refusal) as refused:
        parse_identifier(Scheme.CREDIT_CODE, PERSON.value)
    assert PERSON.value[4:-4] not in f"{refused.value.message} {refused.value.hint}"


@given(st.sampled_from(Scheme), st.text(max_size=60) | st.text("0123456789XO-", min_size=8, max_size=20))
def test_arbitrary_text_is_read_or_refused_and_nothing_else(scheme: Scheme, text: str) -> None:
    try:
        parsed = parse_identifier(scheme, text)
    except Refusal as refused:
        assert refused.code is ErrorCode.INVALID_IDENTIFIER
        assert refused.where == "identifier"
        assert refused.hint
    else:
        assert parse_identifier(scheme, parsed.value) == parsed
        assert parsed.value.isascii()


@pytest.mark.parametrize("text", ["9" * 100_000, "Ⅷ" * 50_000, "\ud800" * 18, "\x00" * 18])
def test_the_message_about_a_very_long_or_strange_value_is_short_and_printable(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_identifier(Scheme.CREDIT_CODE, text)
    assert len(refused.value.message) < 400
    assert refused.value.message.isprintable()


def test_equal_identifiers_are_one_key_and_schemes_keep_values_apart() -> None:
    same = Identifier(scheme=Scheme.CREDIT_CODE, value=UNIT.value)
    assert {UNIT: 1}[same] == 1
    assert Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=UNIT.value) != UNIT
    assert credit(3) != credit(4)
