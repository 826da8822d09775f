"""Who may open a joint case: the department that made the designation, by what the pack says it keeps (GO-15-a)."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.cases.words import invalid
from gateway.rules.model import ListRule
from schema.agencies import Agency
from schema.codes import AgencyKind, RecordKind
from schema.errors import ErrorCode, Refusal
from schema.graph.joint_cases import DesignationInput
from schema.measures import Direction
from schema.suggest import did_you_mean

_DIRECTIONS: Mapping[RecordKind, Direction] = {
    RecordKind.RED_LIST_ENTRY: Direction.INCENTIVE,
    RecordKind.SERIOUS_DISHONESTY_ENTRY: Direction.RESTRAINT,
    RecordKind.ENFORCEMENT_ENTRY: Direction.RESTRAINT,
}
_LIST = "input.designation.listId"


def direction_of(kind: RecordKind) -> Direction:
    """Give the direction a designation points in; raises `Refusal(INVALID_CASE)` for a record that is none."""
    if kind not in _DIRECTIONS:
        raise invalid(
            f"a record of the kind {kind.value} designates nobody",
            "input.designation.kind",
            f"write {', '.join(_DIRECTIONS)}",
        )
    return _DIRECTIONS[kind]


def check_competence(asked: DesignationInput, agency: Agency, lists: Mapping[str, ListRule]) -> None:
    """Raise `Refusal` unless the agency can have made the designation: it keeps the list, or enforces, or honours.

    What social bodies designate is for reference and starts nothing (GO-19-b); enforcement is the courts'.
    """
    direction_of(asked.kind)
    if not agency.kind.of_the_state:
        raise _not_competent(f"what {agency.kind.value} designates is for reference (GO-19-b)", "openJointCase", "")
    if asked.kind is RecordKind.ENFORCEMENT_ENTRY and agency.kind is not AgencyKind.COURT:
        raise _not_competent("entries of enforcement are made by courts", "input.designation.kind", "")
    if asked.kind is not RecordKind.SERIOUS_DISHONESTY_ENTRY:
        if asked.list_id is not None:
            raise invalid(f"{asked.kind.value} is on no such list", _LIST, "leave listId out")
        return
    if asked.list_id is None:
        raise invalid("the list is not named", _LIST, did_you_mean("", lists))
    if asked.list_id not in lists:
        raise invalid(f"there is no list {asked.list_id[:100]!r}", _LIST, did_you_mean(asked.list_id, lists))
    if not lists[asked.list_id].is_kept_by(agency):
        kept = ", ".join(name for name, rule in lists.items() if rule.is_kept_by(agency)) or "none"
        raise _not_competent(f"the list {asked.list_id!r} is not {agency.slug}'s to keep", _LIST, f"it keeps: {kept}")


def _not_competent(problem: str, where: str, hint: str) -> Refusal:
    return Refusal(ErrorCode.FORBIDDEN, problem, where=where, hint=hint or "the department that designates opens it")
