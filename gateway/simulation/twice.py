"""Judges one case twice: by the pack it was opened under, and by another, from the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from connectors.core.connector import Descriptor
from gateway.case import Case
from gateway.judging import Ground, Naming, judge
from gateway.rights.state import RightsState
from gateway.rules.adoptions import AdoptionRule
from gateway.rules.model import RulePack
from gateway.simulation.answers import Answer
from gateway.stages.dossier import Fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a simulation judges by: the configured sources and adoptions, and who names subjects."""

    sources: Mapping[str, Descriptor]
    adoptions: tuple[AdoptionRule, ...]
    social: frozenset[str] = frozenset()
    vault: Naming


def judged_by(pack: RulePack, fetched: Fetched, case: Case, rights: RightsState, ground: Ground) -> Answer:
    """Judge a case by a pack, whose publicity regimes hold where it governs the day of the question."""
    regimes = pack.regimes if pack.governs.holds_on(case.today) else case.regimes
    under = replace(case, pack=pack, regimes=regimes)
    return Answer(case=under, judged=judge(fetched, under, rights, ground))
