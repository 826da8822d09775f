"""Whole questions for property tests: a generated pack, its adoptions, a subject, a matter, an asker and a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from gateway.rules.adoptions import AdoptionRule
from gateway.rules.model import OperativeLine, RulePack
from gateway.rules.publicity import may_be_disclosed
from gateway.stages.decide import Decision, decide
from gateway.stages.dossier import Dossier, LinkedUnit
from gateway.stages.measure import Measured, measure
from gateway.stages.recognise import recognise
from schema.codes import Role
from schema.dates import Period
from schema.declare import revised
from schema.evaluations import RatedEvaluation
from schema.identifiers import Identifier, Scheme
from schema.measures import Direction, Guidance, Measure, MeasureStatus
from schema.outcomes import UnitLink
from schema.records import Penalty, PersonInRole, Record, SeriousDishonestyEntry
from tests.rules.choosing import one, sometimes
from tests.rules.fitting import fitting
from tests.rules.making import AS_OF, UNIT, ZHOU, asker, gap, matters, person
from tests.rules.packs_strategies import MATTERS, adopted, packs
from tests.rules.strategies import adverse, days, dossiers, records

OTHER = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000197805061628")
UNITS = (UNIT, Identifier(scheme=Scheme.CREDIT_CODE, value="91990100TC02LY0075"))
HELD = (
    Period(starts_on=date(2010, 1, 1)),
    Period(starts_on=date(2010, 1, 1), ends_before=date(2025, 6, 1)),
    Period(starts_on=date(2025, 6, 1)),
    None,
)
DAYS = (AS_OF, date(2028, 2, 29), date(2027, 2, 28))
PACKS = packs()
ORDER = (Guidance.GREEN_CHANNEL, Guidance.STANDARD, Guidance.STRICT_REVIEW, Guidance.BARRED)


@dataclass(frozen=True, kw_only=True)
class World:
    """One question with everything its answer follows from."""

    pack: RulePack
    adoptions: tuple[AdoptionRule, ...]
    dossier: Dossier
    matter: str
    agency: str
    as_of: date

    def changed(self, **changes: Any) -> World:
        return replace(self, **changes)

    def having(self, *held: Record) -> World:
        """The same question, had the subject these records."""
        return self.changed(dossier=replace(self.dossier, records=held))

    def line(self, each: Measure) -> OperativeLine:
        return next(line for line in self.pack.lines if line.id == each.line)

    def rated(self) -> tuple[RatedEvaluation, ...]:
        return recognise(
            self.dossier, matter=matters()[self.matter], asker=asker(self.agency), as_of=self.as_of, pack=self.pack
        )

    def measured(self) -> Measured:
        return measure(
            self.dossier,
            self.rated(),
            matter=matters()[self.matter],
            asker=asker(self.agency),
            as_of=self.as_of,
            pack=self.pack,
            adoptions=self.adoptions,
        )

    def restraints(self) -> list[Measure]:
        return [each for each in self.measured().measures if each.measure.direction is Direction.RESTRAINT]

    def active(self, direction: Direction) -> set[str]:
        found = self.measured().measures
        return {
            each.id for each in found if each.status is MeasureStatus.ACTIVE and each.measure.direction is direction
        }

    def decision(self) -> Decision:
        return decide(matters()[self.matter], self.measured(), missing_required=())

    def severity(self) -> int:
        return ORDER.index(self.decision().guidance)


_RESPONSIBLE = tuple(
    PersonInRole(name="某某", identifier=identifier, role=Role.SENIOR_MANAGER, directly_responsible=directly)
    for identifier in (ZHOU, OTHER, None)
    for directly in (True, False, None)
)
_NAMED = ((), *((person,) for person in _RESPONSIBLE), _RESPONSIBLE[1:5])


def _telling(draw: st.DrawFn, record: Record) -> Record:
    """The same record, saying who is responsible where it can."""
    named = isinstance(record, Penalty | SeriousDishonestyEntry)
    return revised(record, responsible=one(draw, (*6 * (_RESPONSIBLE[:1],), *_NAMED))) if named else record


def _linked(draw: st.DrawFn, as_of: date, place: int) -> LinkedUnit:
    drawn = [revised(draw(adverse(as_of)), conduct_on=draw(days(as_of))) for _ in range(one(draw, (1, 2, 0)))]
    found = tuple(_telling(draw, revised(each, id=f"unit-{place}-{number}")) for number, each in enumerate(drawn))
    link = UnitLink(unit=one(draw, UNITS), unit_name="某某", role=one(draw, list(Role)), period=one(draw, HELD))
    return LinkedUnit(link=link, registration=None, records=found, gaps=(gap("registry"),) if sometimes(draw) else ())


@st.composite
def persons(draw: st.DrawFn, as_of: date = AS_OF) -> Dossier:
    """Natural persons with records of their own and units they are linked to."""
    units = (_linked(draw, as_of, place) for place in range(one(draw, (1, 0, 2, 1))))
    return person(*units, records=draw(records(as_of)))


def _fitted(
    draw: st.DrawFn, pack: RulePack, subject: Dossier, as_of: date
) -> tuple[list[Record], tuple[LinkedUnit, ...]]:
    """Draw records that fit the lines, two for one condition now and then: the subject's own, or a linked unit's."""
    asked = [condition for line in pack.lines for condition in line.trigger.has]
    wanted = [condition for condition in asked for _ in range(one(draw, (1, 2, 1, 0)))]
    made = [fitting(draw, condition, as_of, f"fit-{place}") for place, condition in enumerate(wanted)]
    if not subject.linked or sometimes(draw):
        return made, subject.linked
    first, *others = subject.linked
    reached = [line.extension for line in pack.lines if line.extension is not None]
    named = [role for each in reached for role in (*2 * sorted(each.by_office), *sorted(each.if_responsible))]
    link = replace(first.link, role=one(draw, named or list(Role)), period=one(draw, (*4 * (HELD[0],), *HELD)))
    told = tuple(_telling(draw, record) for record in made)
    return [], (replace(first, link=link, records=(*first.records, *told)), *others)


def _matters(pack: RulePack, *, reaching: bool) -> tuple[str, ...]:
    """Matters to draw from: often one a line touches; about a person with units, a line that reaches persons."""
    lines = [line for line in pack.lines if line.extension is not None or not reaching]
    touched = [name for name in MATTERS if any(line.touches(matters()[name]) for line in lines)]
    return (*(touched or MATTERS), *touched, *touched, *MATTERS)


@cache
def subjects(as_of: date) -> st.SearchStrategy[Dossier]:
    """Units and persons."""
    return dossiers(as_of) | persons(as_of)


@st.composite
def worlds(draw: st.DrawFn, about: st.SearchStrategy[Dossier] | None = None) -> World:
    """Questions about a unit or a person, or about the subjects given; what may not be disclosed today is gone."""
    as_of = AS_OF if about is not None else one(draw, DAYS)
    subject = draw(about if about is not None else subjects(as_of))
    pack = draw(PACKS)
    agency = one(draw, ("market-regulation", "finance"))
    own, units = _fitted(draw, pack, subject, as_of)
    usable = tuple(each for each in (*subject.records, *own) if may_be_disclosed(each, as_of, pack.regimes))
    cached = subject.cached | {each.id for each in own if sometimes(draw)}
    return World(
        pack=pack,
        adoptions=adopted(draw, pack.lines, agency),
        dossier=replace(subject, records=usable, linked=units, cached=cached),
        matter=one(draw, _matters(pack, reaching=bool(units))),
        agency=agency,
        as_of=as_of,
    )
