"""Prints the schema: `python -m schema.graph.print > schema/schema.graphql`."""

from __future__ import annotations

import sys

from schema.graph.build import build_schema


def printed() -> str:
    """Give the schema in the GraphQL schema definition language."""
    return f"{build_schema().as_str().rstrip()}\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(printed().encode())
