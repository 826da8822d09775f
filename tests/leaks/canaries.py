"""A world in which every value of every record names the record it belongs to, so that a leak shows whose it is.

Each source of the shipped configuration delivers two records of each kind it declares: one issued in the region of the
sandbox (`HOME`), one elsewhere (`AWAY`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

import strawberry

from connectors.core.connector import Descriptor
from gateway.answers.subjects import LISTS, kind_of
from schema.codes import (
    Area,
    CommitmentKind,
    CourtCaseKind,
    ModelSource,
    PartyRole,
    PenaltyKind,
    PublicInterest,
    RecordKind,
    Role,
    Severity,
    SubjectKind,
)
from schema.dates import period
from schema.identifiers import Identifier, Scheme, aliases_of
from schema.outcomes import Alias, Found, UnitLink
from schema.records import Authority, PersonInRole, Record, SubjectName
from tests.joining.invented import PERSON, UNIT, copy_from, credit, customs, registration_number, resident, taxpayer

HOME, AWAY = "990000", "980000"
OFFICER, LINKED = resident(201), credit(40)
NUMBERS = (PERSON.value, OFFICER.value)
LEARNT = {Scheme.REGISTRATION_NUMBER: registration_number(77), Scheme.TAXPAYER_NUMBER: taxpayer(UNIT)}
_TYPES = {kind_of(record_type): record_type for record_type in LISTS}
_SCALES = {
    "tax": ("tax-2025", "A"),
    "environment": ("environment-2013", "green"),
    "customs": ("customs-2026-04", "regular"),
}
_WRITTEN_FREELY = ("content", "reason", "conduct", "offence", "text", "designation")
_DECIDED = date(2026, 6, 1)


def canary(name: str, region: str) -> str:
    """Give the text that begins every value of the records of one kind, or one field's evaluations, from a region."""
    return f"CNRY.{name}.{region}."


def person_canary(name: str, region: str) -> str:
    """Give the name of the person a record names."""
    return f"CNRYPERSON.{name}.{region}."


def amount(name: str, region: str) -> Decimal:
    """Give the amount of money that stands in a record of one kind from a region."""
    return Decimal(f"{70_000_000 + zlib.crc32(name.encode()) % 10_000_000}.{region[:2]}")


def names(spec: Descriptor) -> Iterator[str]:
    """Name what a source supplies."""
    for kind in sorted(spec.kinds):
        yield from (
            [f"{kind.value}:{field}" for field in sorted(spec.fields)]
            if kind is RecordKind.EVALUATION
            else [kind.value]
        )


def record(spec: Descriptor, name: str, region: str, key: Identifier) -> Record:
    """Make the record of a kind that a source, asked by a key, delivers from a region."""
    mark, (kind, _, field) = canary(name, region), name.partition(":")
    record_type = _TYPES[RecordKind[kind]]
    person = PersonInRole(
        name=person_canary(name, region),
        identifier=OFFICER,
        role=Role.LEGAL_REPRESENTATIVE,
        period=period(date(2020, 1, 1)),
        directly_responsible=True,
    )
    scale, grade = _SCALES.get(field, (f"{mark}scale", f"{mark}grade"))
    given: dict[str, Any] = {
        "id": strawberry.ID(f"{spec.slug}:{mark}{key.scheme.value}"),
        "identifiers": tuple(dict.fromkeys((key, whose(key)))),
        "issuer": Authority(name=f"{mark}issuer", region=region),
        "provenances": copy_from(spec.slug, f"{mark}number"),
        "names": (SubjectName(name=f"{mark}name"),),
        "officers": (person,),
        "responsible": (person,),
        "subject_kind": SubjectKind.ENTERPRISE,
        "model_source": ModelSource.NEWS_MEDIA,
        "commitment_kind": CommitmentKind.SPECIAL,
        "interest": PublicInterest.ENVIRONMENT,
        "case_kind": CourtCaseKind.CIVIL,
        "party_role": PartyRole.DEFENDANT,
        "penalty_kinds": (PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE),
        "severity": Severity.SERIOUS,
        "area": Area.LIFE_AND_HEALTH,
        "list_id": "environment" if region == AWAY else "food-safety",
        "fine_yuan": amount(name, region),
        "confiscated_yuan": amount(name, region),
        "score": amount(name, region),
        "rated_with": Authority(name=f"{mark}rater"),
        "able_and_refuses": True,
        "legal_basis": f"{mark}《食品安全法》",
        "decided_on": _DECIDED,
        "conduct_on": _DECIDED,
        "field": field,
        "scale": scale,
        "grade": grade,
    }
    hints = get_type_hints(record_type)
    texts = {each: f"{mark}{each}" for each, hint in hints.items() if hint in (str, str | None)}
    texts.pop("offence_code", None)  # one the rule pack does not know would set the record aside
    texts |= {each: f"{texts[each]} 身份证号{OFFICER.value}" for each in _WRITTEN_FREELY if each in texts}
    values = texts | given
    return record_type(**{item.name: values[item.name] for item in fields(record_type) if item.name in values})


def whose(key: Identifier) -> Identifier:
    """Give the best identifier of the subject a key belongs to."""
    if key.scheme.personal:
        return PERSON
    return LINKED if key in aliases_of(LINKED) else UNIT


def told_by(spec: Descriptor, key: Identifier) -> Found:
    """Give everything one source tells about a key."""
    of = whose(key)
    held = [
        record(spec, name, region, key)
        for name in names(spec)
        for region in ((HOME,) if name == "REGISTRATION" else (HOME, AWAY))
        if not (of is PERSON and name == "REGISTRATION")
    ]
    links = (
        UnitLink(unit=LINKED, unit_name="CNRYLINK", role=Role.LEGAL_REPRESENTATIVE, period=period(date(2020, 1, 1))),
    )
    return Found(
        records=tuple(held),
        aliases=tuple(Alias(identifier=each) for each in _aliases(spec)) if of is UNIT else (),
        links=links if spec.links_units and of is PERSON else (),
    )


def _aliases(spec: Descriptor) -> Iterator[Identifier]:
    for scheme in spec.teaches:
        if scheme is Scheme.CUSTOMS_CODE:
            yield customs(1)
        elif scheme in LEARNT:
            yield LEARNT[scheme]


def every_canary(sources: Mapping[str, Descriptor]) -> set[tuple[str, str]]:
    """Name every kind (evaluations by field) and region of which there are records."""
    supplied = {name for spec in sources.values() for name in names(spec)}
    return {(name, region) for name in supplied for region in (HOME, AWAY) if (name, region) != ("REGISTRATION", AWAY)}
