"""Reads a joint case as a department wants to open it: may it, and is everything named known and fitting?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

import strawberry

from connectors.core.documents import document_number, folded
from gateway.cases.competence import check_competence, direction_of
from gateway.cases.inviting import Proposal
from gateway.cases.words import invalid, read_words
from gateway.joining.decisions import anchor_of, decision_id
from gateway.rules.model import RulePack
from schema.agencies import Agency
from schema.codes import Severity
from schema.graph.joint_cases import DesignationInput, JointCaseInput
from schema.identifiers import Identifier, aliases_of
from schema.joint_cases import Designation
from schema.measures import CatalogueMeasure, Direction, LegalBasis
from schema.offences import Offence
from schema.suggest import did_you_mean

MOST_MEASURES = 20
LONGEST_NUMBER = 100
T = TypeVar("T")


def read_number(designation: DesignationInput) -> str:
    """Give the number of the decision document; raises `Refusal(INVALID_CASE)` for a blank or a filler."""
    where = "input.designation.documentNumber"
    number = document_number(read_words(designation.document_number, where, LONGEST_NUMBER))
    if number is None:
        raise invalid("the document number is a filler", where, "write the number of the decision document")
    return number


def read_proposal(
    order: JointCaseInput, initiator: Agency, pack: RulePack, today: date, *, subject: Identifier, ref: str
) -> Proposal:
    """Give what is proposed; raises `Refusal` where the agency may not, or something named does not fit."""
    asked = order.designation
    check_competence(asked, initiator, pack.lists)
    direction = direction_of(asked.kind)
    _check_severity(asked.severity, direction)
    _check_days(asked, today)
    rule = pack.lists[asked.list_id] if asked.list_id else None
    designation = Designation(
        kind=asked.kind,
        direction=direction,
        record=strawberry.ID(_record(asked, initiator, anchor_of(aliases_of(subject), ref))),
        list_id=asked.list_id,
        decided_on=asked.decided_on,
        last_day=asked.last_day,
        severity=asked.severity,
        offence=_read_offence(asked.offence, pack.offences, today),
        field=rule.field if rule else initiator.field,
        bases=_read_bases(asked.bases, pack.bases, today),
    )
    return Proposal(
        initiator=initiator,
        designation=designation,
        measures=_read_measures(order.measures, pack, direction),
        of_person=subject.scheme.personal,
        day=today,
    )


def _record(asked: DesignationInput, initiator: Agency, anchor: str) -> str:
    """Name the record as a check that finds it does, so that what the rights log says of it reaches the case."""
    return decision_id((anchor, asked.kind.value, initiator.code, folded(read_number(asked)), asked.decided_on))


def _check_severity(severity: Severity, direction: Direction) -> None:
    wanted = Severity.SERIOUS if direction is Direction.RESTRAINT else Severity.NONE
    if severity is not wanted:
        raise invalid(
            f"{direction.value} follows from no conduct of severity {severity.value} (GO-02-a)",
            "input.designation.severity",
            f"write {wanted.value}, or open no case",
        )


def _check_days(asked: DesignationInput, today: date) -> None:
    if asked.decided_on > today:
        raise invalid(
            f"{asked.decided_on} lies in the future", "input.designation.decidedOn", "write the day of the decision"
        )
    if asked.last_day is not None and asked.last_day < today:
        raise invalid(
            f"the designation ended on {asked.last_day}", "input.designation.lastDay", "open no case on it any more"
        )


def _read_offence(written: str | None, offences: Mapping[str, Offence], today: date) -> Offence | None:
    if written is None:
        return None
    known = {name: each for name, each in offences.items() if each.in_force.holds_on(today)}
    return _known(written, known, "offence", "input.designation.offence")


def _read_bases(written: list[strawberry.ID], bases: Mapping[str, LegalBasis], today: date) -> tuple[LegalBasis, ...]:
    known = {name: basis for name, basis in bases.items() if basis.in_force.holds_on(today)}
    where = "input.designation.bases"
    if not written:
        raise invalid("no legal basis is cited", where, "cite what the decision rests on, such as guofa-2016-33-15")
    return tuple(_known(name, known, "legal basis in force", where) for name in dict.fromkeys(written))


def _read_measures(written: list[strawberry.ID], pack: RulePack, direction: Direction) -> tuple[CatalogueMeasure, ...]:
    where, names = "input.measures", tuple(dict.fromkeys(written))
    if not 1 <= len(names) <= MOST_MEASURES:
        raise invalid(f"{len(names)} measures are proposed", where, f"propose 1 to {MOST_MEASURES}; see `measures`")
    catalogue = {name: entry.measure for name, entry in pack.catalogue.items()}
    measures = tuple(_known(name, catalogue, "measure", where) for name in names)
    for measure in measures:
        if measure.direction is not direction:
            raise invalid(
                f"{measure.id} is an {measure.direction.value}, and the designation is for {direction.value}",
                where,
                "propose measures of one direction, that of the designation",
            )
    return measures


def _known(written: str, among: Mapping[str, T], what: str, where: str) -> T:
    if written not in among:
        raise invalid(f"there is no {what} {written[:LONGEST_NUMBER]!r}", where, did_you_mean(written, among))
    return among[written]
