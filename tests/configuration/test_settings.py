"""Settings: the committed file loads, and a faulty one says everything that is wrong with it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.configuration.settings import FILE, Settings, load_settings
from gateway.executor import QueryLimits
from gateway.http import ServerLimits
from tests.configuration.written import CONFIG, faults_in, line_of

COMMITTED = (CONFIG / FILE).read_text(encoding="utf-8")


def load(path: Path) -> Settings:
    return load_settings(path.parent)


def faulty(**changes: str) -> str:
    """Write the committed settings with some lines changed, by the start of the line."""
    lines = COMMITTED.splitlines()
    for key, written in changes.items():
        (place,) = (place for place, line in enumerate(lines) if line.startswith(f"{key} "))
        lines[place] = written
    return "\n".join(lines)


def test_the_committed_file_loads_with_absolute_paths() -> None:
    settings = load_settings(CONFIG)
    assert settings.server.host == "127.0.0.1"
    assert settings.check.reserve_ms < settings.check.shortest_deadline_ms <= settings.check.deadline_ms
    rules = settings.rules
    paths = (
        *rules.packs,
        rules.adoptions,
        rules.memoranda,
        rules.calendars,
        rules.matters,
        rules.agencies,
        rules.clients,
    )
    assert all(path.is_absolute() and path.exists() for path in paths)
    with pytest.raises(FrozenInstanceError):
        settings.server.port = 1  # type: ignore[misc]


def test_everything_wrong_is_said_at_once_with_line_and_hint(tmp_path: Path) -> None:
    text = faulty(
        port="port = 70000",
        host='host = ""',
        most_subjects="most_subjects = 0",
        compiled_plan='compiled_plan = "yes"',
        max_depth="max_deph = 16",
        packs="packs = []",
    )
    faults = faults_in(tmp_path / FILE, text, load)
    expected = {
        "port = 70000": "65535",
        'host = ""': "",
        "most_subjects": "write 1 or more",
        "compiled_plan": "write true or false",
        "max_deph": "max_depth",
        "packs": "packs/cn-2026",
    }
    hints = {line_of(text, part): hint for part, hint in expected.items()}
    assert set(faults) == set(hints)
    assert all(hint in faults[line].hint for line, hint in hints.items())


@pytest.mark.parametrize(
    "changes",
    [
        {"reserve_ms": "reserve_ms = 200"},
        {"deadline_ms": "deadline_ms = 100"},
        {"deadline_ms": "deadline_ms = 30001"},
    ],
)
def test_deadlines_out_of_order_are_a_fault(tmp_path: Path, changes: dict[str, str]) -> None:
    text = faulty(**changes)
    faults = faults_in(tmp_path / FILE, text, load)
    assert list(faults) == [line_of(text, "[check]")]
    assert "reserve_ms < shortest_deadline_ms <= deadline_ms" in faults[line_of(text, "[check]")].hint


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"max_seconds": "max_seconds = 30"}, "write more seconds than that"),
        ({"operations": "", "safelist": "safelist = true"}, "safelist = false"),
        ({"head_seconds": "head_seconds = 0"}, "greater than 0"),
        ({"client_concurrency": "client_concurrency = 0"}, "write 1 or more"),
        ({"connections_per_address": 'connections_per_address = "many"'}, "write a whole number"),
    ],
)
def test_limits_that_cannot_be_are_faults(tmp_path: Path, changes: dict[str, str], hint: str) -> None:
    ((line, fault),) = faults_in(tmp_path / FILE, faulty(**changes), load).items()
    assert faulty(**changes).splitlines()[line - 1].startswith(list(changes)[-1])
    assert hint in fault.hint


def test_limits_not_written_have_the_defaults_that_are_shipped(tmp_path: Path) -> None:
    names = {f"max_{each.name}" for each in fields(QueryLimits)} | {each.name for each in fields(ServerLimits)}
    kept = [line for line in COMMITTED.splitlines() if line.split(" ")[0] not in names]
    (tmp_path / FILE).write_text("\n".join(kept), encoding="utf-8")
    settings = load_settings(tmp_path)
    assert (settings.graphql.limits, settings.server.limits) == (QueryLimits(), ServerLimits())
    assert load_settings(CONFIG).server.limits == ServerLimits()


def test_every_missing_section_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("", encoding="utf-8")
    with pytest.raises(ManifestFaults) as refused:
        load_settings(tmp_path)
    said = str(refused.value)
    assert all(f"[{section}] is missing" in said for section in ("server", "store", "check", "graphql", "rules"))
    assert "deadline_ms is missing" not in said


def test_a_section_nobody_knows_is_a_fault(tmp_path: Path) -> None:
    text = f"{COMMITTED}\n[cheque]\ndeadline_ms = 1\n"
    assert list(faults_in(tmp_path / FILE, text, load)) == [line_of(text, "[cheque]")]


def test_folders_of_connectors_are_read_relative_to_the_configuration(tmp_path: Path) -> None:
    assert load_settings(CONFIG).rules.connectors == ()
    folder = tmp_path / "config"
    folder.mkdir()
    (tmp_path / "ours").mkdir()
    (folder / FILE).write_text(faulty(connectors='connectors = ["../ours"]'), encoding="utf-8")
    assert load_settings(folder).rules.connectors == ((tmp_path / "ours").resolve(),)


def test_folders_that_hold_no_connectors_are_faults_where_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "ours" / "tax").mkdir(parents=True)
    (tmp_path / "ours" / "tax" / "agency.toml").touch()
    text = faulty(connectors='connectors = [\n"ours",\n"ours/tax",\n"theirs",\n7,\n]')
    faults = faults_in(tmp_path / FILE, text, load)
    hints = {
        line_of(text, '"ours/tax"'): "name the folder it lies in",
        line_of(text, '"theirs"'): "create it, or take it out",
        line_of(text, "\n7,") + 1: "write a list of texts",
    }
    assert set(faults) == set(hints)
    assert all(hint in faults[line].hint for line, hint in hints.items())
