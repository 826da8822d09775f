"""Inputs of queries."""

from __future__ import annotations

import strawberry

from schema.identifiers import Scheme


@strawberry.input(description="Identifier of a subject as the user knows it; the scheme always travels with the value.")
class IdentifierInput:
    """Identifier as written; spaces, hyphens, width and case are folded, nothing is corrected."""

    scheme: Scheme = strawberry.field(description="Scheme the value belongs to.")
    value: str = strawberry.field(description="Value; spaces, hyphens, full width and lower case are accepted.")
