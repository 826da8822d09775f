"""Whether and how a check relied on a record, by what was signed of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from gateway.joining.decisions import anchor_of, decision_id, decision_key, opaque_id
from gateway.receipts.instants import parse_instant
from gateway.rectifications.model import Relied
from gateway.rights.entries import RightsEntry
from gateway.rights.state import RightsState
from schema.dates import legal_day
from schema.identifiers import Identifier, Scheme, aliases_of
from schema.measures import MeasureStatus
from schema.records import Record
from schema.rectifications import RectificationAct


def measures_on(
    body: Mapping[str, Any],
    record_id: str,
    restrains: Callable[[str], bool],
    hidden: Mapping[str, Collection[str]] | None = None,
) -> tuple[Relied, ...]:
    """Give the measures of a signed body that rest on a record; a measure's id names the record that triggered it.

    `hidden` are the records of measures its asker was not shown whole, by instance.
    """
    sealed = hidden or {}
    return tuple(
        Relied(
            line=tree["line"],
            measure=tree["measure"],
            status=MeasureStatus[tree["status"]],
            restraint=restrains(tree["measure"]),
        )
        for tree in body["measures"]
        if record_id in tree.get("records", ())
        or tree["id"] == f"{tree['line']}:{record_id}"
        or record_id in sealed.get(tree["id"], ())
    )


def reached_by(body: Mapping[str, Any], record_id: str) -> bool:
    """Tell whether a measure reached the subject through a unit the record is of (GO-14-b)."""
    reached = (tree for tree in body["measures"] if tree.get("reached_through") is not None)
    return any(record_id in tree["records"] for tree in reached)


def names(body: Mapping[str, Any], record_id: str) -> bool:
    """Tell whether a signed answer names a record otherwise: as a grade it went by, or as what would change it."""
    answer = body["answer"] or {}
    graded = any(each["record"] == record_id for each in answer.get("evaluations") or ())
    return graded or any(each["record"] == record_id for each in answer.get("what_would_change_it") or ())


def knew_it_gone(body: Mapping[str, Any], record_id: str, history: Iterable[RightsEntry]) -> bool:
    """Tell whether a signed answer was made knowing that a record was gone: what a department still gave was not used.

    `history` is the rights log about the record.
    """
    then = RightsState().advanced(entry for entry in history if entry.seq <= body["rights_position"])
    return then.of(record_id).gone_on(legal_day(parse_instant(body["known_at"])))


def ids_of(records: Iterable[Record], subject_ref: str) -> frozenset[str]:
    """Give the ids records of a subject are known by, as reconciling gives them."""
    scheme, _, value = subject_ref.partition(":")
    known = aliases_of(Identifier(scheme=Scheme[scheme], value=value)) if scheme in Scheme.__members__ else ()
    anchor = anchor_of(known, subject_ref)
    keyed = ((record, decision_key(record, anchor)) for record in records)
    return frozenset(opaque_id(record.id, anchor) if key is None else decision_id(key) for record, key in keyed)


def to_do(measures: Iterable[Relied], *, applied: bool) -> tuple[RectificationAct, ...]:
    """Say what is to be done: always look at the decision again; where a restraint was in force, undo it (GO-22-e)."""
    first = (RectificationAct.DECISION_REVIEWED,)
    if not applied and not any(measure.restrained for measure in measures):
        return first
    undo = (RectificationAct.MEASURE_LIFTED, RectificationAct.REPUTATION_RESTORED, RectificationAct.EFFECTS_REMOVED)
    return (*first, *undo)
