"""Agency files that promise less than absence needs: the kit finds what the file left out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from connectors.catalogue import agencies_folder, known_connectors

pytest_plugins = ["pytester"]


def checked(pytester: pytest.Pytester, slug: str, select: str, *changes: tuple[str, str]) -> pytest.RunResult:
    """Copy an agency, change its file by patterns, and run the kit on the copy."""
    folder = pytester.path / slug
    shutil.copytree(agencies_folder() / slug, folder)
    contract = folder / "cases" / "contract.toml"
    contract.write_text(re.sub(r"(?m)^connector = .*$", "", contract.read_text(encoding="utf-8")), encoding="utf-8")
    file = folder / "agency.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        text, count = re.subn(old, new, text, flags=re.MULTILINE)
        assert count, f"{old!r} does not stand in the file"
    file.write_text(text, encoding="utf-8")
    return pytester.runpytest_inprocess("-p", "no:asyncio", "-W", "error", "-k", select, str(folder))


def test_the_file_beside_the_cases_is_what_is_checked(pytester: pytest.Pytester) -> None:
    result = checked(pytester, "transport", "replay")
    assert set(result.parseoutcomes()) == {"passed", "deselected"}


def test_a_table_that_may_be_old_is_found_out(pytester: pytest.Pytester) -> None:
    result = checked(pytester, "court", "database-stale", (r"^stale_after_days = .*\n", ""))
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["tables loaded ten years ago: ORGANISATION_CODE was answered FOUND*"])


def test_files_without_a_manifest_may_be_short(pytester: pytest.Pytester) -> None:
    without = (r"^\[request\.manifest\]\n(?:\w+ = .*\n)+", "")
    said = (r"^format = .*$", 'format = "csv"\ncomplete = "every drop holds all models there are"')
    result = checked(pytester, "models", "files-changed", without, said)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["shorten of any file: every key was answered all the same"])


def test_a_word_the_file_does_not_know_is_found_out(pytester: pytest.Pytester) -> None:
    result = checked(pytester, "transport", "replay", (r'"AA", ', ""))
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*outcome: expected 'FOUND', got 'FAILED'"])


def test_a_fault_in_the_agency_file_is_told_instead_of_its_cases(pytester: pytest.Pytester) -> None:
    result = checked(pytester, "transport", "replay", (r'^kind = "rest"$', 'kind = "rset"'))
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*agency.toml:*did you mean*rest*"])


@pytest.mark.parametrize("slug", known_connectors())
def test_every_agency_has_cases(slug: str) -> None:
    assert list(Path(agencies_folder() / slug).glob("cases/*/case.toml")), slug
