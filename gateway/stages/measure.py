"""Stage 7, measure: what applies to the subject on this matter, with its reasons, and what nearly did. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gateway.rules.adoptions import AdoptionRule, made_by
from gateway.rules.facts import Facts, facts_of
from gateway.rules.lines import apply_line, near_miss
from gateway.rules.model import RulePack
from gateway.rules.question import Question
from gateway.stages.dossier import Asker, Dossier
from schema.agencies import Matter
from schema.evaluations import RatedEvaluation
from schema.measures import Measure, NearMiss


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Measures with their status, and lines that nearly applied."""

    measures: tuple[Measure, ...]
    why_not: tuple[NearMiss, ...]


def measure(
    dossier: Dossier,
    rated: tuple[RatedEvaluation, ...],
    *,
    matter: Matter,
    asker: Asker,
    as_of: date,
    pack: RulePack,
    adoptions: tuple[AdoptionRule, ...],
    facts: Facts | None = None,
) -> Measured:
    """Apply every operative line in force that touches the matter, in the order of the pack (GO-20, GO-21, GO-22).

    `facts` are those of the dossier on that day, where the caller has them.
    """
    question = Question(
        dossier=dossier,
        rated=rated,
        matter=matter,
        agency=asker.agency,
        as_of=as_of,
        pack=pack,
        adoptions=made_by(adoptions, asker.agency.slug, matter.id, as_of, asker.known_at),
    )
    facts = facts or facts_of(dossier, as_of)
    found: dict[str, Measure] = {}
    why_not: list[NearMiss] = []
    for line in pack.touching(matter):
        if line.in_force.holds_on(as_of):
            attempts = apply_line(line, question, facts)
            made = [each.measure for each in attempts if each.measure is not None]
            for one in made:
                found.setdefault(one.id, one)
            near = None if made else near_miss(line, attempts)
            if near is not None:
                why_not.append(near)
    return Measured(measures=tuple(found.values()), why_not=tuple(why_not))
