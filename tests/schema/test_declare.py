"""Declarations: facts stay as they were made, codes carry their meaning, one decoding for the wire."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from schema.codes import RecordStatus, Severity
from schema.declare import revised
from schema.identifiers import Identifier, Scheme
from schema.records import Penalty
from tests.joining.invented import UNIT, penalty

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".mypy_cache" / "changes"
CHANGES = """
    from schema.dates import Period
    from schema.identifiers import Identifier, Scheme
    from schema.records import Penalty

    def change(code: Identifier, penalty: Penalty, period: Period) -> None:
        code.value = "x"
        penalty.subject_name = "x"
        penalty.offence = "x"
        period.ends_before = None

    Identifier(Scheme.CREDIT_CODE, "x")
    Identifier(scheme=Scheme.CREDIT_CODE)
"""


def test_mypy_refuses_changes_to_facts_and_facts_made_carelessly(tmp_path: Path) -> None:
    program = tmp_path / "changes.py"
    program.write_text(textwrap.dedent(CHANGES), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", CACHE, "--follow-imports", "silent", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    faults = {int(line.split(":")[1]): line for line in said.stdout.splitlines() if ": error:" in line}
    assert sorted(faults) == [7, 8, 9, 10, 12, 13], said.stdout + said.stderr
    assert all("read-only" in faults[line] for line in (7, 8, 9, 10))


def test_a_revised_fact_is_new_and_the_original_is_as_it_was() -> None:
    original = penalty("ecology")
    changed = revised(original, status=RecordStatus.REPAIRED)
    assert (changed.status, original.status) == (RecordStatus.REPAIRED, RecordStatus.CURRENT)
    assert type(changed) is Penalty
    assert revised(changed, status=RecordStatus.CURRENT) == original


def test_facts_are_decoded_straight_from_the_wire() -> None:
    decoded = msgspec.json.decode(b'{"scheme": "CREDIT_CODE", "value": "%s"}' % UNIT.value.encode(), type=Identifier)
    assert decoded == UNIT
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"scheme": "NAME", "value": "x"}', type=Identifier)


def test_a_code_is_its_value_and_carries_its_meaning() -> None:
    assert msgspec.convert("SERIOUS", Severity) is Severity.SERIOUS
    assert f"{Severity.SERIOUS}" == Severity.SERIOUS == "SERIOUS"
    assert "严重" in Severity.SERIOUS.description
    assert Scheme.RESIDENT_IDENTITY.personal
    assert not any(scheme.personal for scheme in Scheme if scheme is not Scheme.RESIDENT_IDENTITY)
