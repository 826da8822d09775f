"""Agencies and matters: who takes part, and what is being decided."""

from __future__ import annotations

import strawberry

from schema.codes import AgencyKind, MatterKind, Purpose, RecordKind
from schema.declare import about, fact
from schema.identifiers import Scheme


@fact
class Source:
    """One back end of an agency, reached by one connector."""

    slug: strawberry.ID = about("Id of the source.")
    agency: str = about("Slug of the agency whose back end it is.")
    keyed_by: tuple[Scheme, ...] = about("Identifier schemes the source can be asked by, best first.")
    record_kinds: tuple[RecordKind, ...] = about("Kinds of record it delivers.")
    history: bool = about("It can answer about a past date; otherwise about today only.")


@fact
class Agency:
    """Department or organisation; it may issue records, implement measures and ask questions."""

    slug: strawberry.ID = about("Id of the agency.")
    name: str = about("English name.")
    name_zh: str = about("Chinese name (中文名称).")
    code: str = about("Its own unified social credit code.")
    kind: AgencyKind = about("Kind of participant; decides which measures it may implement.")
    region: str = about("Division code of its region (GB/T 2260); `CN` for a national body.")
    field: str = about("Field it works in, such as `tax`.")
    sources: tuple[Source, ...] = about("Its back ends on this gateway.", default=())
    coordinates: bool = about(
        "It coordinates joint action in its region, and notifies who fails a duty there (牵头部门).",
        default=False,
    )


@fact
class Material:
    """Item an application for a matter is made up of (申请材料)."""

    id: strawberry.ID = about("Id of the item, one within its matter.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title (材料名称).")
    required_by_law: bool = about("A law, regulation or rule requires it, so that it can never be supplied later.")
    basis: str = about("Provision, or guide of the department, that asks for it.")


@fact
class Duty:
    """Time a department has to do something on a matter, and what sets it."""

    working_days: int = about("Working days, counted from the day after.")
    basis: str = about("Provision or document that sets it.")


@fact
class Matter:
    """What is being decided; it says which sources must be asked and which measures can touch it."""

    id: strawberry.ID = about("Id of the matter.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title (事项名称).")
    kind: MatterKind = about("Kind of matter.")
    field: str = about("Field it belongs to, such as `food` or `highway-construction`.")
    purposes: tuple[Purpose, ...] = about("Purposes a check on this matter may be made for.")
    required: tuple[str, ...] = about("Sources that must answer; without one the check is INCOMPLETE.")
    optional: tuple[str, ...] = about("Sources asked too, whose silence is shown and decides nothing.", default=())
    max_receipt_age_hours: int = about("How long a receipt for this matter may be relied on, in hours.", default=24)
    must_be_checked: bool = about(
        "Every decision must rest on a check of its own (应查必查); one without a valid receipt is a finding.",
        default=False,
    )
    feedback: Duty | None = about(
        "Time in which a measure that must be taken is fed back after the decision (执行反馈); null without one.",
        default=None,
    )
    materials: tuple[Material, ...] = about(
        "What an application is made up of; empty where it is not written down here.", default=()
    )
    supply: Duty | None = about(
        "Longest time limit for what was missing when an application was accepted upon a commitment (容缺受理); null "
        "where none is accepted so.",
        default=None,
    )
