"""The committed schema is the one the code builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graphql import build_schema, print_schema

ROOT = Path(__file__).resolve().parents[3]
COMMITTED = ROOT / "schema" / "schema.graphql"


def test_the_committed_schema_is_what_the_code_builds() -> None:
    built = subprocess.run([sys.executable, "-m", "schema.graph.print"], cwd=ROOT, capture_output=True, check=True)
    assert COMMITTED.read_bytes() == built.stdout, (
        "the schema changed: run `python -m schema.graph.print > schema/schema.graphql`, read the difference, commit it"
    )


def test_the_committed_schema_is_read_by_other_tools() -> None:
    text = COMMITTED.read_text(encoding="utf-8")
    assert print_schema(build_schema(text)).strip() == text.strip()
