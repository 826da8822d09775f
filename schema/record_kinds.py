"""Kinds of record with the law each rests on: a kind without basis enters no decision (GO-02-c)."""

from __future__ import annotations

from schema.codes import RecordKind
from schema.dates import Period
from schema.declare import about, fact
from schema.measures import LegalBasis


@fact
class RecordKindBasis:
    """Kind of record, and what lets it enter credit records for a time."""

    kind: RecordKind = about("The kind.")
    description: str = about("What it is.")
    bases: tuple[LegalBasis, ...] = about("Law, regulation or policy by which it may be collected and used.")
    in_force: Period = about("When these bases hold.")
