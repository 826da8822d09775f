"""Memoranda of cooperation: who acts together against or in favour of whom, by which measures (GO-18-b)."""

from __future__ import annotations

import strawberry

from schema.codes import AgencyKind, KeyGroup, RecordKind
from schema.dates import Period
from schema.declare import about, fact
from schema.measures import BasisConfidence, CatalogueMeasure, Direction, LegalBasis


@fact
class MemorandumParty:
    """Department or organisation that signed a memorandum."""

    agency: str | None = about(
        "Slug of the agency; null for a party that takes no part in this gateway and is known by name only.",
        default=None,
    )
    name: str = about("English name.")
    name_zh: str = about("Chinese name (中文名称).")
    kind: AgencyKind = about("Kind of participant.")


@fact
class MemorandumTarget:
    """Whom the measures of one direction concern."""

    direction: Direction = about("Whether incentives or restraints concern it.")
    who: str = about("Whom, in plain words.")
    lists: tuple[str, ...] = about("Ids of the serious-dishonesty lists it is on.", default=())
    record_kinds: tuple[RecordKind, ...] = about("Kinds of record it has.", default=())
    key_groups: tuple[KeyGroup, ...] = about("Key groups it is narrowed to; empty for everybody.", default=())


@fact
class MemorandumMeasure:
    """One measure of a memorandum, as a line of its annex: measure, implementing parties, basis."""

    measure: CatalogueMeasure = about("Catalogue measure.")
    implementers: tuple[MemorandumParty, ...] = about("Parties that implement it.")
    basis: LegalBasis = about("Legal basis.")


@fact
class Memorandum:
    """Memorandum of cooperation on joint incentives or joint punishment (联合激励、联合惩戒合作备忘录).

    It says what its parties agreed on, and makes nothing apply: that takes an operative line, adopted.
    """

    id: strawberry.ID = about("Id of the memorandum.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title (备忘录名称).")
    directions: tuple[Direction, ...] = about("Incentives, restraints or both, as its measures say.")
    field: str = about("Field it is about, such as `tax`.")
    parties: tuple[MemorandumParty, ...] = about("Who signed it.")
    targets: tuple[MemorandumTarget, ...] = about("Whom it concerns.")
    measures: tuple[MemorandumMeasure, ...] = about("What its parties agreed to do.")
    document: str = about("Document that holds it, with its number where it has one.")
    in_force: Period = about("When it is in force.")
    confidence: BasisConfidence = about("How far what is said of it here has been checked.")
