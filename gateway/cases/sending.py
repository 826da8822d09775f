"""Reads to whom a joint case is sent, and tells how it stands to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gateway.cases.inviting import Proposal, implements_any, invitation
from gateway.cases.model import Invitation
from gateway.cases.words import invalid
from gateway.rules.model import RulePack
from gateway.rules.regions import within
from schema.agencies import Agency
from schema.suggest import did_you_mean

MOST_AGENCIES = 50


def read_invitations(
    slugs: Sequence[str],
    proposal: Proposal,
    agencies: Mapping[str, Agency],
    pack_of: Callable[[Agency], RulePack],
    where: str,
) -> tuple[Invitation, ...]:
    """Give an invitation each; raises `Refusal(INVALID_CASE)` for who is unknown, or implements nothing proposed."""
    names = tuple(dict.fromkeys(slugs))
    if len(names) > MOST_AGENCIES:
        raise invalid(f"{len(names)} departments are named", where, f"name at most {MOST_AGENCIES} at once")
    found = tuple(_read(name, proposal, agencies, where) for name in names)
    return tuple(invitation(proposal, agency, pack_of(agency)) for agency in found)


def check_region(region: str, slugs: Sequence[str], agencies: Mapping[str, Agency], where: str) -> None:
    """Raise `Refusal(INVALID_CASE)` unless departments are named, and each lies in the region."""
    if not slugs:
        raise invalid("no department is named", where, f"name departments of {region[:10]}; see `agencies`")
    for slug in slugs:
        agency = agencies.get(slug)
        if agency is not None and not within(agency.region, region):
            raise invalid(
                f"{slug!r} is of region {agency.region}, not of {region[:10]}", where, "carry the case there apart"
            )


def _read(slug: str, proposal: Proposal, agencies: Mapping[str, Agency], where: str) -> Agency:
    agency = agencies.get(slug)
    if agency is None:
        raise invalid(f"there is no agency {slug[:100]!r}", where, did_you_mean(slug, agencies))
    if agency.slug == proposal.initiator.slug:
        raise invalid(f"{slug!r} designated the subject itself", where, "leave it out")
    if not implements_any(agency, proposal.measures):
        proposed = ", ".join(measure.id for measure in proposal.measures)
        raise invalid(
            f"{slug!r} is of the kind {agency.kind.value}, which implements none of {proposed} (GO-02-b)",
            where,
            "leave it out, or propose a measure it may implement",
        )
    return agency
