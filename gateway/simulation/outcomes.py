"""What each source answered, as far as a receipt and its evidence tell; every possibility where they leave some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import msgspec

from connectors.core.connector import Descriptor
from gateway.answers.subjects import LISTS, kind_of
from gateway.simulation.kept import KeptCheck, KeptReport, Unjudgeable
from gateway.stages.plan import supplies
from schema.codes import FailureKind, OutcomeKind, RecordKind
from schema.outcomes import Alias, Failed, Found, NotApplicable, NotFound, Outcome, UnitLink, Withheld
from schema.records import Record

MOST_POSSIBILITIES = 32
_SAYS = "as the receipt says"
_TYPES = {kind_of(record_type): record_type for record_type in LISTS}
_ANSWERED = {OutcomeKind.FOUND, OutcomeKind.WITHHELD}


class _Kind(msgspec.Struct):
    kind: RecordKind


class _Found(msgspec.Struct):
    records: tuple[msgspec.Raw, ...]
    aliases: tuple[Alias, ...]
    links: tuple[UnitLink, ...]
    rejected: int


def read_found(content: bytes) -> Found:
    """Read evidence; raises `Unjudgeable`."""
    try:
        kept = msgspec.json.decode(content, type=_Found)
        records = tuple(_record(raw) for raw in kept.records)
    except (msgspec.DecodeError, KeyError) as error:
        raise Unjudgeable("its evidence is in a form this version does not know") from error
    return Found(records=records, aliases=kept.aliases, links=kept.links, rejected=kept.rejected)


def possible_outcomes(
    kept: KeptCheck, contents: Sequence[bytes | None], sources: Mapping[str, Descriptor]
) -> list[tuple[Outcome, ...]]:
    """Give every sequence of outcomes, one outcome a report, that the receipt leaves possible; raises `Unjudgeable`.

    A source the asker's grant hid is reported as withheld whether it found nothing or gave nothing.
    """
    found = _found(kept, contents)
    each = [_outcomes(report, found.get(place), kept, sources) for place, report in enumerate(kept.sources)]
    count = 1
    for outcomes in each:
        count *= len(outcomes)
    if count > MOST_POSSIBILITIES:
        raise Unjudgeable("too much of what the sources answered was hidden from its asker")
    return list(product(*each))


def _record(raw: msgspec.Raw) -> Record:
    kind = msgspec.json.decode(raw, type=_Kind).kind
    record: Any = msgspec.json.decode(raw, type=_TYPES[kind])
    return record  # type: ignore[no-any-return]


def _found(kept: KeptCheck, contents: Sequence[bytes | None]) -> dict[int, Found]:
    """Give what was found by the place of its report; evidence is in the order of the reports."""
    found: dict[int, Found] = {}
    for source in dict.fromkeys(item.source for item in kept.evidence):
        pieces = [content for item, content in zip(kept.evidence, contents, strict=True) if item.source == source]
        places = list(_places(kept.sources, source))
        if len(places) != len(pieces):
            raise Unjudgeable(f"which of its questions the evidence of {source} answers cannot be told")
        for place, piece in zip(places, pieces, strict=True):
            if piece is None:
                raise Unjudgeable(f"what {source} answered cannot be opened: erased, or kept by another gateway")
            found[place] = read_found(piece)
    return found


def _places(reports: Sequence[KeptReport], source: str) -> Iterable[int]:
    mine = [(place, report) for place, report in enumerate(reports) if report.source == source]
    shown = any(report.outcome is OutcomeKind.FOUND for _, report in mine)
    wanted = {OutcomeKind.FOUND} if shown else _ANSWERED
    return (place for place, report in mine if report.outcome in wanted)


def _outcomes(
    report: KeptReport, found: Found | None, kept: KeptCheck, sources: Mapping[str, Descriptor]
) -> tuple[Outcome, ...]:
    if report.source not in sources:
        raise Unjudgeable(f"the source {report.source} is not configured here")
    if found is not None:
        return (found,)
    match report.outcome:
        case OutcomeKind.FOUND:
            raise Unjudgeable(f"it names no evidence of what {report.source} found")
        case OutcomeKind.NOT_FOUND:
            return (NotFound(evidence=_SAYS),)
        case OutcomeKind.NOT_APPLICABLE:
            return (NotApplicable(reason=_SAYS),)
        case OutcomeKind.FAILED:
            return (Failed(failure=report.failure or FailureKind.INTERNAL, message=_SAYS),)
        case OutcomeKind.WITHHELD:
            return _withheld(report, kept, sources[report.source])


def _withheld(report: KeptReport, kept: KeptCheck, source: Descriptor) -> tuple[Outcome, ...]:
    hidden = {item.what for item in kept.answer.withheld}
    gave_nothing, has_nothing = Withheld(basis=_SAYS), NotFound(evidence=_SAYS)
    if hidden.isdisjoint(supplies(source)):
        return (gave_nothing,)
    if report.required and report.source not in kept.answer.missing:
        return (has_nothing,)
    return (has_nothing, gave_nothing)
