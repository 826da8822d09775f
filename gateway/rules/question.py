"""What the rules are asked: matter, asker, day, pack, adoptions; and what they know of the subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gateway.rules.adoptions import AdoptionRule, adoption_of
from gateway.rules.model import OperativeLine, RulePack
from gateway.stages.dossier import Dossier
from schema.agencies import Agency, Matter
from schema.evaluations import RatedEvaluation
from schema.measures import Adoption, MeasureKind


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

    def reference_only_list(self, list_id: str) -> bool:
        """Tell whether a list may trigger nothing: kept by a social body, or unknown to the pack."""
        rule = self.pack.lists.get(list_id)
        return rule is None or rule.reference_only
