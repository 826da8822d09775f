"""Searching by name: finds identifiers to ask by, and never decides; a name never joins."""

from __future__ import annotations

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier


@code_list
class NameMatch(CodeList):
    """How a name is searched."""

    EXACT = "EXACT", "The whole name, whatever its width, case, brackets and blanks."
    PREFIX = "PREFIX", "The beginning of the name."


@fact
class NamedUnit:
    """A unit a registry lists under a name; whether it is the one meant, people tell by its code."""

    name: str = about("Name as the registry has it.")
    identifiers: tuple[Identifier, ...] = about("Identifiers the registry gives; ask `check` or `subject` by one.")
    registration_status: str | None = about("Status as the registry words it, such as 存续 or 注销.", default=None)
    source: strawberry.ID = about("Slug of the registry.")


@fact
class NameSearch:
    """Units found by name, whole names first; persons are not searched."""

    units: tuple[NamedUnit, ...] = about("At most as many as asked for.")
    more: bool = about("There are more than these; write more of the name.")
