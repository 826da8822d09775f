"""Actions in the public interest and judgments as they are true in the town (GO-13-c, GO-17-e)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schema.agencies import Agency
from schema.codes import CourtCaseKind, PublicInterest


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAction:
    """Action brought against a unit; without `judged` and `judgment` it is being heard. `result` is the court's."""

    id: str
    interest: PublicInterest
    number: str
    plaintiff: str
    plaintiff_code: str
    claim: str
    court: Agency
    filed: date
    judged: date | None = None
    judgment: str | None = None
    result: str = "审理中"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtJudgment:
    """Judgment in a case a unit was a party to; `role`, `outcome` and `effect` are the court's words."""

    id: str
    case: CourtCaseKind
    number: str
    role: str
    outcome: str
    court: Agency
    judged: date
    effect: str = "未生效"
    effective: date | None = None
    published: date | None = None
