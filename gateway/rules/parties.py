"""Parties of a recognition agreement: agencies by slug, regions with all divisions within them, anybody (GO-16-b)."""

from __future__ import annotations

from gateway.rules.regions import within

ANY, OWN, REGION = "any", "own", "region:"


def is_party(parties: tuple[str, ...], slug: str | None, region: str | None) -> bool:
    """Tell whether an agency of a region is among the parties, by itself or through a region it lies in."""
    return any(_is(party, slug, region) for party in parties)


def _is(party: str, slug: str | None, region: str | None) -> bool:
    if party.startswith(REGION):
        return within(region, party.removeprefix(REGION))
    return party in {ANY, slug}
