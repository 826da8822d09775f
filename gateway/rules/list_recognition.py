"""Whether an entry on a serious-dishonesty list counts for the asker (GO-16-a to GO-16-c, GO-19-b).

Recognition adds no restraint: it lets an operative line apply, which has basis, duration and implementer of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from gateway.rules.agreements import Recogniser, admits, is_near
from gateway.rules.model import ListScope, RulePack
from gateway.rules.parties import is_party
from schema.measures import ListAgreement
from schema.records import Authority, SeriousDishonestyEntry

REFERENCE_LIST = "a reference list triggers nothing (GO-19-b)"


@dataclass(frozen=True, slots=True)
class ListStanding:
    """An entry as it stands towards the asker: the agreement it counts under, if any, or why it does not count."""

    agreement: ListAgreement | None = None
    why_not: str | None = None


COUNTS = ListStanding()


def list_standing(entry: SeriousDishonestyEntry, recogniser: Recogniser, pack: RulePack) -> ListStanding:
    """Tell whether an entry counts: on a national list everywhere, on a region's list there, elsewhere by agreement."""
    return counting(entry.list_id, entry.issuer, f"record {entry.id}", recogniser, pack)


def counting(list_id: str, issuer: Authority, what: str, recogniser: Recogniser, pack: RulePack) -> ListStanding:
    """Tell whether what an issuer put on a list counts; `what` names it where it is said why not."""
    rule = pack.lists.get(list_id)
    if rule is None or rule.reference_only:
        return ListStanding(why_not=REFERENCE_LIST)
    if rule.scope is ListScope.NATIONAL or is_near(issuer, recogniser.agency):
        return COUNTS
    region = issuer.region
    if not region:
        told = "is on a list of a region, and the region of its issuer is not known: it counts in that region alone"
        return ListStanding(why_not=f"{what} {told}")
    about = [each for each in pack.list_agreements if _covers(each, list_id, issuer, recogniser)]
    for agreement in about:
        if agreement.in_force.holds_on(recogniser.as_of):
            return ListStanding(agreement=agreement)
    why = (
        f"the agreement {about[0].id} is not in force on {recogniser.as_of}"
        if about
        else f"no agreement recognises it in {recogniser.agency.region}"
    )
    return ListStanding(why_not=f"{what} is on a list of region {region}; {why} (GO-16-c)")


def _covers(agreement: ListAgreement, list_id: str, issuer: Authority, recogniser: Recogniser) -> bool:
    about = list_id in agreement.lists and is_party(agreement.from_issuers, issuer.agency, issuer.region)
    return about and admits(agreement, recogniser)
