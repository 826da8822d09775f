"""Credit commitments as they are true in the town (GO-03-e)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schema.agencies import Agency
from schema.codes import CommitmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Commitment a unit gave to a department; `due` is its last day, `fulfilled` None while that is open."""

    id: str
    kind: CommitmentKind
    number: str
    text: str
    taker: Agency
    signed: date
    due: date | None = None
    fulfilled: bool | None = None
    public: bool = True
