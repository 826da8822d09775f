"""From the tax authority's grades to evaluations; the scale follows from the day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from lxml import etree

from connectors.core.accounting import check_total
from connectors.core.dates import read_day
from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken
from connectors.core.words import present
from schema.dates import Period, period
from schema.identifiers import Identifier, normalise
from schema.outcomes import Found
from schema.records import Evaluation

NAMESPACE = "urn:sandbox:tax-credit"
_GRADES = frozenset("ABMCD")
_TAX_AND_FEE_SINCE = date(2025, 7, 1)  # STA notice 2025 no. 12


def grades_found(delivery: Delivery, key: Identifier, payload: etree._Element) -> Found:
    """Map the grades of one taxpayer; each is in force until the next year's is published."""
    name = present(payload.findtext(f"{{{NAMESPACE}}}NSRMC"))
    rows = sorted(_rows(payload), key=_published_on)
    periods = _periods([_published_on(row) for row in rows])
    return Found(
        records=tuple(
            _evaluation(delivery, key, name, row, in_force) for row, in_force in zip(rows, periods, strict=True)
        )
    )


def scale_on(published: date) -> str:
    """Give the scale of a grade published on a day: tax credit, from 2025-07-01 tax and fee credit."""
    return "tax-2025" if published >= _TAX_AND_FEE_SINCE else "tax-2014"


def _rows(payload: etree._Element) -> list[etree._Element]:
    grades = payload.find(f"{{{NAMESPACE}}}Grades")
    if grades is None:
        raise ContractBroken("the source's answer has no list of grades")
    rows = grades.findall(f"{{{NAMESPACE}}}Grade")
    total = grades.get("total", "")
    check_total(int(total) if total.isascii() and total.isdigit() else None, len(rows))
    return rows


def _published_on(row: etree._Element) -> date:
    day = read_day(_text(row, "PJRQ"))
    if day is None:
        raise ContractBroken("the source's grade has no day of publication")
    return day


def _periods(published: Sequence[date]) -> list[Period]:
    ended = [period(day, following if following > day else None) for day, following in pairwise(published)]
    return [*ended, period(published[-1])] if published else []


def _evaluation(
    delivery: Delivery,
    key: Identifier,
    name: str | None,
    row: etree._Element,
    in_force: Period,
) -> Evaluation:
    native = row.get("id") or f"{key.value}-{_text(row, 'PJND')}"
    return Evaluation(
        id=delivery.id(native),
        subject_name=name,
        identifiers=(key,),
        issuer=delivery.issuers.authority(_text(row, "PJJG"), _text(row, "PJJGDM")),
        decided_on=in_force.starts_on,
        period=in_force,
        provenances=delivery.provenances(native),
        field="tax",
        scale=scale_on(in_force.starts_on),
        grade=_grade(_text(row, "XYJB")),
        year=_year(_text(row, "PJND")),
    )


def _grade(text: str | None) -> str:
    grade = normalise(text or "")
    if grade not in _GRADES:
        raise ContractBroken("the source gave a grade its scale does not have")
    return grade


def _year(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ContractBroken("the source's grade has no readable year")
    return int(text)


def _text(row: etree._Element, name: str) -> str | None:
    return present(row.findtext(f"{{{NAMESPACE}}}{name}"))
