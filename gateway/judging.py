"""Stages 5 to 8 in a row: reconcile, recognise, measure, decide. Pure, so that it can run again on newer rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from connectors.core.connector import Descriptor
from gateway.answers.reports import missing_required
from gateway.case import Case
from gateway.rights.state import RightsState
from gateway.rules.adoptions import AdoptionRule
from gateway.rules.facts import facts_of
from gateway.rules.inspection import advise
from gateway.rules.model import PublicityRegime
from gateway.rules.publicity import may_be_disclosed
from gateway.stages.decide import Decision, decide
from gateway.stages.dossier import Asker, Dossier, Fetched
from gateway.stages.identify import naming_identifier
from gateway.stages.measure import Measured, measure
from gateway.stages.recognise import recognise
from gateway.stages.reconcile import Terms, reconcile
from schema.codes import MatterKind
from schema.evaluations import RatedEvaluation
from schema.identifiers import Identifier
from schema.inspection import InspectionAdvice
from schema.offences import Offence


class Naming(Protocol):
    """Names subjects; the vault does."""

    def subject_ref(self, identifier: Identifier) -> str:
        """Name a subject: units as `SCHEME:value`, persons by a pseudonym."""


class Ground(Protocol):
    """What judging goes by besides the case; the office of a gateway is one."""

    @property
    def sources(self) -> Mapping[str, Descriptor]:
        """What each source declares about itself, by slug."""

    @property
    def adoptions(self) -> tuple[AdoptionRule, ...]:
        """Which agency adopted which recommended lines."""

    @property
    def social(self) -> frozenset[str]:
        """Slugs of the agencies that are social bodies."""

    @property
    def vault(self) -> Naming:
        """Who names subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules made of one subject's answers."""

    dossier: Dossier
    rated: tuple[RatedEvaluation, ...]
    measured: Measured
    decision: Decision
    missing: tuple[str, ...]
    links_cut: int
    inspection: InspectionAdvice | None = None


def judge(fetched: Fetched, case: Case, rights: RightsState, ground: Ground) -> Judged:
    """Run the rules on what was fetched."""
    dossier = dossier_of(fetched, rights, ground, today=case.today, regimes=case.regimes, offences=case.pack.offences)
    missing = missing_required(fetched, case.matter.required)
    judged = ruled(dossier, case, ground.adoptions, missing=missing, links_cut=fetched.links_cut)
    return replace(judged, inspection=inspection_of(judged, case))


def inspection_of(judged: Judged, case: Case) -> InspectionAdvice | None:
    """Advise on inspections, on matters of supervision alone."""
    if case.matter.kind is not MatterKind.SUPERVISION:
        return None
    return advise(
        case.pack.inspection,
        judged.measured.measures,
        judged.rated,
        facts_of(judged.dossier, case.as_of),
        missing=judged.missing,
        cut=judged.links_cut > 0,
    )


def ruled(
    dossier: Dossier, case: Case, adoptions: tuple[AdoptionRule, ...], *, missing: tuple[str, ...], links_cut: int
) -> Judged:
    """Run the rules on a dossier: recognise, measure, decide."""
    asker, facts = Asker(agency=case.asker, known_at=case.known_at), facts_of(dossier, case.as_of)
    rated = recognise(dossier, matter=case.matter, asker=asker, as_of=case.as_of, pack=case.pack, facts=facts)
    measured = measure(
        dossier,
        rated,
        matter=case.matter,
        asker=asker,
        as_of=case.as_of,
        pack=case.pack,
        adoptions=adoptions,
        facts=facts,
    )
    decision = decide(case.matter, measured, missing_required=missing, links_cut=links_cut)
    return Judged(
        dossier=dossier, rated=rated, measured=measured, decision=decision, missing=missing, links_cut=links_cut
    )


def dossier_of(
    fetched: Fetched,
    rights: RightsState,
    ground: Ground,
    *,
    today: date,
    regimes: Sequence[PublicityRegime],
    offences: Mapping[str, Offence],
) -> Dossier:
    """Reconcile what was fetched, less the records that may no longer be disclosed today."""
    terms = Terms(
        sources=ground.sources,
        rights=rights.records,
        may_be_used=lambda record: may_be_disclosed(record, today, regimes),
        social=ground.social,
        offences=offences,
        ref=lambda identifiers: ground.vault.subject_ref(naming_identifier(identifiers)),
    )
    return reconcile(fetched, terms)
