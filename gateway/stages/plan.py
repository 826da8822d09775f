"""Stage 3, plan: which sources are asked, by which identifier, in which wave. Pure, and printable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from connectors.core.connector import Descriptor
from schema.codes import FailureKind, Purpose, RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Failed, NotApplicable, NotFound, Outcome

LAST_WAVE = 3
MOST_LINKED_UNITS = 8


def supplies(source: Descriptor) -> frozenset[str]:
    """Name what a source supplies: kinds of record, evaluations by field (`EVALUATION:tax`)."""
    return _named(source.kinds, source.fields)


@lru_cache(maxsize=1024)
def _named(kinds: frozenset[RecordKind], fields: frozenset[str]) -> frozenset[str]:
    plain = {kind.value for kind in kinds if kind is not RecordKind.EVALUATION}
    return frozenset(plain | {f"{RecordKind.EVALUATION.value}:{field}" for field in fields})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sources to ask about one subject.

    `sources` are those whose answers are wanted, `helpers` those asked only for the identifiers they teach.
    `linked` are the sources asked about units a person is linked to (empty for units).
    """

    sources: tuple[Descriptor, ...]
    helpers: tuple[Descriptor, ...]
    linked: tuple[Descriptor, ...]
    required: frozenset[str]
    purpose: Purpose
    as_of: date | None
    max_age_seconds: int = 0

    @property
    def everyone(self) -> tuple[Descriptor, ...]:
        """Every source the plan may ask about the subject itself."""
        return self.sources + self.helpers

    def describe(self, known: Iterable[Identifier]) -> list[str]:
        """Print the plan: one line a source, with the wave and the scheme it will be asked by."""
        schemes = {identifier.scheme for identifier in known}
        return [self._line(spec, schemes) for spec in self.everyone]

    def _line(self, spec: Descriptor, schemes: set[Scheme]) -> str:
        direct = next((scheme for scheme in spec.keyed_by if scheme in schemes), None)
        way = f"wave 1 by {direct.value}" if direct else f"later, once {' or '.join(spec.keyed_by)} is learnt"
        return f"{spec.slug}: {way}{' (required)' if spec.slug in self.required else ''}"


def plan_sources(
    wanted: Iterable[str],
    *,
    specs: Mapping[str, Descriptor],
    required: Iterable[str],
    personal: bool,
    purpose: Purpose,
    as_of: date | None,
    max_age_seconds: int = 0,
) -> Plan:
    """Plan which sources to ask: those wanted, and those that teach identifiers the wanted ones are keyed by."""
    chosen = tuple(specs[slug] for slug in dict.fromkeys(wanted) if slug in specs)
    return Plan(
        sources=chosen,
        helpers=() if personal else _helpers(chosen, specs.values()),
        linked=tuple(spec for spec in chosen if spec.asks_units and _reaches_persons(spec)) if personal else (),
        required=frozenset(required),
        purpose=purpose,
        as_of=as_of,
        max_age_seconds=max_age_seconds,
    )


def _helpers(chosen: tuple[Descriptor, ...], specs: Collection[Descriptor]) -> tuple[Descriptor, ...]:
    """Give those that teach identifiers the chosen are keyed by, and in turn those that these are keyed by."""
    helpers: tuple[Descriptor, ...] = ()
    while True:
        asked = {spec.slug for spec in (*chosen, *helpers)}
        wanted = {scheme for spec in (*chosen, *helpers) for scheme in spec.keyed_by}
        more = tuple(spec for spec in specs if spec.slug not in asked and spec.teaches & wanted)
        if not more:
            return helpers
        helpers = (*helpers, *more)


def key_for(spec: Descriptor, known: Mapping[Scheme, Identifier]) -> Identifier | None:
    """Give the best identifier known by which the source can be asked, or None."""
    for scheme in spec.keyed_by:
        if scheme in known:
            return known[scheme]
    return None


def inapplicable(spec: Descriptor, *, personal: bool) -> NotApplicable | None:
    """Give the outcome of a source that is not about this sort of subject, or None."""
    if personal and not spec.asks_persons:
        return NotApplicable(reason="the source knows units only")
    if not personal and not spec.asks_units:
        return NotApplicable(reason="the source knows persons only")
    return None


def unkeyed(spec: Descriptor, teachers: Mapping[str, Outcome], specs: Iterable[Descriptor]) -> Outcome:
    """Give the outcome of a source for which no identifier was learnt: did a teacher prove there is none, or fail?"""
    schemes = " or ".join(spec.keyed_by)
    asked = [other.slug for other in specs if other.teaches & set(spec.keyed_by) and other.slug in teachers]
    if asked and all(isinstance(teachers[slug], NotFound) for slug in asked):
        return NotApplicable(reason=f"{', '.join(asked)} proves that the subject has no {schemes}")
    silent = [slug for slug in asked if isinstance(teachers[slug], Failed)]
    if silent:
        return Failed(failure=FailureKind.NO_KEY, message=f"its {schemes} comes from {', '.join(silent)}, which failed")
    return Failed(failure=FailureKind.NO_KEY, message=f"no source that answered knows its {schemes}")


_REACHING = frozenset({RecordKind.REGISTRATION, RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY})


def _reaches_persons(spec: Descriptor) -> bool:
    return bool(spec.kinds & _REACHING)
