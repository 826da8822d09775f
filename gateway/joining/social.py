"""What social bodies supply is for reference (GO-19-b), by what the supplier is and whatever the record says itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from schema.agencies import Agency
from schema.records import Record, RedListEntry


def social_bodies(agencies: Iterable[Agency]) -> frozenset[str]:
    """Give the slugs of agencies that are neither department nor court."""
    return frozenset(agency.slug for agency in agencies if not agency.kind.of_the_state)


def for_reference(record: Record, social: Collection[str], agency_of: Mapping[str, str]) -> bool:
    """Tell whether a record rests on social bodies alone: every copy comes from one, or one of them determined it.

    `agency_of` gives the agency of each source. A model an association recommends counts once a department keeps it
    among its own (GO-03-a, GO-03-b): it is for reference only while none does.
    """
    if not social:
        return False
    if record.issuer.agency in social and not isinstance(record, RedListEntry):
        return True
    copies = record.provenances
    return bool(copies) and all(agency_of.get(copy.source) in social for copy in copies)
