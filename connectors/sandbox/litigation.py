"""Actions in the public interest as they are true in the town (GO-13-c)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schema.agencies import Agency
from schema.codes import PublicInterest


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
