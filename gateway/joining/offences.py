"""The offence a record names against the area it states: what does not agree is set aside and shown (GO-09-b)."""

from __future__ import annotations

from collections.abc import Mapping

from schema.checks import Conflict, ConflictKind
from schema.declare import revised
from schema.offences import Offence
from schema.records import Record


def settled_offence(record: Record, offences: Mapping[str, Offence]) -> tuple[Record, Conflict | None]:
    """Give the record with an offence the pack knows and in the area of that offence, or without offence.

    An area the issuer did not state is that of the offence; one it did state stands, and an offence of another area
    is set aside, so that a condition on offences cannot be told.
    """
    code = record.offence_code
    if code is None:
        return record, None
    offence = offences.get(code)
    if offence is None:
        return _without(record, f"names the offence {code!r}, which the rule pack does not know")
    if record.area is None:
        return revised(record, area=offence.area) if offence.area else record, None
    if record.area is not offence.area:
        belongs = offence.area or f"the field {offence.field}"
        return _without(record, f"states the area {record.area} and the offence {code!r}, which belongs to {belongs}")
    return record, None


def _without(record: Record, problem: str) -> tuple[Record, Conflict]:
    conflict = Conflict(
        kind=ConflictKind.OFFENCE_DIFFERS,
        message=f"this {record.kind} {problem}; the offence is set aside",
        sources=tuple(dict.fromkeys(copy.source for copy in record.provenances)),
        records=(record.id,),
    )
    return revised(record, offence_code=None), conflict
