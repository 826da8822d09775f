"""Asks what would change an answer about an invented dossier under the shipped pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gateway.case import Case
from gateway.foresight.changes import what_would_change
from gateway.judging import Judged, ruled
from gateway.stages.dossier import Dossier
from gateway.stages.identify import Identified
from schema.measures import Guidance
from schema.prospects import ChangeKind, PossibleChange
from tests.rules.making import AS_OF, KNOWN_AT, UNIT, adoptions, asker, matters, pack

LICENCE = "food-production-licence"
FOR = {
    LICENCE: "market-regulation",
    "annual-inspection-plan": "market-regulation",
    "public-tender": "trading-centre",
    "fiscal-fund-application": "finance",
}


def case_of(matter: str, as_of: date = AS_OF, today: date = AS_OF) -> Case:
    about = matters()[matter]
    return Case(
        subject=Identified(asked=UNIT, aliases=()),
        matter=about,
        asker=asker(FOR[matter]).agency,
        purpose=about.purposes[0],
        case_number="1",
        as_of=as_of,
        today=today,
        known_at=KNOWN_AT,
        pack=pack(),
        regimes=pack().regimes,
    )


def judged(subject: Dossier, matter: str = LICENCE, as_of: date = AS_OF, missing: tuple[str, ...] = ()) -> Judged:
    """Judge a dossier as if that day were today."""
    return ruled(subject, case_of(matter, as_of, as_of), adoptions(), missing=missing, links_cut=0)


def guidance(subject: Dossier, matter: str = LICENCE, as_of: date = AS_OF) -> Guidance:
    return judged(subject, matter, as_of).decision.guidance


def changes(
    subject: Dossier, matter: str = LICENCE, *, missing: tuple[str, ...] = (), as_of: date = AS_OF
) -> tuple[PossibleChange, ...]:
    case = replace(case_of(matter), as_of=as_of)
    return what_would_change(judged(subject, matter, as_of, missing), case, adoptions())


def of_kind(found: tuple[PossibleChange, ...], kind: ChangeKind) -> list[PossibleChange]:
    return [each for each in found if each.kind is kind]
