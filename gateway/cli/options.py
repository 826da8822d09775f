"""Options several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_URL = "http://127.0.0.1:8000"

Folder = click.Path(exists=True, file_okay=False, path_type=Path)
NewFolder = click.Path(file_okay=False, path_type=Path)
File = click.Path(exists=True, dir_okay=False, path_type=Path)
NewFile = click.Path(dir_okay=False, writable=True, path_type=Path)


class LegalDay(click.ParamType[date]):
    """A legal day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, such as 2026-05-01", param, ctx)


def config_option(command: F) -> F:
    """Add `--config`."""
    return click.option(
        "--config",
        type=Folder,
        envvar="TALLY_CONFIG",
        show_envvar=True,
        metavar="DIR",
        help="Configuration folder.  [default: the one shipped with Tally]",
    )(command)


def state_option(command: F) -> F:
    """Add `--state`."""
    return click.option(
        "--state",
        type=NewFolder,
        metavar="DIR",
        help="State folder: database, keys, lock.  [default: the one gateway.toml names]",
    )(command)


def url_option(command: F) -> F:
    """Add `--url`."""
    return click.option(
        "--url", envvar="TALLY_URL", default=DEFAULT_URL, show_default=True, show_envvar=True, help="Running gateway."
    )(command)


def key_option(command: F) -> F:
    """Add `--key`."""
    return click.option(
        "--key", envvar="TALLY_API_KEY", show_envvar=True, help="API key; it decides who asks and what is shown."
    )(command)


def host_option(default: str) -> Callable[[F], F]:
    """Add `--host`; `default` is said in the help."""
    words = f"Address to listen on.  [default: {default}]"
    return click.option("--host", envvar="HOST", metavar="ADDRESS", show_envvar=True, help=words)


def port_option(default: str) -> Callable[[F], F]:
    """Add `--port`; `default` is said in the help."""
    words = f"Port to listen on; 0 for any free one.  [default: {default}]"
    kind = click.IntRange(0, 65535)
    return click.option("--port", envvar="PORT", type=kind, metavar="N", show_envvar=True, help=words)


def paging(command: F) -> F:
    """Add the options of a list that is given page by page."""
    first = click.option(
        "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
    )
    return first(click.option("--after", metavar="ID", help="Go on after this one.")(command))


def overdue_option(command: F) -> F:
    """Add `--overdue`."""
    return click.option("--overdue", is_flag=True, help="Only those that are overdue.")(command)
