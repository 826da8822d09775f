"""Cases judged twice, and what comes of all of them: old guidance against new, who changes, who was not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.simulation.answers import Answer
from gateway.simulation.changes import MeasureChange, changes
from schema.checks import PackVersion
from schema.measures import Guidance


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseName:
    """How a case is named: the receipt where there is one, and the subject as a receipt may show it."""

    subject: str
    matter: str
    agency: str
    receipt: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One case judged by both packs."""

    case: CaseName
    before: Guidance
    after: Guidance
    floor_before: Guidance | None
    floor_after: Guidance | None
    measures: tuple[MeasureChange, ...]
    inspection_before: str | None = None
    inspection_after: str | None = None

    @property
    def changed(self) -> bool:
        """Tell whether anything differs."""
        before = (self.before, self.floor_before, self.inspection_before)
        return before != (self.after, self.floor_after, self.inspection_after) or bool(self.measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """One case that could not be judged, and why; nothing is guessed about it."""

    case: CaseName
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReproduced:
    """One receipt whose own pack, judged again, gives another answer than it says; the new pack is not tried on it."""

    case: CaseName
    difference: str


Result = Compared | NotJudged | NotReproduced


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What came of every case."""

    old: tuple[PackVersion, ...]
    new: PackVersion
    compared: tuple[Compared, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    not_reproduced: tuple[NotReproduced, ...] = ()

    @property
    def matrix(self) -> Mapping[tuple[Guidance, Guidance], int]:
        """Count the cases by old and new guidance; pairs that do not occur are left out."""
        return Counter((each.before, each.after) for each in self.compared)

    @property
    def changed(self) -> tuple[Compared, ...]:
        """Give the cases in which anything differs."""
        return tuple(each for each in self.compared if each.changed)


def compare(case: CaseName, before: Answer, after: Answer) -> Compared:
    """Compare two answers to the same case."""
    return Compared(
        case=case,
        before=before.guidance,
        after=after.guidance,
        floor_before=before.floor,
        floor_after=after.floor,
        measures=changes(before, after),
        inspection_before=before.inspection,
        inspection_after=after.inspection,
    )


def simulation(old: tuple[PackVersion, ...], new: PackVersion, results: tuple[Result, ...]) -> Simulation:
    """Sort the results of a simulation."""
    return Simulation(
        old=old,
        new=new,
        compared=tuple(each for each in results if isinstance(each, Compared)),
        not_judged=tuple(each for each in results if isinstance(each, NotJudged)),
        not_reproduced=tuple(each for each in results if isinstance(each, NotReproduced)),
    )
