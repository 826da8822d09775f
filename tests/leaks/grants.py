"""Grants the leaks are looked for with: every client of the sandbox, and grants on the edges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gateway.configuration.loading import Configuration
from gateway.grants import EVERYWHERE, Grant
from schema.codes import Purpose, RecordKind
from schema.proceedings import ProceedingKind
from tests.leaks.canaries import AWAY, HOME

EVERYTHING = Grant(
    client="everything",
    agency="market-regulation",
    purposes=frozenset(Purpose),
    matters=frozenset({"food-production-licence"}),
    record_kinds=frozenset(kind.value for kind in RecordKind),
    regions=frozenset({EVERYWHERE}),
    personal=True,
    search=True,
    responds=True,
    procedures=frozenset(ProceedingKind),
    operates=True,
)
_EDGES: dict[str, dict[str, object]] = {
    "no kinds": {"record_kinds": frozenset()},
    "no region": {"regions": frozenset()},
    "home alone": {"regions": frozenset({HOME})},
    "away alone": {"regions": frozenset({AWAY})},
    "one field": {"record_kinds": frozenset({"EVALUATION:environment"})},
    "registrations": {"record_kinds": frozenset({"REGISTRATION"}), "personal": False},
    "penalties at home": {"record_kinds": frozenset({"PENALTY"}), "regions": frozenset({HOME})},
    "all but registrations": {"record_kinds": frozenset(kind.value for kind in RecordKind) - {"REGISTRATION"}},
    "all but persons": {"personal": False},
}


def grants(configuration: Configuration) -> Iterator[Grant]:
    """Give the grants, one after the other."""
    yield EVERYTHING
    for name, changes in _EDGES.items():
        yield replace(EVERYTHING, client=name, **changes)  # type: ignore[arg-type]  # fields of a grant
    yield from configuration.clients.grants
