"""A row's own identifiers, the issuers it names, and the checks on an answer as a whole."""

from __future__ import annotations

import pytest
import strawberry
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.accounting import check_echo, check_total
from connectors.core.faults import ContractBroken, Fault, Truncated, Unaccounted, WrongSubject
from connectors.core.issuers import Issuers
from connectors.core.own import OwnIdentifiers, identifier
from schema.agencies import Agency
from schema.codes import AgencyKind
from schema.identifiers import Scheme, organisation_code_of
from tests.connectors.acting import OTHER, PERSON, UNIT

CODE = Scheme.CREDIT_CODE
ORGANISATION = organisation_code_of(UNIT)
MARKET = Agency(
    slug=strawberry.ID("market-regulation"),
    name="Market regulation",
    name_zh="样例省市场监督管理局",
    code=OTHER.value,
    kind=AgencyKind.GOVERNMENT,
    region="990000",
    field="market",
)


@pytest.mark.parametrize(
    "text",
    [UNIT.value, UNIT.value.lower(), f" {UNIT.value[:9]} {UNIT.value[9:]}", "９１９９０１００ＴＣ２１ＬＹ００７Ｊ"],
)
def test_a_code_however_written_is_the_units(text: str) -> None:
    assert OwnIdentifiers(UNIT).of((CODE, text)) == (UNIT,)


@pytest.mark.parametrize("text", [None, "", "无", "91990100TC21****7J", "91990100TC21LY0070", "00000000000000000X"])
def test_a_row_without_a_usable_code_of_its_own_proves_nothing(text: str | None) -> None:
    assert OwnIdentifiers(UNIT).of((CODE, text), (Scheme.ORGANISATION_CODE, ORGANISATION.value)) is None


def test_a_code_copied_into_other_columns_is_ignored_there() -> None:
    columns = ((CODE, UNIT.value), (Scheme.ORGANISATION_CODE, UNIT.value), (Scheme.TAXPAYER_NUMBER, UNIT.value))
    assert OwnIdentifiers(UNIT).of(*columns) == (UNIT,)


def test_another_subjects_row_keeps_its_own_code() -> None:
    assert OwnIdentifiers(UNIT).of((CODE, OTHER.value)) == (OTHER,)


def test_other_columns_are_read_beside_the_deciding_one() -> None:
    printed = f"{ORGANISATION.value[:8]}-{ORGANISATION.value[8]}"
    assert OwnIdentifiers(UNIT).of((CODE, UNIT.value), (Scheme.ORGANISATION_CODE, printed)) == (UNIT, ORGANISATION)


@given(st.text(max_size=20))
def test_reading_any_text_gives_a_whole_identifier_or_none(text: str) -> None:
    found = identifier(Scheme.RESIDENT_IDENTITY, text)
    assert found is None or len(found.value) == 18


def test_a_masked_number_is_no_identifier() -> None:
    assert identifier(Scheme.RESIDENT_IDENTITY, "9900**********0018") is None


@pytest.mark.parametrize(("echo", "fault"), [(None, Unaccounted), ("", Unaccounted), (OTHER.value, WrongSubject)])
def test_echoes_that_do_not_fit(echo: str | None, fault: type[Fault]) -> None:
    with pytest.raises(fault):
        check_echo(UNIT, echo)


def test_an_echo_in_lower_case_fits() -> None:
    check_echo(UNIT, UNIT.value.lower())


@pytest.mark.parametrize(
    ("declared", "delivered", "fault"), [(None, 0, Unaccounted), (3, 2, Truncated), (2, 3, ContractBroken)]
)
def test_totals_that_do_not_fit(declared: int | None, delivered: int, fault: type[Fault]) -> None:
    with pytest.raises(fault):
        check_total(declared, delivered)


def test_a_known_agency_is_linked_by_code_only() -> None:
    issuers = Issuers([MARKET])
    linked = issuers.authority("样例省市监局", OTHER.value.lower())
    assert (linked.name, linked.code, linked.agency, linked.region) == (
        "样例省市监局",
        OTHER.value,
        "market-regulation",
        "990000",
    )
    assert issuers.authority(None, OTHER.value).name == MARKET.name_zh
    by_name = issuers.authority(MARKET.name_zh, "00000000000000000X", region="980000")
    assert (by_name.code, by_name.agency, by_name.region) == (None, None, "980000")


def test_personal_values_do_not_show_in_text() -> None:
    assert PERSON.value not in repr(PERSON)
