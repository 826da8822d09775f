"""The README says what the program does: every setting and every error code is documented."""

import tomllib
from pathlib import Path

import pytest

from schema.errors import ErrorCode

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_error_code_is_documented(code: ErrorCode) -> None:
    assert f"| `{code.value}` |" in README


def test_every_setting_is_documented() -> None:
    settings = tomllib.loads((ROOT / "config" / "gateway.toml").read_text(encoding="utf-8"))
    names = {f"{section}.{name}" for section, values in settings.items() for name in values}
    assert {name for name in names if f"`{name}`" not in README} == set()


def test_every_documented_error_code_exists() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `") and line.split("`")[1].isupper()]
    documented = {row.split("`")[1] for row in rows}
    assert documented <= {code.value for code in ErrorCode}


def test_every_file_the_readme_links_to_exists() -> None:
    links = [part.split(")")[0] for part in README.split("](")[1:]]
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []
