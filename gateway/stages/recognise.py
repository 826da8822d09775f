"""Stage 6, recognise: evaluations through the agreements in force for this asker on that day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from gateway.rules.agreements import Recogniser, dated, strictness
from gateway.rules.conditions import USABLE
from gateway.rules.defaults import treated_as
from gateway.rules.facts import Facts, facts_of, gap_causes
from gateway.rules.model import RulePack
from gateway.rules.rating import graded, not_recognised, settled, through_agreements
from gateway.stages.dossier import Asker, Dossier
from schema.agencies import Matter
from schema.codes import Level, RecordKind
from schema.evaluations import RatedEvaluation, RecognitionStatus
from schema.records import Evaluation


def recognise(
    dossier: Dossier, *, matter: Matter, asker: Asker, as_of: date, pack: RulePack, facts: Facts | None = None
) -> tuple[RatedEvaluation, ...]:
    """Say what each evaluation counts as for the asker, and as what an unrated subject is treated (GO-16-b, GO-16-c).

    Own rating first, then newer, then stricter; the others of a field are SUPERSEDED. A recognised grade is a result,
    never input to another agreement. While a source of a field is silent nothing of it is recognised, since an own,
    newer or stricter grade may exist. `facts` are those of the dossier on that day, where the caller has them.
    """
    facts = facts or facts_of(dossier, as_of)
    recogniser = Recogniser(agency=asker.agency, matter=matter, as_of=as_of)
    rated: list[RatedEvaluation] = []
    for field, evaluations in _by_field(facts.evaluations):
        rated += _field(field, evaluations, recogniser, facts, pack)
    treated = (treated_as(rule, facts, recogniser, pack) for rule in pack.defaults)
    return (*rated, *(each for each in treated if each is not None))


def _by_field(evaluations: Iterable[Evaluation]) -> Iterator[tuple[str, list[Evaluation]]]:
    fields: dict[str, list[Evaluation]] = {}
    for evaluation in evaluations:
        fields.setdefault(evaluation.field, []).append(evaluation)
    yield from sorted(fields.items())


def _field(
    field: str, evaluations: list[Evaluation], recogniser: Recogniser, facts: Facts, pack: RulePack
) -> list[RatedEvaluation]:
    items = [graded(each, pack) for each in evaluations]
    firm = [(each, settled(each, recogniser)) for each in items]
    own = bool([each for each, already in firm if already is not None and already.status is RecognitionStatus.OWN])
    rated = [already or through_agreements(each, recogniser, facts, pack, own=own) for each, already in firm]
    gaps = gap_causes(facts.gaps(RecordKind.EVALUATION, field))
    return [_unsure(each, gaps) for each in rated] if gaps else _by_precedence(rated)


def _unsure(each: RatedEvaluation, gaps: tuple[str, ...]) -> RatedEvaluation:
    if each.status not in USABLE:
        return each
    reason = f"an own, newer or stricter grade may exist: {'; '.join(gaps)}"
    return not_recognised(each, RecognitionStatus.UNKNOWN, reason)


def _by_precedence(rated: list[RatedEvaluation]) -> list[RatedEvaluation]:
    usable = [each for each in rated if each.status in USABLE]
    if len(usable) < 2:
        return rated
    own = [each for each in usable if each.status is RecognitionStatus.OWN]
    first = _newest_then_strictest(own or usable)
    return [_superseded(each, first) if each.status in USABLE and each is not first else each for each in rated]


def _newest_then_strictest(rated: list[RatedEvaluation]) -> RatedEvaluation:
    days = [day for each in rated if (day := _day(each)) is not None]
    newest = [each for each in rated if _day(each) == max(days)] if len(days) == len(rated) else rated
    return max(newest, key=lambda each: strictness(each.recognised_as or Level.NOT_RATED))


def _day(each: RatedEvaluation) -> date | None:
    return dated(each.evaluation) if each.evaluation else None


def _superseded(each: RatedEvaluation, first: RatedEvaluation) -> RatedEvaluation:
    by = first.evaluation.id if first.evaluation else first.field
    reason = f"{by} takes precedence: own first, then newer, then stricter"
    return not_recognised(each, RecognitionStatus.SUPERSEDED, reason)
