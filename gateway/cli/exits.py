"""Exit codes of the command line, and the errors that end a command."""

from __future__ import annotations

from enum import IntEnum
from typing import IO, Any

import click


class ExitCode(IntEnum):
    """What the exit code of `tally` means."""

    OK = 0
    NEGATIVE = 1  # the answer is no: a receipt that does not verify, a scenario that differs, a FAIL of the doctor
    USAGE = 2  # the command, the configuration or the question is wrong
    UNREACHABLE = 3  # no gateway answered


class CommandFailed(click.ClickException):
    """A command that cannot go on: what is wrong, where, and what to write or run instead."""

    def __init__(
        self, message: str, *, hint: str | None = None, code: str | None = None, exit_code: ExitCode = ExitCode.USAGE
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code
        self._exit_code = exit_code

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # click reads it of the instance and never assigns it
        """Exit code of the process."""
        return int(self._exit_code)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the error, and the hint on a line of its own."""
        click.echo(f"error: {self.format_message()}{f' [{self.code}]' if self.code else ''}", file=file, err=True)
        if self.hint:
            click.echo(f"  {self.hint}", file=file, err=True)


def unreachable(message: str, hint: str) -> CommandFailed:
    """Make the error of a gateway that does not answer."""
    return CommandFailed(message, hint=hint, exit_code=ExitCode.UNREACHABLE)
