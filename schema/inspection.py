"""Advice for supervision: how closely a subject is to be inspected, by its credit (GO-06-a, GO-06-c)."""

from __future__ import annotations

import strawberry

from schema.codes import RecordKind
from schema.declare import about, fact
from schema.measures import LegalBasis


@fact
class InspectionAdvice:
    """Class of inspection a subject's credit advises (信用分级分类监管建议); advice, never an order (GO-06-c)."""

    id: strawberry.ID = about("Id of the class in the rule pack, such as `A`.")
    title: str = about("English title of the class.")
    title_zh: str = about("Chinese title of the class.")
    frequency: str = about("What the class means for the frequency of inspections.")
    visits_a_year: int | None = about("Visits a year the class advises, if its document says.", default=None)
    random_share_percent: int | None = about(
        "Percentage of the class to be drawn in random inspections, if its document says.", default=None
    )
    measures: tuple[str, ...] = about("Ids of the measure instances the class follows from.", default=())
    reasons: tuple[str, ...] = about("Why this class, and why no better one.")
    basis: LegalBasis = about("Legal basis of the class.")
    kinds: tuple[RecordKind, ...] = about("Kinds of record its reasons speak of besides those measures.", default=())
