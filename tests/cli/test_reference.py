"""Every verb and option has help, and `docs/cli.md` says what the program says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gateway.cli.command import VERBS, main
from gateway.cli.reference import reference
from tests.cli.conftest import Tally

ROOT = Path(__file__).resolve().parents[2]


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for verb in command.list_commands(context):
            inner = command.get_command(context, verb)
            assert inner
            yield from _commands(inner, f"{name} {verb}")


COMMANDS = dict(_commands(main, "tally"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_and_option_has_help(name: str) -> None:
    command = COMMANDS[name]

    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_the_committed_reference_is_the_programs() -> None:
    committed = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert committed == reference(), "run: python -m gateway.cli.reference > docs/cli.md"


def test_the_reference_names_every_option() -> None:
    written = reference()
    options = [
        flag for command in COMMANDS.values() for option in command.params for flag in option.opts if flag[0] == "-"
    ]

    assert [flag for flag in options if f"`{flag}" not in written and f" {flag}" not in written] == []
    assert [name for name in COMMANDS if f"\n## {name}\n" not in written] == []


def test_the_readme_names_every_verb() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [verb for verb in VERBS if verb not in readme] == []
    assert "docs/cli.md" in readme


def test_help_of_the_whole_and_of_a_verb(tally: Tally) -> None:
    whole, verb = tally("--help"), tally("receipt", "verify", "-h")

    assert (whole.exit_code, verb.exit_code) == (0, 0)
    assert all(name in whole.stdout for name in VERBS)
    assert "Exit codes" in whole.stdout
    assert "--keys" in verb.stdout


def test_version(tally: Tally) -> None:
    told = tally("--version")

    assert told.exit_code == 0
    assert told.stdout.startswith("tally, version ")


def test_an_unknown_verb_is_a_usage_error(tally: Tally) -> None:
    told = tally("chek")

    assert told.exit_code == 2
    assert "chek" in told.stderr
