"""Where the store is: a file in the state folder, or a URL whose password is taken from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.cli.doctor_private import check_private
from gateway.configuration.loading import load_configuration
from gateway.configuration.settings import FILE, Settings, load_settings
from gateway.state import StateFolder
from tests.configuration.test_agencies import ENVIRONMENT
from tests.configuration.written import CONFIG

SECRET = "canary:/@%41"
QUOTED = "canary%3A%2F%40%2541"
URL = 'url = "postgresql://tally@db.example/tally?sslmode=verify-full"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"


def written(folder: Path, *lines: str) -> Path:
    """Write more settings of the store."""
    file = folder / FILE
    text = (CONFIG / FILE).read_text(encoding="utf-8")
    file.write_text(text.replace("[store]", "\n".join(("[store]", *lines))), encoding="utf-8")
    return folder


def load(folder: Path, *lines: str, **environment: str) -> Settings:
    return load_settings(written(folder, *lines), environment)


def faults(folder: Path, *lines: str, **environment: str) -> Iterator[str]:
    with pytest.raises(ManifestFaults) as refused:
        load(folder, *lines, **environment)
    for fault in refused.value.faults:
        assert (fault.file, bool(fault.hint)) == (FILE, True)
        assert "canary" not in str(fault)
        yield fault.problem


def test_without_a_url_the_store_is_a_file_in_the_state_folder() -> None:
    settings = load_settings(CONFIG, {})
    assert settings.store_url is None
    assert StateFolder(Path("/s"), settings.store_url).database_url == "sqlite:////s/tally.db"


def test_a_password_is_taken_from_the_environment_or_a_file_whatever_is_in_it(folder: Path) -> None:
    (folder / "db.password").write_text(f"{SECRET}\n", encoding="utf-8")
    full = f"postgresql://tally:{QUOTED}@db.example/tally?sslmode=verify-full"
    for taken in ("${PW}", "${file:db.password}"):
        settings = load(folder, URL, f'password = "{taken}"', PW=SECRET)
        assert settings.store_url == full
        assert "canary" not in f"{settings!r} {StateFolder(Path('s'), settings.store_url)!r}"
    assert load(folder, 'url = "${WHOLE}"', WHOLE=full).store_url == full
    assert (
        load(folder, 'url = "postgresql://tally:${PW}@db/t"', PW=QUOTED).store_url
        == f"postgresql://tally:{QUOTED}@db/t"
    )


def test_whoever_opens_no_store_needs_no_password(folder: Path) -> None:
    assert load_settings(written(folder, URL, 'password = "${PW}"')).store_url is None


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([URL, 'password = "canary"'], "is a secret written out in the file"),
        (['url = "postgresql://tally:canary@db/tally"'], "holds a password in its URL, written out in the file"),
        ([URL, 'password = "${MISSING}"'], "needs the environment variable MISSING, which is not set"),
        (['password = "${PW}"'], "is given, and no url"),
        (['url = "mysql://db/tally"'], "cannot be used: mysql is not supported here"),
        (['url = "postgresql://db:${PW}@x/tally"'], "cannot be used: the database URL cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_without_a_value(folder: Path, lines: list[str], problem: str) -> None:
    assert problem in list(faults(folder, *lines, PW="canary@y:z"))


def test_a_file_of_the_password_others_may_read_is_told(folder: Path, tmp_path: Path) -> None:
    secret = folder / "db.password"
    secret.write_text(SECRET, encoding="utf-8")
    secret.chmod(0o644)
    written(folder, URL, 'password = "${file:db.password}"')
    configuration = load_configuration(folder, ENVIRONMENT)
    findings = list(
        check_private(StateFolder(tmp_path / "state"), configuration.settings.rules.agencies, configuration)
    )
    assert [str(secret) in finding.line() for finding in findings if not finding.ok] == [True]
