"""Whose records a grant shows, by where their issuer is. Pure; follows from the grant and one record alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from connectors.core.connector import Descriptor
from gateway.grants import Grant
from gateway.rules.regions import division_of
from schema.agencies import Agency
from schema.identifiers import Identifier, Scheme
from schema.records import Authority, Record, Registration


class Coverage:
    """What lies within the regions of one grant."""

    def __init__(self, grant: Grant, sources: Mapping[str, Descriptor], agencies: Mapping[str, Agency]) -> None:
        self._grant = grant
        self._sources = sources
        self._agencies = agencies
        self._seen: dict[tuple[str | None, ...], bool] = {}
        self.everywhere = grant.everywhere

    def record(self, record: Record) -> bool:
        """Tell whether the issuer of a record lies within the regions."""
        return self.everywhere or self._issuer(record.issuer)

    def source(self, slug: str) -> bool:
        """Tell whether the agency of a source lies within the regions."""
        return self.everywhere or self._grant.covers(self._region_of(self._sources[slug].agency))

    def registration(self, records: Iterable[Record], identifiers: Collection[Identifier]) -> bool:
        """Tell whether a subject is registered within the regions.

        Its registrations say; where none is at hand, the registering division that its credit code begins with.
        """
        if self.everywhere:
            return True
        registrations = [record for record in records if isinstance(record, Registration)]
        if registrations:
            return all(self.record(record) for record in registrations)
        codes = [each.value for each in identifiers if each.scheme is Scheme.CREDIT_CODE]
        return bool(codes) and all(self._grant.covers(division_of(code)) for code in codes)

    def _issuer(self, issuer: Authority) -> bool:
        """Go by the region the record names, the agency's, or the division in the issuer's code; unknown is outside."""
        place = (issuer.region, issuer.agency, issuer.code)
        seen = self._seen.get(place)
        if seen is None:
            in_code = division_of(issuer.code) if issuer.code else None
            seen = self._grant.covers(issuer.region or self._region_of(issuer.agency) or in_code)
            self._seen[place] = seen
        return seen

    def _region_of(self, slug: str | None) -> str | None:
        agency = self._agencies.get(slug) if slug else None
        return agency.region if agency else None
