"""Invented subjects, sources and records for the tests of the spine; divisions 97, 98 and 99 do not exist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import strawberry

from connectors.core.connector import Descriptor
from gateway.joining.decisions import opaque_id
from gateway.stages.dossier import Fetched, SourceAnswer
from schema.agencies import Agency
from schema.codes import AgencyKind, RecordKind, SubjectKind
from schema.identifiers import (
    Identifier,
    Scheme,
    credit_check_character,
    organisation_check_character,
    registration_check_digit,
    resident_check_character,
)
from schema.outcomes import Found, Outcome
from schema.records import Authority, Evaluation, Licence, Penalty, Provenance, Record, Registration, SubjectName

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
COURT_CODE = "11990000TA03LY008D"
ECOLOGY_CODE = "11990000TA05LY00XK"


def credit(serial: int) -> Identifier:
    """Give the credit code of an invented enterprise in division 990000."""
    body = f"MA{serial:06d}"
    first17 = f"91990000{body}{organisation_check_character(body)}"
    return Identifier(scheme=Scheme.CREDIT_CODE, value=first17 + credit_check_character(first17))


def organisation(unit: Identifier) -> Identifier:
    """Give the organisation code nested in a credit code."""
    return Identifier(scheme=Scheme.ORGANISATION_CODE, value=unit.value[8:17])


def taxpayer(unit: Identifier) -> Identifier:
    """Give a legacy taxpayer number of a unit; the tax office sits elsewhere than the registry."""
    return Identifier(scheme=Scheme.TAXPAYER_NUMBER, value=f"990100{unit.value[8:17]}")


def registration_number(serial: int) -> Identifier:
    """Give an invented business registration number."""
    first14 = f"990000{serial:08d}"
    return Identifier(scheme=Scheme.REGISTRATION_NUMBER, value=first14 + registration_check_digit(first14))


def customs(serial: int) -> Identifier:
    """Give an invented customs code."""
    return Identifier(scheme=Scheme.CUSTOMS_CODE, value=f"990096{serial:04d}")


def resident(serial: int) -> Identifier:
    """Give a resident identity number of nobody: its division does not exist."""
    first17 = f"99010119900101{serial:03d}"
    return Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=first17 + resident_check_character(first17))


UNIT = credit(1)
STRANGER = credit(2)
PERSON = resident(17)

REGISTRY = Descriptor(
    slug="registry",
    agency="market-regulation",
    keyed_by=(Scheme.CREDIT_CODE, Scheme.REGISTRATION_NUMBER, Scheme.ORGANISATION_CODE, Scheme.RESIDENT_IDENTITY),
    kinds=frozenset({RecordKind.REGISTRATION, RecordKind.PENALTY}),
    teaches=frozenset(
        {Scheme.CREDIT_CODE, Scheme.ORGANISATION_CODE, Scheme.REGISTRATION_NUMBER, Scheme.TAXPAYER_NUMBER}
    ),
    links_units=True,
)
TAX = Descriptor(
    slug="tax",
    agency="tax",
    keyed_by=(Scheme.TAXPAYER_NUMBER,),
    kinds=frozenset({RecordKind.EVALUATION}),
    fields=frozenset({"tax"}),
)
COURT = Descriptor(
    slug="court",
    agency="court",
    keyed_by=(Scheme.ORGANISATION_CODE, Scheme.RESIDENT_IDENTITY),
    kinds=frozenset({RecordKind.ENFORCEMENT_ENTRY}),
)
PUBLICITY = Descriptor(
    slug="publicity",
    agency="credit-centre",
    keyed_by=(Scheme.CREDIT_CODE,),
    kinds=frozenset({RecordKind.LICENCE, RecordKind.PENALTY}),
)
ECOLOGY = Descriptor(
    slug="ecology",
    agency="ecology",
    keyed_by=(Scheme.CREDIT_CODE,),
    kinds=frozenset({RecordKind.EVALUATION, RecordKind.PENALTY}),
    fields=frozenset({"environment"}),
)
SERIOUS_LISTS = Descriptor(
    slug="serious-lists",
    agency="credit-office",
    keyed_by=(Scheme.CREDIT_CODE,),
    kinds=frozenset({RecordKind.SERIOUS_DISHONESTY_ENTRY}),
    batch_size=50,
)
CUSTOMS = Descriptor(
    slug="customs",
    agency="customs",
    keyed_by=(Scheme.CUSTOMS_CODE,),
    kinds=frozenset({RecordKind.EVALUATION}),
    fields=frozenset({"customs"}),
)
CROSS_REFERENCE = Descriptor(
    slug="cross-reference",
    agency="port-office",
    keyed_by=(Scheme.CREDIT_CODE,),
    teaches=frozenset({Scheme.CUSTOMS_CODE}),
)
MODELS = Descriptor(
    slug="models",
    agency="civility-office",
    keyed_by=(Scheme.CREDIT_CODE, Scheme.RESIDENT_IDENTITY),
    kinds=frozenset({RecordKind.RED_LIST_ENTRY}),
)
SOURCES: Mapping[str, Descriptor] = {
    spec.slug: spec
    for spec in (REGISTRY, TAX, COURT, PUBLICITY, ECOLOGY, SERIOUS_LISTS, CUSTOMS, CROSS_REFERENCE, MODELS)
}
AGENCIES: Mapping[str, Agency] = {
    spec.agency: Agency(
        slug=strawberry.ID(spec.agency),
        name=spec.agency,
        name_zh=spec.agency,
        code=COURT_CODE,
        kind=AgencyKind.GOVERNMENT,
        region="CN" if spec is CUSTOMS else "980000" if spec is MODELS else "990000",
        field=spec.agency,
    )
    for spec in SOURCES.values()
}


def known_as(record_id: str, unit: Identifier = UNIT) -> str:
    """Give the id a record of a unit has once it is reconciled."""
    return opaque_id(record_id, f"ORGANISATION_CODE:{organisation(unit).value}")


def copy_from(source: str, number: str | None = None) -> tuple[Provenance, ...]:
    """Give the provenance of one copy."""
    return (Provenance(source=source, retrieved_at=NOW, document_number=number),)


def penalty(source: str, number: str | None = "样环罚〔2026〕7号", **changes: Any) -> Penalty:
    """Give one copy of a penalty by the ecology department."""
    given: dict[str, Any] = {
        "id": strawberry.ID(f"{source}:1"),
        "subject_name": "样例精密制造有限公司",
        "identifiers": (UNIT,),
        "issuer": Authority(name="样例省生态环境厅", code=ECOLOGY_CODE, agency="ecology", region="990000"),
        "document_number": number,
        "decided_on": date(2026, 3, 2),
        "provenances": copy_from(source, number),
    }
    return Penalty(**given | changes)


def licence(source: str, **changes: Any) -> Licence:
    """Give a licence of the unit."""
    given: dict[str, Any] = {
        "id": strawberry.ID(f"{source}:licence"),
        "identifiers": (UNIT,),
        "issuer": Authority(name="样例省市场监督管理局"),
        "provenances": copy_from(source),
    }
    return Licence(**given | changes)


def evaluation(source: str, field: str, **changes: Any) -> Evaluation:
    """Give an evaluation of the unit in a field."""
    given: dict[str, Any] = {
        "id": strawberry.ID(f"{source}:{field}"),
        "identifiers": (UNIT,),
        "issuer": Authority(name="样例省税务局"),
        "field": field,
        "scale": f"{field}-2025",
        "grade": "A",
        "provenances": copy_from(source),
    }
    return Evaluation(**given | changes)


def registration(*names: str, **changes: Any) -> Registration:
    """Give the unit's registration under its current name and its former ones."""
    given: dict[str, Any] = {
        "id": strawberry.ID("registry:1"),
        "subject_name": names[0] if names else None,
        "identifiers": (UNIT, organisation(UNIT)),
        "issuer": Authority(name="样例省市场监督管理局", agency="market-regulation"),
        "provenances": copy_from("registry"),
        "subject_kind": SubjectKind.ENTERPRISE,
        "names": tuple(SubjectName(name=name) for name in names),
    }
    return Registration(**given | changes)


def told(source: str, outcome: Outcome, **changes: Any) -> SourceAnswer:
    """Give a source's answer about the unit."""
    given: dict[str, Any] = {"wave": 1, "key": UNIT, "retrieved_at": NOW, "attempts": 1}
    return SourceAnswer(source=source, outcome=outcome, **given | changes)


def found(source: str, *records: Record, **changes: Any) -> SourceAnswer:
    """Give a source's answer with records about the unit."""
    return told(source, Found(records=records), **changes)


def fetched(*answers: SourceAnswer, asked: Identifier = UNIT) -> Fetched:
    """Give what was fetched about the unit."""
    return Fetched(asked=asked, answers=answers)
