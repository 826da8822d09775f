"""The README says what the program does: every setting and every error code is documented."""

import tomllib
from pathlib import Path

import pytest

from gateway.whistleblowing.words import ReportFault
from schema.errors import ErrorCode

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [*ErrorCode, *ReportFault])
def test_every_error_code_is_documented(code: ErrorCode | ReportFault) -> None:
    assert f"| `{code.value}` |" in README


@pytest.mark.parametrize("file", ["gateway.toml", "reports/reports.toml"])
def test_every_setting_is_documented(file: str) -> None:
    settings = tomllib.loads((ROOT / "config" / file).read_text(encoding="utf-8"))
    names = {f"{section}.{name}" for section, values in settings.items() if isinstance(values, dict) for name in values}
    assert {name for name in names if f"`{name}`" not in README} == set()


def test_every_documented_error_code_exists() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `") and line.split("`")[1].isupper()]
    documented = {row.split("`")[1] for row in rows}
    assert documented <= {code.value for code in (*ErrorCode, *ReportFault)}


def test_every_file_the_readme_links_to_exists() -> None:
    links = [part.split(")")[0] for part in README.split("](")[1:]]
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []
