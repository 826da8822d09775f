"""From highway-construction grades to evaluations on the scale of 交公路发〔2009〕733号."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.agencies.transport.wire import Row
from connectors.core.dates import read_day
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.faults import ContractBroken
from connectors.core.own import OwnIdentifiers
from connectors.core.words import present
from schema.identifiers import Identifier, Scheme, normalise
from schema.outcomes import Found
from schema.records import Evaluation

_GRADES = frozenset({"AA", "A", "B", "C", "D"})
_NATION = "CN"


def evaluations_found(delivery: Delivery, key: Identifier, rows: Sequence[Row]) -> Found:
    """Map grades; rows without a usable code of their own are counted as rejected."""
    own = OwnIdentifiers(key)
    mapped = [_evaluation(delivery, own, row) for row in rows]
    records = tuple(evaluation for evaluation in mapped if evaluation is not None)
    return Found(records=records, rejected=len(mapped) - len(records))


def _evaluation(delivery: Delivery, own: OwnIdentifiers, row: Row) -> Evaluation | None:
    identifiers = own.of((Scheme.CREDIT_CODE, row.uscc))
    if identifiers is None:
        return None
    number = document_number(row.doc_no)
    return Evaluation(
        id=delivery.id(row.id),
        subject_name=present(row.unit_name),
        identifiers=identifiers,
        issuer=delivery.issuers.authority(row.issuer, row.issuer_code, region=_region(row)),
        document_number=number,
        decided_on=read_day(row.eval_date),
        provenances=delivery.provenances(row.id, number),
        field="highway-construction",
        scale="highway-2009",
        grade=_grade(row.grade),
        year=row.year,
    )


def _region(row: Row) -> str | None:
    if row.scope == "national":
        return _NATION
    if row.scope != "province":
        raise ContractBroken("the source gave a grade of a scope that is neither national nor provincial")
    return present(row.region_code)


def _grade(text: str) -> str:
    grade = text if text in _GRADES else normalise(text)
    if grade not in _GRADES:
        raise ContractBroken("the source gave a grade its scale does not have")
    return grade
