"""How a joint case stands to a department: which proposed measures can act there, and which are for reference only.

An agency is judged by the rule pack of its own region: a region's designation acts elsewhere by agreement (GO-16-a).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gateway.cases.model import Invitation
from gateway.rules.agreements import Recogniser, is_near
from gateway.rules.list_recognition import COUNTS, ListStanding, counting
from gateway.rules.model import OperativeLine, RulePack
from gateway.rules.trigger import RecordCondition
from schema.agencies import Agency
from schema.codes import RecordKind
from schema.joint_cases import Designation, MeasureForce, ProposedMeasure
from schema.measures import CatalogueMeasure, MeasureKind
from schema.records import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a designating department proposes: its designation, measures, whether of a natural person, and the day."""

    initiator: Agency
    designation: Designation
    measures: tuple[CatalogueMeasure, ...]
    of_person: bool
    day: date


def invitation(proposal: Proposal, agency: Agency, pack: RulePack) -> Invitation:
    """Tell how a proposal stands to an agency under the pack that governs its region."""
    counts = standing(proposal, agency, pack)
    measures = tuple(_proposed(each, proposal, agency, pack, counts.why_not) for each in proposal.measures)
    return Invitation(
        agency=agency.slug,
        region=agency.region,
        measures=measures,
        for_reference=all(each.force is MeasureForce.FOR_REFERENCE for each in measures),
        recognised_under=counts.agreement,
    )


def implements_any(agency: Agency, measures: Iterable[CatalogueMeasure]) -> bool:
    """Tell whether an agency is of a kind that may implement one of the measures (GO-02-b)."""
    return any(agency.kind in measure.participants for measure in measures)


def standing(proposal: Proposal, agency: Agency, pack: RulePack) -> ListStanding:
    """Tell whether a designation counts for an agency: by itself, by an agreement, or not (GO-16-c)."""
    designation, initiator = proposal.designation, proposal.initiator
    issuer = Authority(name=initiator.name, code=initiator.code, agency=initiator.slug, region=initiator.region)
    if designation.list_id is not None:
        recogniser = Recogniser(agency=agency, matter=None, as_of=proposal.day)
        return counting(designation.list_id, issuer, "the designation", recogniser, pack)
    if designation.kind is RecordKind.ENFORCEMENT_ENTRY or is_near(issuer, agency):
        return COUNTS
    where = f"was made in region {initiator.region}"
    return ListStanding(why_not=f"the designation {where}; no agreement recognises it in {agency.region} (GO-16-c)")


def _proposed(
    measure: CatalogueMeasure, proposal: Proposal, agency: Agency, pack: RulePack, why_not: str | None
) -> ProposedMeasure:
    lines = tuple(line for line in pack.lines if _lets_act(line, measure, proposal))
    reason = why_not or _why_for_reference(measure, lines, proposal, agency, pack)
    if reason is not None:
        return ProposedMeasure(measure=measure, force=MeasureForce.FOR_REFERENCE, reason=reason)
    binds = any(line.kind is MeasureKind.MANDATORY for line in lines) and agency.kind.of_the_state
    force = MeasureForce.MANDATORY if binds else MeasureForce.RECOMMENDED
    return ProposedMeasure(measure=measure, force=force, lines=tuple(line.id for line in lines))


def _why_for_reference(
    measure: CatalogueMeasure,
    lines: tuple[OperativeLine, ...],
    proposal: Proposal,
    agency: Agency,
    pack: RulePack,
) -> str | None:
    if agency.kind not in measure.participants:
        kinds = ", ".join(measure.participants)
        return f"it is for {kinds}, and the department is of the kind {agency.kind} (GO-02-b)"
    entry = pack.catalogue.get(measure.id)
    if proposal.of_person and (entry is None or not entry.persons.own):
        return "it does not concern natural persons in their own right"
    if not lines:
        return f"no operative line of {pack.version.id} lets it follow from such a designation (CATALOGUE_ONLY)"
    return None


def _lets_act(line: OperativeLine, measure: CatalogueMeasure, proposal: Proposal) -> bool:
    if line.catalogue_only or line.entry.measure.id != measure.id or not line.in_force.holds_on(proposal.day):
        return False
    has = line.trigger.has[:1] if line.restraint else line.trigger.has
    return any(_fits(condition, proposal.designation) for condition in has)


def _fits(condition: RecordCondition, designation: Designation) -> bool:
    offence = designation.offence
    return (
        condition.kind is designation.kind
        and (not condition.lists or designation.list_id in condition.lists)
        and (not condition.severities or designation.severity in condition.severities)
        and (not condition.offences or (offence is not None and offence.id in condition.offences))
        and (not condition.areas or (offence is not None and offence.area in condition.areas))
    )
