"""What the rules are asked: matter, asker, day, pack, adoptions; and what they know of the subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gateway.rules.adoptions import AdoptionRule, adoption_of
from gateway.rules.agreements import Recogniser
from gateway.rules.list_recognition import ListStanding, list_standing
from gateway.rules.model import OperativeLine, RulePack
from gateway.stages.dossier import Dossier
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

    def adoption(self, line: OperativeLine) -> Adoption | None:
        """Give the asking agency's adoption of a recommended line for this matter."""
        return None if line.kind is MeasureKind.MANDATORY else adoption_of(self.adoptions, line)

    def list_standing(self, entry: SeriousDishonestyEntry) -> ListStanding:
        """Tell whether an entry on a list counts for the asking agency on this matter."""
        recogniser = Recogniser(agency=self.agency, matter=self.matter, as_of=self.as_of)
        return list_standing(entry, recogniser, self.pack)
