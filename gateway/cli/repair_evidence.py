"""Evidence of a repair as it is written on the command line: `KIND:DAY:DOCUMENT`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias, TypeVar

import click

from schema.repairs import RepairEvidence

F = TypeVar("F", bound=Callable[..., Any])
PIECE: TypeAlias = dict[str, str]


class ProofType(click.ParamType[PIECE]):
    """Reads one piece of evidence."""

    name = "evidence"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PIECE:
        """Give the piece as GraphQL takes it."""
        kind, _, rest = str(value).partition(":")
        day, _, document = rest.partition(":")
        if kind not in RepairEvidence.__members__:
            self.fail(f"{kind!r} is no kind of evidence; write {', '.join(RepairEvidence)}", param, ctx)
        try:
            done_on = date.fromisoformat(day)
        except ValueError:
            self.fail(f"{day!r} is no day; write KIND:YYYY-MM-DD:DOCUMENT", param, ctx)
        if not document.strip():
            self.fail("the document is missing; write KIND:YYYY-MM-DD:DOCUMENT", param, ctx)
        return {"kind": kind, "doneOn": done_on.isoformat(), "document": document.strip()}


def proof_option(command: F) -> F:
    """Add `--evidence`."""
    words = f"What was done, when, and the document that shows it; repeat it. Kinds: {', '.join(RepairEvidence)}."
    option = click.option(
        "--evidence",
        "evidence",
        type=ProofType(),
        multiple=True,
        required=True,
        metavar="KIND:YYYY-MM-DD:DOCUMENT",
        help=words,
    )
    return option(command)
