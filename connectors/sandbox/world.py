"""The whole town on one day: the cast and the background, and the data time every source states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from connectors.sandbox.background import background_people, background_subjects
from connectors.sandbox.cast import CastMember, build_cast
from connectors.sandbox.model import NaturalPerson, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that is true in the town on `day`; the same day and seed make the same world."""

    day: date
    seed: int
    cast: tuple[CastMember, ...]
    subjects: tuple[Subject, ...]
    people: tuple[NaturalPerson, ...]

    @property
    def data_time(self) -> str:
        """Instant up to which data are complete, as JSON sources write it."""
        return f"{self.day - timedelta(days=1)}T22:00:00+08:00"

    @property
    def local_data_time(self) -> str:
        """The same instant in Shanghai local time, as tables and files write it."""
        return f"{self.day - timedelta(days=1)} 22:00:00"


def build_world(day: date, seed: int) -> World:
    """Make the town as it is on `day`."""
    cast = build_cast(day)
    return World(
        day=day,
        seed=seed,
        cast=cast,
        subjects=(*(member.subject for member in cast if member.subject), *background_subjects(day, seed)),
        people=(*(member.person for member in cast if member.person), *background_people(day, seed)),
    )
