"""From environmental grades to evaluations on the national four-level scale (环发〔2013〕150号)."""

from __future__ import annotations

from connectors.agencies.ecology.wire import Enterprise, EvaluationRow
from connectors.core.accounting import check_total
from connectors.core.dates import read_day, read_last_day, span
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.faults import ContractBroken
from connectors.core.own import OwnIdentifiers
from connectors.core.words import look_up, present
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found
from schema.records import Evaluation

_SCALE = "environment-2013"
_GRADES = {
    word: grade
    for grade, hue in (("green", "绿"), ("blue", "蓝"), ("yellow", "黄"), ("red", "红"))
    for word in (hue, f"{hue}色", f"{hue}牌")
}


def evaluations_found(delivery: Delivery, key: Identifier, enterprise: Enterprise) -> Found:
    """Map the grades of one unit; a unit whose own code is unusable counts as rejected."""
    rows = enterprise.evaluations
    check_total(enterprise.total, len(rows))
    identifiers = OwnIdentifiers(key).of((Scheme.CREDIT_CODE, enterprise.credit_code))
    if identifiers is None:
        return Found(rejected=len(rows))
    name = present(enterprise.name)
    return Found(records=tuple(_evaluation(delivery, identifiers, name, row) for row in rows))


def _evaluation(
    delivery: Delivery,
    identifiers: tuple[Identifier, ...],
    name: str | None,
    row: EvaluationRow,
) -> Evaluation:
    number = document_number(row.document_number)
    evaluated_on = read_day(row.evaluated_on)
    return Evaluation(
        id=delivery.id(row.id),
        subject_name=name,
        identifiers=identifiers,
        issuer=delivery.issuers.authority(row.issuer_name, row.issuer_code, region=present(row.region_code)),
        document_number=number,
        decided_on=evaluated_on,
        period=span(evaluated_on, read_last_day(row.valid_until)),
        provenances=delivery.provenances(row.id, number),
        field="environment",
        scale=_SCALE,
        grade=_grade(row.grade),
        year=row.year,
    )


def _grade(word: str) -> str:
    grade = look_up(_GRADES, word, what="a grade")
    if grade is None:
        raise ContractBroken("the source gave an evaluation without a grade")
    return grade
