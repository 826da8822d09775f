"""Applies one operative line to the facts: the instances it yields, or how nearly it applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from gateway.rules.conditions import Finding, absent, candidates, find, reaches
from gateway.rules.facts import Facts
from gateway.rules.instances import grounds_of, incentive, lasting, restraint
from gateway.rules.model import OperativeLine
from gateway.rules.persons import reach, reached_through
from gateway.rules.question import Question
from gateway.rules.trigger import Extension
from schema.codes import SubjectKind
from schema.measures import Measure, NearMiss, Truth
from schema.outcomes import UnitLink
from schema.records import Record, SeriousDishonestyEntry

Findings = tuple[Finding, ...]


class Attempt(msgspec.Struct, frozen=True):
    """One way a line could apply: how its conditions came out, and the instance if all hold."""

    findings: Findings
    measure: Measure | None = None


def apply_line(line: OperativeLine, question: Question, facts: Facts) -> tuple[Attempt, ...]:
    """Apply a line to the subject of the question."""
    if line.restraint:
        return tuple(_restraint_attempts(line, question, facts))
    return _incentive_attempt(line, question, facts)


def near_miss(line: OperativeLine, attempts: Iterable[Attempt]) -> NearMiss | None:
    """Show the closest attempt of a line that yields nothing, if some condition holds or cannot be told."""
    near = [each.findings for each in attempts if not _all_false(each.findings)]
    if not near:
        return None
    closest = max(near, key=lambda findings: sum(finding.truth is Truth.TRUE for finding in findings))
    return NearMiss(
        measure=line.entry.measure,
        line=line.id,
        conditions=tuple(finding.shown() for finding in closest),
        what_would_change_it=_what_would_change(closest),
    )


def _incentive_attempt(line: OperativeLine, question: Question, facts: Facts) -> tuple[Attempt, ...]:
    if _natural(question) and not line.entry.persons.own:
        return ()
    trigger = line.trigger
    findings = (
        *[find(condition, facts) for condition in trigger.has],
        *[absent(condition, facts) for condition in trigger.none],
        *[reaches(condition, question.rated, facts) for condition in trigger.levels],
    )
    if not _all_hold(findings):
        return (Attempt(findings),)
    records = tuple(min(finding.records, key=_flaws) for finding in findings if finding.records)
    return (Attempt(findings, incentive(line, records, question)),)


def _restraint_attempts(line: OperativeLine, question: Question, facts: Facts) -> Iterator[Attempt]:
    """Try each record (invariant 2): a person's own, and those of linked units; nothing else flows between subjects."""
    natural = _natural(question)
    if not natural or line.entry.persons.own:
        for findings in _candidates(line, facts):
            yield _attempt(line, findings, question)
    if natural and line.extension is not None:
        for unit, of_unit in question.linked():
            if line.extension.names(unit.link.role):
                yield from _through_unit(line, line.extension, unit.link, of_unit, question)


def _through_unit(
    line: OperativeLine, extension: Extension, link: UnitLink, facts: Facts, question: Question
) -> Iterator[Attempt]:
    for findings in _candidates(line, facts):
        if findings[0].records:
            reached = reach(extension, link, findings[0].records[0], question.dossier)
            yield _attempt(line, (*findings, reached), question, link)
        else:
            yield Attempt(findings)


def _candidates(line: OperativeLine, facts: Facts) -> list[Findings]:
    """Give the findings for each record that may trigger the line, ended ones too; if none may, those without it."""
    first, *others = line.trigger.has
    rest = [find(condition, facts) for condition in others]
    fit = candidates(first, facts)
    if not fit:
        return [(find(first, facts), *rest)]
    return [
        (Finding(first.text, truth, (f"record {record.id}",), (record,), (first.kind,)), *rest) for record, truth in fit
    ]


def _attempt(line: OperativeLine, findings: Findings, question: Question, link: UnitLink | None = None) -> Attempt:
    grounds = grounds_of(line, reached=link is not None)
    if not _all_hold(findings) or grounds is None:
        return Attempt(findings)
    record = findings[0].records[0]
    days = lasting(grounds.duration, record)
    if days is None:
        first = findings[0]
        text = f"its duration can be told ({grounds.duration.text})"
        undated = Finding(text, Truth.UNKNOWN, first.causes, kinds=first.kinds)
        return Attempt((*findings, undated))
    records = (record, *[_soundest(finding.records, question) for finding in findings[1:] if finding.records])
    through = reached_through(link, record, question.dossier) if link is not None else None
    return Attempt(findings, restraint(line, records, question, grounds=grounds, days=days, through=through))


def _all_hold(findings: Findings) -> bool:
    return not [finding for finding in findings if finding.truth is not Truth.TRUE]


def _all_false(findings: Findings) -> bool:
    return not [finding for finding in findings if finding.truth is not Truth.FALSE]


def _flaws(record: Record) -> tuple[bool, bool]:
    """Rank a record an incentive may rest on: a flagged one last, for an objection suspends no incentive (GO-22-g)."""
    return record.name_differs, record.verification_since is not None


def _soundest(records: tuple[Record, ...], question: Question) -> Record:
    """Choose the record a restraint rests on: one that counts here, is not disputed, and need not be confirmed.

    The strongest of what they would give, so that without any one of them the subject is no worse off (invariant 11).
    """
    return min(
        records,
        key=lambda record: (
            _unrecognised(record, question),
            record.verification_since is not None,
            record.name_differs or record.id in question.dossier.cached,
        ),
    )


def _unrecognised(record: Record, question: Question) -> bool:
    return isinstance(record, SeriousDishonestyEntry) and question.list_standing(record).why_not is not None


def _natural(question: Question) -> bool:
    return question.dossier.subject_kind is SubjectKind.NATURAL_PERSON


def _what_would_change(findings: Findings) -> str:
    open_ones = [finding for finding in findings if finding.truth is not Truth.TRUE]
    said = [
        f"if it were {'known' if finding.truth is Truth.UNKNOWN else 'so'} that: {finding.text}"
        + (f" ({'; '.join(finding.causes)})" if finding.causes else "")
        for finding in open_ones
    ]
    return " and ".join(said) or "nothing: it no longer applies"
