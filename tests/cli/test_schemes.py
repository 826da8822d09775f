"""A scheme is guessed only where exactly one fits."""

from __future__ import annotations

import pytest

from gateway.cli.exits import CommandFailed
from gateway.cli.schemes import identifier_of, schemes_of
from schema.identifiers import Scheme


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("91990100TC01LY003R", Scheme.CREDIT_CODE),
        ("９１９９0100tc01ly003r", Scheme.CREDIT_CODE),
        ("TC01LY00-3", Scheme.ORGANISATION_CODE),
        ("990100000000013", Scheme.REGISTRATION_NUMBER),
        ("990100TC01LY003", Scheme.TAXPAYER_NUMBER),
        ("9901960001", Scheme.CUSTOMS_CODE),
        ("990000197003121518", Scheme.RESIDENT_IDENTITY),
    ],
)
def test_the_only_scheme_that_fits_is_taken(text: str, scheme: Scheme) -> None:
    assert schemes_of(text) == (scheme,)
    assert identifier_of(text, None).scheme is scheme


def test_the_faults_of_every_scheme_of_that_length_are_told_without_the_value() -> None:
    with pytest.raises(CommandFailed) as failed:
        identifier_of("990000197003121519", None)

    assert "CREDIT_CODE" in failed.value.message
    assert "RESIDENT_IDENTITY" in failed.value.message
    assert "197003" not in failed.value.message


def test_a_scheme_given_is_not_overruled() -> None:
    with pytest.raises(CommandFailed) as failed:
        identifier_of("TC01LY003", Scheme.CREDIT_CODE)

    assert failed.value.code == "INVALID_IDENTIFIER"
    assert "ORGANISATION_CODE" in (failed.value.hint or "")
