"""Rebuilds what was fetched for a check from its receipt and the evidence it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connectors.core.connector import Descriptor
from gateway.simulation.kept import KeptCheck, KeptReport, Unjudgeable
from gateway.simulation.outcomes import possible_outcomes
from gateway.stages.dossier import Fetched, LinkedAnswers, SourceAnswer
from gateway.stages.plan import LAST_WAVE, MOST_LINKED_UNITS
from schema.identifiers import Identifier, aliases_of
from schema.outcomes import Found, Outcome, UnitLink


def rebuilt(
    kept: KeptCheck, contents: Sequence[bytes | None], sources: Mapping[str, Descriptor]
) -> tuple[Fetched, ...]:
    """Give everything that may have been fetched, mostly one; `contents` are the pieces of evidence in their order.

    Raises `Unjudgeable` where the receipt and its evidence do not suffice.
    """
    subject = kept.identifier
    return tuple(_fetched(kept, subject, outcomes) for outcomes in possible_outcomes(kept, contents, sources))


def _fetched(kept: KeptCheck, subject: Identifier, outcomes: Sequence[Outcome]) -> Fetched:
    about = _about_subject(kept.sources)
    answers = tuple(
        _answer(report, outcome, wave=1) for report, outcome in zip(kept.sources[:about], outcomes[:about], strict=True)
    )
    linked, links_cut = _linked(answers, kept.sources[about:], outcomes[about:])
    return Fetched(asked=_asked(kept, subject, answers), answers=answers, linked=linked, links_cut=links_cut)


def _about_subject(reports: Sequence[KeptReport]) -> int:
    """Give how many reports are about the subject: each source once; the first again is about a linked unit."""
    seen: set[str] = set()
    for place, report in enumerate(reports):
        if report.source in seen:
            return place
        seen.add(report.source)
    return len(reports)


def _asked(kept: KeptCheck, subject: Identifier, answers: Sequence[SourceAnswer]) -> Identifier:
    """Give the identifier that was asked about; the receipt names the subject by its best."""
    proved = [alias.identifier for found in _found(answers) for alias in found.aliases]
    known = dict.fromkeys(alias for each in (subject, *proved) for alias in aliases_of(each))
    candidates = [each for each in known if each.scheme is kept.inputs.asked_by]
    if subject in candidates:
        return subject
    if len(candidates) != 1:
        raise Unjudgeable(f"which {kept.inputs.asked_by.value} it was asked by cannot be told")
    return candidates[0]


def _linked(
    answers: Sequence[SourceAnswer], reports: Sequence[KeptReport], outcomes: Sequence[Outcome]
) -> tuple[tuple[LinkedAnswers, ...], int]:
    """Give the answers about linked units, which were asked in the order of the links, each unit once."""
    if not reports:
        return (), 0
    links = _links(answers)
    units = tuple(dict.fromkeys(link.unit for link in links))
    followed = units[:MOST_LINKED_UNITS]
    each, rest = divmod(len(reports), len(followed))
    slugs = [report.source for report in reports]
    if rest or slugs != slugs[:each] * len(followed):
        raise Unjudgeable("which of its answers is about which linked unit cannot be told")
    told = [_answer(report, outcome, wave=LAST_WAVE) for report, outcome in zip(reports, outcomes, strict=True)]
    about = {unit: tuple(told[place * each : (place + 1) * each]) for place, unit in enumerate(followed)}
    linked = tuple(LinkedAnswers(link=link, answers=about[link.unit]) for link in links if link.unit in about)
    return linked, len(units) - len(followed)


def _links(answers: Sequence[SourceAnswer]) -> tuple[UnitLink, ...]:
    linking = [found.links for found in _found(answers) if found.links]
    if len(linking) != 1:
        raise Unjudgeable("which links to units were followed cannot be told")
    return linking[0]


def _found(answers: Sequence[SourceAnswer]) -> list[Found]:
    return [answer.outcome for answer in answers if isinstance(answer.outcome, Found)]


def _answer(report: KeptReport, outcome: Outcome, *, wave: int) -> SourceAnswer:
    return SourceAnswer(
        source=report.source,
        wave=wave,
        key=None,
        outcome=outcome,
        retrieved_at=report.retrieved_at,
        data_as_of=report.data_as_of,
        cached=report.cached,
    )
