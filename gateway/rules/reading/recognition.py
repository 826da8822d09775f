"""Reads `recognition.toml`: agreements to recognise a grade, and how an unrated subject is treated (GO-16-b)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from strawberry import ID

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import AgreementRule, DefaultRule
from gateway.rules.reading.conditions import read_months, read_none
from gateway.rules.reading.grades import read_grade, read_grades, read_min_level, read_scale
from gateway.rules.reading.known import Known
from gateway.rules.reading.parties import other_way, read_parties, read_reciprocal
from gateway.rules.reading.record_kinds import check_kinds
from gateway.rules.reading.words import absence_words, span_words
from gateway.rules.trigger import AbsenceCondition
from schema.codes import RecordKind
from schema.evaluations import RecognitionAgreement, RecognitionEffect

_Directions = tuple[AgreementRule, ...]


def read_agreements(root: Table, known: Known, below: Iterable[AgreementRule]) -> tuple[AgreementRule, ...]:
    """Read every `[[agreement]]`, after those of the layer below; a reciprocal one is two."""
    earlier: dict[str, _Directions] = {rule.shown.id: (rule,) for rule in below}
    found = unique(root.tables("agreement"), lambda table: _read_agreement(table, known), below=earlier)
    return tuple(rule for directions in found.values() for rule in directions)


def read_defaults(root: Table, known: Known, below: Iterable[DefaultRule]) -> tuple[DefaultRule, ...]:
    """Read every `[[default]]`, after those of the layer below."""
    earlier: dict[str, DefaultRule | None] = {rule.shown.id: rule for rule in below}
    found = unique(root.tables("default"), lambda table: _read_default(table, known), below=earlier)
    return tuple(rule for rule in found.values() if rule is not None)


def _read_agreement(table: Table, known: Known) -> tuple[str, _Directions]:
    name = table.text("id")
    max_age = read_months(table, "max_age_years", "max_age_months")
    unexpired, only_if_no_own = table.flag("unexpired"), table.flag("only_if_no_own")
    no_record = _read_no_record(table)
    min_level = read_min_level(table)
    to_scale = read_scale(table, known, "to_scale") if table.has("to_scale") else None
    grades = read_grades(table, known.scales.get(table.text("scale")), to_scale)
    conditions = [
        f"the evaluation is at most {span_words(max_age)} old" if max_age else "",
        "the evaluation has not expired" if unexpired else "",
        no_record.text if no_record else "",
        "the asker's own region has not rated the subject" if only_if_no_own else "",
        f"its level is {min_level} or better" if min_level else "",
    ]
    issuers = read_parties(table, "from", own=True)
    shown = _read_shown(table, known, tuple(filter(None, conditions)), from_issuers=issuers, no_record=no_record)
    reciprocal = read_reciprocal(table, name, issuers, table.texts("recognisers"))
    if reciprocal and to_scale is not None:
        table.fault(
            "is reciprocal, and reads grades on another scale",
            "leave reciprocal out; write the other direction as an agreement of its own",
            key="reciprocal",
        )
    if shown is None:
        return name, ()
    rule = AgreementRule(
        shown=shown,
        max_age_months=max_age,
        unexpired=unexpired,
        no_record=no_record,
        only_if_no_own=only_if_no_own,
        min_level=min_level,
        to_scale=to_scale,
        grades=grades,
    )
    return name, (rule, replace(rule, shown=other_way(shown))) if reciprocal else (rule,)


def _read_default(table: Table, known: Known) -> tuple[str, DefaultRule | None]:
    name = table.text("id")
    no_record = _read_no_record(table)
    if no_record is None:
        table.fault("treats an unrated subject as graded and asks for no clean record", "add no_record = { kinds = … }")
        no_record = AbsenceCondition(kinds=(), text=absence_words((), None))
    if not table.texts("matters"):
        table.fault("names no matter", 'a default holds for named matters only: write matters = ["…"]')
    scale = read_scale(table, known, "scale")
    clean, otherwise = read_grade(table, scale, "clean"), read_grade(table, scale, "otherwise")
    conditions = ("no evaluation in the field", no_record.text, f"otherwise treated as {otherwise.grade}")
    shown = _read_shown(table, known, conditions, from_issuers=(), no_record=no_record)
    if shown is None:
        return name, None
    return name, DefaultRule(shown=shown, no_record=no_record, clean=clean, otherwise=otherwise)


def _read_shown(
    table: Table,
    known: Known,
    conditions: tuple[str, ...],
    *,
    from_issuers: tuple[str, ...],
    no_record: AbsenceCondition | None,
) -> RecognitionAgreement | None:
    in_force = table.period("in_force")
    basis = known.basis(table, "basis", in_force)
    scale = read_scale(table, known, "scale")
    kinds = (RecordKind.EVALUATION, *(no_record.kinds if no_record else ()))
    check_kinds(table, "no_record", kinds, known.record_kinds, known.within(in_force))
    shown_id, title, matters = table.text("id"), table.text("title"), known.matter_ids(table)
    effect = table.one_of("effect", RecognitionEffect, RecognitionEffect.EQUIVALENT)
    recognisers = read_parties(table, "recognisers")
    if basis is None or scale is None:
        return None
    return RecognitionAgreement(
        id=ID(shown_id),
        title=title,
        from_issuers=from_issuers,
        field=scale.scale.field,
        scale=scale.scale.id,
        recognisers=recognisers,
        matters=tuple(sorted(matters)),
        conditions=conditions,
        effect=effect,
        in_force=in_force,
        basis=basis,
    )


def _read_no_record(table: Table) -> AbsenceCondition | None:
    inner = table.table("no_record")
    if inner is None:
        return None
    condition = read_none(inner)
    inner.finish()
    return condition
