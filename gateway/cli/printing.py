"""Printing for people: colour on a terminal only, lines whole in a pipe, text of answers never read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from rich.console import Console
from rich.text import Text

Lines = Iterable[Text]

_PIPE_WIDTH: Final = 1000
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
STYLES: Final[Mapping[str, str]] = {
    "GREEN_CHANNEL": "bold green",
    "STANDARD": "bold",
    "STRICT_REVIEW": "bold yellow",
    "BARRED": "bold red",
    "INCOMPLETE": "bold magenta",
    "ACTIVE": "bold",
    "SUSPENDED": "yellow",
    "UNCONFIRMED": "yellow",
    "FAILED": "red",
    "WITHHELD": "dim",
}


def console() -> Console:
    """Give a console on standard output."""
    made = Console(highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = _PIPE_WIDTH
    return made


def show(out: Console, lines: Lines) -> None:
    """Print lines; a terminal folds long ones, a pipe gets them whole."""
    for line in lines:
        out.print(line, soft_wrap=not out.is_terminal)


def heading(words: str) -> Text:
    """Give the heading of a section, with a blank line before it."""
    return Text(f"\n{words}", style="bold underline")


def line(*parts: Any, indent: int = 2, style: str = "") -> Text:
    """Give one line of what is known of the parts; blank and absent ones are left out."""
    said = " ".join(plain(part) for part in parts if part not in {None, ""})
    return Text(" " * indent + said, style=style)


def labelled(label: str, words: Any, *, indent: int = 6) -> Text:
    """Give a line that begins with a label in a column of its own."""
    return Text(f"{' ' * indent}{label:<12} {plain(words)}")


def plain(words: Any) -> str:
    """Give text without control characters, which could steer a terminal."""
    return _CONTROL.sub("�", str(words))


def coded(code: str) -> Text:
    """Give a code in its colour."""
    return Text(code, style=STYLES.get(code, ""))
