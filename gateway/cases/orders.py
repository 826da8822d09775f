"""What a department orders about a joint case, read against the rule packs and agencies of the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from gateway.cases.inviting import Proposal
from gateway.cases.ledger import Standing
from gateway.cases.model import CaseContent, CaseFile, Invitation
from gateway.cases.opening import read_number, read_proposal
from gateway.cases.record import Sealed
from gateway.cases.sending import check_region, read_invitations
from gateway.cases.states import Role
from gateway.cases.words import invalid, read_subject
from gateway.office import Office
from gateway.receipts.ids import RANDOM_BYTES, receipt_id
from gateway.refs import is_person
from gateway.rules.model import RulePack
from gateway.rules.regions import NATIONAL, is_division, within
from schema.agencies import Agency
from schema.dates import legal_day
from schema.graph.joint_cases import JointCaseInput

Opening = tuple[CaseFile, Sealed, tuple[Invitation, ...]]


def opening(order: JointCaseInput, slug: str, office: Office) -> Opening:
    """Read a case as a department opens it; raises `Refusal` where it may not, or something does not fit."""
    initiator, now = office.agencies[slug], office.clock()
    today = legal_day(now)
    subject = read_subject(order.subject, "input.subject")
    ref = office.vault.subject_ref(subject)
    pack = office.packs.governing(today, initiator.region)
    proposal = read_proposal(order, initiator, pack, today, subject=subject, ref=ref)
    invitations = read_invitations(
        order.implementers, proposal, office.agencies, _packs(office, today), "input.implementers"
    )
    file = CaseFile(
        id=receipt_id(now, office.random(RANDOM_BYTES)),
        initiator=slug,
        region=initiator.region,
        opened_at=now,
        subject_ref=ref,
        content=CaseContent(designation=proposal.designation, measures=proposal.measures),
    )
    return file, Sealed(subject=subject, document_number=read_number(order.designation)), invitations


def carrying(
    region: str, slugs: Sequence[str], carrier: str, office: Office
) -> Callable[[Standing], tuple[Invitation, ...]]:
    """Give what tells how a case stands to departments of a region it is carried into.

    The designating department carries it anywhere, one it was sent to into its own region. Raises `Refusal` for a
    region that is none, and for departments elsewhere.
    """
    if region != NATIONAL and not is_division(region):
        raise invalid(f"{region[:20]!r} is no region", "region", f"write a division code (GB/T 2260), or {NATIONAL}")
    check_region(region, slugs, office.agencies, "implementers")
    today = legal_day(office.clock())
    own = office.agencies[carrier].region

    def invite(standing: Standing) -> tuple[Invitation, ...]:
        if standing.role is Role.IMPLEMENTER and not within(region, own):
            raise invalid(
                f"a department of region {own} carries a case into that region, not into {region}",
                "region",
                "leave that to the designating department",
            )
        new = [slug for slug in slugs if slug not in standing.progress.participants]
        if not new:
            raise invalid("every department named has the case already", "implementers", "name others")
        proposal = _proposal(standing.file, office, today)
        return read_invitations(new, proposal, office.agencies, _packs(office, today), "implementers")

    return invite


def _proposal(file: CaseFile, office: Office, today: date) -> Proposal:
    initiator = office.agencies.get(file.initiator)
    if initiator is None:
        raise invalid(
            f"the designating department {file.initiator!r} takes no part any more", "case", "open a case of your own"
        )
    content = file.content
    return Proposal(
        initiator=initiator,
        designation=content.designation,
        measures=content.measures,
        of_person=is_person(file.subject_ref),
        day=today,
    )


def _packs(office: Office, today: date) -> Callable[[Agency], RulePack]:
    return lambda agency: office.packs.governing(today, agency.region)
