"""Who takes part in an objection, and in what role: it follows from what an agency is, never from what it claims. Pure.

A department of the state that lodges one handles it; what others pass on is handled by who answers for the record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gateway.rights.entries import Standing
from schema.agencies import Agency
from schema.objections import ObjectionRole as Role

Parties = dict[str, frozenset[Role]]

_STANDINGS = {Role.ISSUER: Standing.ISSUER, Role.PROVIDER: Standing.PROVIDER}


def answering(issuer: str | None, providers: Iterable[str], agencies: Collection[str]) -> Parties:
    """Give who answers for a record: its issuer, if it takes part in this gateway, and who provides it."""
    roles: dict[str, set[Role]] = {}
    for slug in providers:
        roles.setdefault(slug, set()).add(Role.PROVIDER)
    if issuer is not None and issuer in agencies:
        roles.setdefault(issuer, set()).update({Role.ISSUER, Role.CORRECTOR})
    else:
        for own in roles.values():
            own.add(Role.CORRECTOR)
    return {slug: frozenset(found) for slug, found in roles.items()}


def handles(lodger: Agency, answers: Mapping[str, Collection[Role]]) -> bool:
    """Tell whether an agency that lodges an objection may accept it for handling by itself."""
    return lodger.kind.of_the_state or lodger.slug in answers


def lodging(lodger: Agency, answers: Mapping[str, Collection[Role]]) -> Parties:
    """Give the roles that come with lodging: the lodger's, and those of who handles it."""
    own = {Role.LODGER}
    if handles(lodger, answers):
        return {lodger.slug: frozenset(own | {Role.HANDLER})}
    return {lodger.slug: frozenset(own), **dict.fromkeys(answers, frozenset({Role.HANDLER}))}


def standing_of(roles: Collection[Role]) -> Standing:
    """Give in what capacity an agency in these roles makes an entry of the rights log."""
    return next((standing for role, standing in _STANDINGS.items() if role in roles), Standing.HANDLER)
