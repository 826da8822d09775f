"""When a unit's record reaches a person: role at the time of the conduct, and responsibility (GO-10-e, GO-14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gateway.rules.conditions import Finding
from gateway.rules.trigger import Extension
from gateway.rules.truth import all_of, any_of, known
from gateway.stages.dossier import Dossier
from schema.checks import SubjectIdentifier
from schema.codes import RecordKind
from schema.identifiers import Identifier, is_masked
from schema.measures import ReachedThrough, Truth
from schema.outcomes import UnitLink
from schema.records import Penalty, PersonInRole, Record, SeriousDishonestyEntry


def reach(extension: Extension, link: UnitLink, record: Record, dossier: Dossier) -> Finding:
    """Tell whether a record of a unit reaches the person in a role the line names.

    The role must have been held on the day of the conduct, which the record must state; holding it today is not
    asked. Roles that need direct responsibility need the decision to say so.
    """
    held = held_at(link, record.conduct_on)
    ways: list[Truth] = []
    if link.role in extension.by_office:
        ways.append(held)
    if link.role in extension.if_responsible:
        ways.append(all_of((held, known(holds=directly_responsible(record, dossier.identifiers)))))
    needs = "" if link.role in extension.by_office else ", and is directly responsible for it"
    text = f"held a role the line reaches in the unit at the time of the conduct{needs}"
    return Finding(text, any_of(ways), (f"record {record.id}",), kinds=(RecordKind.REGISTRATION, record.kind))


def held_at(link: UnitLink, conduct_on: date | None) -> Truth:
    """Tell whether a role was held on the day of the conduct; unknown without the day or the period of the role."""
    if conduct_on is None or link.period is None:
        return Truth.UNKNOWN
    return known(holds=link.period.holds_on(conduct_on))


def directly_responsible(record: Record, identifiers: Iterable[SubjectIdentifier]) -> bool | None:
    """Tell what the decision says of the person's responsibility; None where it cannot be told. A name never tells."""
    named = record.responsible if isinstance(record, (Penalty, SeriousDishonestyEntry)) else ()
    own = {each.identifier for each in identifiers}
    said = [person.directly_responsible for person in named if person.identifier in own]
    if said:
        return True if True in said else None if None in said else False
    if not named or any(_unidentified(person) for person in named):
        return None
    return False


def reached_through(link: UnitLink, record: Record, dossier: Dossier) -> ReachedThrough:
    """Say through which unit and role a record reaches the person."""
    return ReachedThrough(
        unit=link.unit,
        unit_name=link.unit_name,
        role=link.role,
        period=link.period,
        directly_responsible=directly_responsible(record, dossier.identifiers),
    )


def _unidentified(person: PersonInRole) -> bool:
    identifier: Identifier | None = person.identifier
    return identifier is None or is_masked(identifier.value)
