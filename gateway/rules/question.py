"""What the rules are asked: matter, asker, day, pack, adoptions; and what they know of the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gateway.rules.adoptions import AdoptionRule, adoption_of
from gateway.rules.agreements import Recogniser
from gateway.rules.facts import Facts, facts_of_unit
from gateway.rules.list_recognition import ListStanding, list_standing
from gateway.rules.model import OperativeLine, RulePack
from gateway.stages.dossier import Dossier, LinkedUnit
from schema.agencies import Agency, Matter
from schema.evaluations import RatedEvaluation
from schema.measures import Adoption, MeasureKind
from schema.records import SeriousDishonestyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, with the dossier and the ratings it is answered from; `adoptions` are those made for it."""

    dossier: Dossier
    rated: tuple[RatedEvaluation, ...]
    matter: Matter
    agency: Agency
    as_of: date
    pack: RulePack
    adoptions: tuple[AdoptionRule, ...]
    _linked: list[tuple[LinkedUnit, Facts]] = field(init=False, compare=False, repr=False, default_factory=list)
    _listed: dict[str, ListStanding] = field(init=False, compare=False, repr=False, default_factory=dict)

    def linked(self) -> Sequence[tuple[LinkedUnit, Facts]]:
        """Give the units the subject is linked to, with the facts about each, worked out once."""
        if not self._linked:
            self._linked.extend((unit, facts_of_unit(unit, self.as_of)) for unit in self.dossier.linked)
        return self._linked

    def implements(self, line: OperativeLine) -> bool:
        """Tell whether the asking agency is of a kind the line is for (GO-02-b); law binds none but the state's."""
        kind = self.agency.kind
        return kind in line.entry.measure.participants and (line.kind is not MeasureKind.MANDATORY or kind.of_the_state)

    def adoption(self, line: OperativeLine) -> Adoption | None:
        """Give the asking agency's adoption of a recommended line for this matter."""
        if line.kind is MeasureKind.MANDATORY or not self.implements(line):
            return None
        return adoption_of(self.adoptions, line)

    def list_standing(self, entry: SeriousDishonestyEntry) -> ListStanding:
        """Tell whether an entry on a list counts for the asking agency on this matter; worked out once an entry."""
        found = self._listed.get(entry.id)
        if found is None:
            recogniser = Recogniser(agency=self.agency, matter=self.matter, as_of=self.as_of)
            found = self._listed[entry.id] = list_standing(entry, recogniser, self.pack)
        return found
