"""Prints the reference of the command line as Markdown: `python -m gateway.cli.reference > docs/cli.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from gateway.cli.command import main
from gateway.cli.exits import ExitCode

_INTRODUCTION = """# Command line

Written by `python -m gateway.cli.reference > docs/cli.md`; a test compares it with the program.

| exit code | meaning |
| --- | --- |
"""
_EXITS = {
    ExitCode.OK: "done; the answer is yes",
    ExitCode.NEGATIVE: "the answer is no: a receipt does not verify, a scenario differs, the doctor says FAIL",
    ExitCode.USAGE: "the command, the configuration or the question is wrong; the error says what to write instead",
    ExitCode.UNREACHABLE: "no gateway answers at the address given",
}


def reference() -> str:
    """Give the reference: every verb with its arguments, options and help."""
    exits = "".join(f"| {code.value} | {meaning} |\n" for code, meaning in _EXITS.items())
    return _INTRODUCTION + exits + "".join(_sections(main, "tally", None))


def _sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name.rsplit(" ", 1)[-1], parent=parent, **command.context_settings)
    yield f"\n## {name}\n\n{_words(command)}\n"
    yield f"\n```\n{' '.join([name, *command.collect_usage_pieces(context)])}\n```\n"
    options = [record for item in command.get_params(context) if (record := item.get_help_record(context))]
    yield "\n| option | meaning |\n| --- | --- |\n"
    yield from (f"| `{_cell(shown)}` | {_cell(words)} |\n" for shown, words in options)
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            inner = command.get_command(context, verb)
            assert inner is not None
            yield from _sections(inner, f"{name} {verb}", context)


def _words(command: click.Command) -> str:
    paragraphs = (command.help or "").strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
