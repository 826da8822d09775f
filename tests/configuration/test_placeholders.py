"""Secrets come from the environment or from files; one written out in the configuration is refused, and not shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.configuration.agencies import load_directory
from gateway.configuration.loading import load_configuration
from gateway.configuration.placeholders import files_named
from gateway.paths import shipped
from tests.configuration.test_agencies import ENVIRONMENT

SECRET = "s3cret-canary"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    shutil.copytree(shipped("config"), folder)
    return folder


def written(config: Path, old: str, new: str) -> Path:
    agencies = config / "agencies.toml"
    text = agencies.read_text(encoding="utf-8")
    assert old in text
    agencies.write_text(text.replace(old, new), encoding="utf-8")
    return agencies


def test_a_secret_written_out_is_refused_with_its_line_and_what_to_write(config: Path) -> None:
    agencies = written(config, "${TALLY_CUSTOMS_KEY}", SECRET)
    with pytest.raises(ManifestFaults) as refused:
        load_configuration(config, ENVIRONMENT)
    (fault,) = refused.value.faults
    assert fault.line == agencies.read_text(encoding="utf-8").split(SECRET)[0].count("\n") + 1
    assert "written out in the file" in fault.problem
    assert 'key = "${NAME}"' in fault.hint
    assert SECRET not in str(refused.value)


def test_a_secret_is_read_from_a_file_beside_the_configuration(config: Path) -> None:
    agencies = written(config, "${TALLY_REGISTRY_KEY}", "${file:registry.key}")
    (config / "registry.key").write_text(f"{SECRET}\r\n", encoding="utf-8")
    registry = load_configuration(config, ENVIRONMENT).directory.sources["registry"]
    assert registry.settings["key"] == SECRET
    assert SECRET not in f"{registry!r} {registry}"
    assert list(files_named([{"a": ["${file:x}"], "b": 1}, "${file:/y}${Z}"])) == ["x", "/y"]

    for content in (None, b"\xff", b"x" * 70_000):
        (config / "registry.key").unlink(missing_ok=True)
        if content is not None:
            (config / "registry.key").write_bytes(content)
        with pytest.raises(ManifestFaults, match=r"agencies\.toml:[0-9]+ .*registry\.key"):
            load_directory(agencies, ENVIRONMENT)


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        (f"postgresql+asyncpg://tally:{SECRET}@db/records", True),
        (f"https://tally:{SECRET}@example/", True),
        ("postgresql+asyncpg://tally:${TALLY_REGISTRY_KEY}@db/records", False),
        ("postgresql+asyncpg://${TALLY_REGISTRY_KEY}@db/records", False),
        ("https://example:8443/a@b", False),
    ],
)
def test_a_password_in_a_url_is_refused_unless_it_is_taken_from_elsewhere(
    config: Path, url: str, *, refused: bool
) -> None:
    agencies = written(config, "${TALLY_COURT_URL}", url)
    if not refused:
        load_directory(agencies, ENVIRONMENT)
        return
    with pytest.raises(ManifestFaults, match="holds a password") as faults:
        load_directory(agencies, ENVIRONMENT)
    assert SECRET not in str(faults.value)
