"""Waivers have a reason and an end: one that is over fails, and so does one nobody needs any more."""

from __future__ import annotations

import pytest

from tests.connectors.contract.guild import checked
from tests.connectors.contract.test_defects import IGNORES_WHOM_THE_ANSWER_IS_ABOUT as DEFECT

pytest_plugins = ["pytester"]


def waiver(until: str, check: str = "another-subject*", case: str = "nothing") -> str:
    return f'[[waiver]]\ncheck = "{check}"\ncase = "{case}"\nreason = "the guild mends it in May"\nuntil = {until}\n'


def test_a_waived_check_is_an_expected_failure(pytester: pytest.Pytester) -> None:
    result = checked(pytester, DEFECT, contract=waiver("2999-12-31"), select="another-subject")
    result.assert_outcomes(passed=2, xfailed=2)
    result.stdout.fnmatch_lines(["*waived until 2999-12-31: the guild mends it in May*"])


def test_a_waiver_that_is_over_fails_and_says_what_it_hid(pytester: pytest.Pytester) -> None:
    result = checked(pytester, DEFECT, contract=waiver("2020-01-31"), select="another-subject")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["the waiver ended on 2020-01-31: the guild mends it in May", "another subject's*"])


def test_a_waiver_that_is_over_fails_even_if_the_check_passes(pytester: pytest.Pytester) -> None:
    result = checked(pytester, contract=waiver("2020-01-31"), select="another-subject")
    result.assert_outcomes(passed=2, failed=2)


def test_a_waiver_nobody_needs_fails(pytester: pytest.Pytester) -> None:
    result = checked(pytester, contract=waiver("2999-12-31"), select="another-subject")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["the check passes: remove its waiver (the guild mends it in May)"])


def test_a_waiver_covers_only_the_cases_it_names(pytester: pytest.Pytester) -> None:
    result = checked(pytester, DEFECT, contract=waiver("2999-12-31", case="graded"), select="another-subject")
    result.assert_outcomes(failed=4)


def test_a_waiver_that_matches_no_check_is_a_fault_of_the_file(pytester: pytest.Pytester) -> None:
    result = checked(pytester, contract=waiver("2999-12-31", check="body-nul/aiohttp"))
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*'body-nul/aiohttp' for the case 'nothing' covers no check (did you mean body-null/aiohttp*"]
    )


@pytest.mark.parametrize("left_out", ["reason", "until", "check"])
def test_a_waiver_needs_check_reason_and_end(pytester: pytest.Pytester, left_out: str) -> None:
    lines = [line for line in waiver("2999-12-31").splitlines() if not line.startswith(left_out)]
    result = checked(pytester, contract="\n".join(lines) + "\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*contract.toml:*{left_out} is missing*"])
