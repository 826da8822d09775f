"""Evaluations in an answer: the grade on its own scale, and what the asker recognises it as."""

from __future__ import annotations

import strawberry

from schema.codes import Level
from schema.dates import Period
from schema.declare import CodeList, about, code_list, fact
from schema.measures import LegalBasis
from schema.records import Evaluation


@code_list
class RecognitionEffect(CodeList):
    """What recognising a grade means."""

    EQUIVALENT = "EQUIVALENT", "Counts as the recogniser's own grade of that level."
    REFERENCE = "REFERENCE", "Shown to the officer; counts as nothing."


@code_list
class RecognitionStatus(CodeList):
    """How a grade stands towards the asker."""

    OWN = "OWN", "Issued by the asker's own field and region; no recognition is needed."
    RECOGNISED = "RECOGNISED", "Recognised under the agreement named."
    NOT_RECOGNISED = "NOT_RECOGNISED", "No agreement in force covers it; shown for information only (GO-16-c)."
    CONDITION_FAILED = "CONDITION_FAILED", "An agreement covers it, and one of its conditions does not hold."
    UNKNOWN = "UNKNOWN", "An agreement covers it, and a condition cannot be told; recognised as nothing."
    SUPERSEDED = "SUPERSEDED", "Recognisable, and an own, newer or stricter grade takes precedence."


@fact
class Scale:
    """Dated scale of grades; the same letter on another scale means something else."""

    id: strawberry.ID = about("Id and version, such as `customs-2026-04`.")
    field: str = about("Field it grades.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title.")
    grades: tuple[str, ...] = about("Grades, best first; grades that are no rank come last.")
    in_force: Period = about("When the scale is in force.")
    basis: LegalBasis = about("Document that sets the scale.")


@fact
class RecognitionAgreement:
    """One-way, conditional, dated agreement to accept another's evaluation as a grade of one's own (GO-16-b)."""

    id: strawberry.ID = about("Id and version.")
    title: str = about("What it recognises.")
    from_issuers: tuple[str, ...] = about(
        "Issuers covered: agency slugs, or regions with all divisions within them, written `region:980000`."
    )
    field: str = about("Field of the evaluations covered.")
    scale: str = about("Scale covered.")
    recognisers: tuple[str, ...] = about(
        "Who recognises: agency slugs, or regions with all divisions within them, written `region:990000`."
    )
    matters: tuple[str, ...] = about("Matters it holds for; empty means every matter.")
    conditions: tuple[str, ...] = about("Conditions in plain words.")
    effect: RecognitionEffect = about("What recognition means.")
    in_force: Period = about("When it is in force.")
    basis: LegalBasis = about("Document that decides it.")


@fact
class RatedEvaluation:
    """An evaluation, or the lack of one, as it stands towards the asker on this matter."""

    evaluation: Evaluation | None = about(
        "The evaluation; null where a rule treats an unrated subject as graded.", default=None
    )
    field: str = about("Field evaluated.")
    scale: Scale | None = about("The scale, if the rule pack knows it.", default=None)
    level: Level = about("Neutral level of the grade on its own scale.")
    status: RecognitionStatus = about("How it stands towards the asker.")
    recognised_as: Level | None = about(
        "Level it counts as for the asker; null unless OWN or RECOGNISED.", default=None
    )
    recognised_grade: str | None = about(
        "Grade it counts as on the recogniser's scale, if the agreement says.", default=None
    )
    agreement: RecognitionAgreement | None = about("Agreement applied or tried.", default=None)
    reason: str = about("Why, in plain words.")
