"""The list of requirements is whole, and its report says what was shown, what was not, and what nobody tested."""

from __future__ import annotations

import pytest
from msgspec import structs

from tests.acceptance.report import folded
from tests.acceptance.requirements import requirements

pytest_plugins = ["pytester"]

LAST_LETTERS = "cefgccbddedcecbcfgbddgcbbbb"  # of paragraphs 1 to 27

SUITE = """
import pytest

@pytest.mark.go("GO-01-a", "GO-01-b")
@pytest.mark.parametrize("n", [1, 2])
def test_holds(n):
    pass

@pytest.mark.go("GO-01-b")
def test_fails():
    assert False

@pytest.mark.go("GO-01-c")
@pytest.mark.skip(reason="of itself")
def test_skipped():
    pass

@pytest.mark.go("GO-21-b")
def test_cannot_be_set_up(nothing):
    pass

def test_of_something_else():
    assert False
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with its own tests, which know the marker."""
    pytester.makeini("[pytest]\nmarkers = go(*ids): requirements\n")
    pytester.makepyfile(test_suite=SUITE)
    return pytester


def _run(suite: pytest.Pytester, *options: str) -> pytest.RunResult:
    return suite.runpytest_inprocess("-p", "no:asyncio", "-p", "tests.acceptance.report", *options)


def test_every_requirement_is_listed_and_nothing_else() -> None:
    letters = "abcdefg"
    expected = [
        f"GO-{paragraph:02}-{letter}"
        for paragraph, last in enumerate(LAST_LETTERS, 1)
        for letter in letters[: letters.index(last) + 1]
    ]

    assert list(requirements().requirement) == expected
    assert len(expected) == 103


def test_all_but_exhortations_are_required() -> None:
    found = requirements()

    assert set(found.requirement) - set(found.required) == {"GO-24-a"}


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "in-parallel"])
def test_the_report_says_what_each_requirement_came_to(suite: pytest.Pytester, workers: list[str]) -> None:
    found = _run(suite, "--requirements", *workers)

    found.assert_outcomes(passed=2, failed=1, skipped=1, errors=1, deselected=0 if workers else 1)
    found.stdout.fnmatch_lines(
        [
            "GO-01-a R passed     2 *",
            "*test_suite.py::test_holds × 2",
            "GO-01-b C FAILED     3 *",
            "*test_suite.py::test_fails",
            "*test_suite.py::test_holds × 2",
            "GO-01-c D skipped    1 *",
            "GO-02-a C missing    0 *",
            "GO-21-b C FAILED     1 *",
            "GO-24-a X missing    0 * [[]not required[]]",
            f"required: 1 shown, 0 of them in part, of {len(requirements().required)}",
            "missing: GO-02-a GO-02-b *",
            "failed or skipped: GO-01-b GO-01-c GO-21-b",
        ]
    )


def test_what_a_test_does_not_show_yet_is_said(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = requirements()
    in_part = structs.replace(listed.requirement["GO-01-a"], lacks="its other half")
    changed = structs.replace(listed, requirement=listed.requirement | {"GO-01-a": in_part})
    monkeypatch.setattr("tests.acceptance.report.requirements", lambda: changed)

    found = _run(suite, "--requirements")

    found.stdout.fnmatch_lines(
        [
            "GO-01-a R part       2 *",
            "*lacks: its other half",
            f"required: 1 shown, 1 of them in part, of {len(changed.required)}",
        ]
    )


def test_without_the_option_every_test_runs_and_nothing_is_reported(suite: pytest.Pytester) -> None:
    found = _run(suite)

    found.assert_outcomes(passed=2, failed=2, skipped=1, errors=1)
    found.stdout.no_fnmatch_line("*requirements of the Guiding Opinions*")


@pytest.mark.parametrize("options", [[], ["--requirements"]])
def test_a_marker_nobody_knows_is_an_error(suite: pytest.Pytester, options: list[str]) -> None:
    suite.makepyfile(test_suite='import pytest\n@pytest.mark.go("GO-28-a")\ndef test_holds(): pass\n')

    found = _run(suite, *options)

    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines(["*test_holds names GO-28-a, which requirements.toml does not know*"])


def test_cases_are_folded_into_their_function() -> None:
    assert list(folded(["a.py::two", "a.py::one[x]", "a.py::one[y-[z]]"])) == ["a.py::one × 2", "a.py::two"]
