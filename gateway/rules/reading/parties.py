"""Reads who a recognition agreement is between, and whether it goes both ways (GO-16-b, GO-16-c)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from strawberry import ID

from connectors.manifest import Table
from gateway.rules.parties import ANY, OWN, REGION
from gateway.rules.regions import NATIONAL, is_division
from schema.declare import revised
from schema.evaluations import RecognitionAgreement
from schema.measures import ListAgreement

OTHER_WAY = "-other-way"
_Agreement = TypeVar("_Agreement", RecognitionAgreement, ListAgreement)


def read_parties(table: Table, key: str, *, own: bool = False) -> tuple[str, ...]:
    """Read the parties under a key; `own`: the word that stands for the asker's own side may be among them."""
    parties = table.texts(key)
    if not parties:
        table.fault(f"{key} names nobody", f'write {key} = ["region:990000"], agency slugs, or ["any"]')
    for party in parties:
        region = party.removeprefix(REGION)
        if party.startswith(REGION) and region != NATIONAL and not is_division(region):
            table.fault(f"names the region {region!r}", 'write a division code, such as "region:990000"', key=key)
        if party == OWN and not own:
            table.fault("cannot be 'own'", 'name agencies, or regions such as "region:990000"', key=key)
    return parties


def read_reciprocal(table: Table, name: str, issuers: tuple[str, ...], recognisers: tuple[str, ...]) -> bool:
    """Read whether an agreement goes both ways; its other direction gets an id no table may have."""
    if name.endswith(OTHER_WAY):
        table.fault(
            f"{name!r} ends as the other direction of a reciprocal agreement does", "choose another id", key="id"
        )
    if not table.flag("reciprocal"):
        return False
    for problem, hint in _senseless(issuers, recognisers):
        table.fault(f"is reciprocal, and {problem}", hint, key="reciprocal")
    return True


def other_way(shown: _Agreement) -> _Agreement:
    """Give the other direction of a reciprocal agreement."""
    return revised(
        shown,
        id=ID(f"{shown.id}{OTHER_WAY}"),
        title=f"{shown.title} (the other way)",
        from_issuers=shown.recognisers,
        recognisers=shown.from_issuers,
    )


def _senseless(issuers: tuple[str, ...], recognisers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for word in (OWN, ANY):
        if word in (*issuers, *recognisers):
            yield f"{word!r} names no party that could recognise in turn", "leave reciprocal out, or name the parties"
    if issuers and set(issuers) == set(recognisers):
        yield "every party of it recognises every other already", "leave reciprocal out"
