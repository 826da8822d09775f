"""Whether an entry on a serious-dishonesty list counts for the asker (GO-16-a to GO-16-c, GO-19-b).

Recognition adds no restraint: it lets an operative line apply, which has basis, duration and implementer of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from gateway.rules.agreements import Recogniser, admits, issued_by
from gateway.rules.model import ListRule, ListScope, RulePack
from gateway.rules.parties import is_party
from gateway.rules.regions import NATIONAL, within
from schema.measures import ListAgreement
from schema.records import SeriousDishonestyEntry

REFERENCE_LIST = "a reference list triggers nothing (GO-19-b)"


@dataclass(frozen=True, slots=True)
class ListStanding:
    """An entry as it stands towards the asker: the agreement it counts under, if any, or why it does not count."""

    agreement: ListAgreement | None = None
    why_not: str | None = None


COUNTS = ListStanding()


def list_standing(entry: SeriousDishonestyEntry, recogniser: Recogniser, pack: RulePack) -> ListStanding:
    """Tell whether an entry counts: on a national list everywhere, on a region's list there, elsewhere by agreement."""
    rule = pack.lists.get(entry.list_id)
    if rule is None or rule.reference_only:
        return ListStanding(why_not=REFERENCE_LIST)
    if _counts_by_itself(rule, entry, recogniser):
        return COUNTS
    region = entry.issuer.region
    if not region:
        told = "is on a list of a region, and the region of its issuer is not known: it counts in that region alone"
        return ListStanding(why_not=f"record {entry.id} {told}")
    about = [each for each in pack.list_agreements if _covers(each, entry, recogniser)]
    for agreement in about:
        if agreement.in_force.holds_on(recogniser.as_of):
            return ListStanding(agreement=agreement)
    why = (
        f"the agreement {about[0].id} is not in force on {recogniser.as_of}"
        if about
        else f"no agreement recognises it in {recogniser.agency.region}"
    )
    return ListStanding(why_not=f"record {entry.id} is on a list of region {region}; {why} (GO-16-c)")


def _counts_by_itself(rule: ListRule, entry: SeriousDishonestyEntry, recogniser: Recogniser) -> bool:
    if rule.scope is ListScope.NATIONAL or issued_by(entry.issuer, recogniser.agency):
        return True
    region = entry.issuer.region
    return region is not None and (region == NATIONAL or within(recogniser.agency.region, region))


def _covers(agreement: ListAgreement, entry: SeriousDishonestyEntry, recogniser: Recogniser) -> bool:
    issuer = entry.issuer
    about = entry.list_id in agreement.lists and is_party(agreement.from_issuers, issuer.agency, issuer.region)
    return about and admits(agreement, recogniser)
