"""Makes answers to compare: invented dossiers under the shipped pack and under packs changed in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gateway.case import Case
from gateway.judging import ruled
from gateway.rules.model import OperativeLine, RulePack
from gateway.simulation.answers import Answer
from gateway.simulation.comparison import CaseName
from gateway.stages.dossier import Dossier
from gateway.stages.identify import Identified
from schema.checks import PackVersion
from schema.declare import revised
from tests.rules.making import AS_OF, KNOWN_AT, UNIT, adoptions, asker, matters, pack

NAME = CaseName(subject=f"CREDIT_CODE:{UNIT.value}", matter="public-tender", agency="trading-centre")


def answer(
    subject: Dossier, matter: str, by: RulePack, *, agency: str = "trading-centre", silent: bool = False
) -> Answer:
    """Judge a dossier by a pack; `silent` leaves a required source without an answer."""
    asking, about = asker(agency), matters()[matter]
    case = Case(
        subject=Identified(asked=UNIT, aliases=()),
        matter=about,
        asker=asking.agency,
        purpose=about.purposes[0],
        case_number="1",
        as_of=AS_OF,
        today=AS_OF,
        known_at=KNOWN_AT,
        pack=by,
        regimes=by.regimes,
    )
    judged = ruled(subject, case, adoptions(), missing=("registry",) if silent else (), links_cut=0)
    return Answer(case=case, judged=judged)


def changed(lines: Iterable[OperativeLine]) -> RulePack:
    """Give the shipped pack with other lines."""
    version: PackVersion = revised(pack().version, version="changed", digest="0" * 64)
    return replace(pack(), version=version, lines=tuple(lines))


def less(line_id: str) -> RulePack:
    """Give the shipped pack less one line."""
    return changed(line for line in pack().lines if line.id != line_id)


def with_line(line_id: str, **changes: object) -> RulePack:
    """Give the shipped pack with one line changed."""
    return changed(
        replace(line, **changes) if line.id == line_id else line  # type: ignore[arg-type]
        for line in pack().lines
    )
