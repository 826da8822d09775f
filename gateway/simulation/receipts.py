"""Judges a kept check again: first by its own pack, which must give the receipt's answer, then by the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gateway.answers.receipts import measure_tree
from gateway.case import Case
from gateway.rights.state import RightsState
from gateway.rules.model import PublicityRegime, RulePack
from gateway.rules.packs import RulePacks
from gateway.simulation.answers import Answer
from gateway.simulation.comparison import Compared, NotJudged, NotReproduced, Result, compare
from gateway.simulation.kept import KeptCheck, Unjudgeable
from gateway.simulation.rebuilding import rebuilt
from gateway.simulation.twice import Bench, judged_by
from gateway.stages.identify import identified
from schema.agencies import Agency, Matter
from schema.errors import Refusal

_NOT_COMPARED = ("records", "reached_through")  # what the asker's grant cuts, and what is sealed
_AGREEMENT = "recognised_under"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What receipts are judged again by: this gateway's configuration, and the packs tried."""

    agencies: Mapping[str, Agency]
    matters: Mapping[str, Matter]
    packs: tuple[RulePack, ...]
    trial: RulePacks
    bench: Bench


def judged_again(kept: KeptCheck, contents: Sequence[bytes | None], rights: RightsState, setting: Setting) -> Result:
    """Judge one receipt again; `rights` is the log as it stood at the receipt's position."""
    try:
        return _judged_again(kept, contents, rights, setting)
    except Unjudgeable as reason:
        return NotJudged(case=kept.name, reason=str(reason))


def _judged_again(kept: KeptCheck, contents: Sequence[bytes | None], rights: RightsState, setting: Setting) -> Result:
    case = _case(kept, setting)
    new = _tried(case, setting)
    possible = rebuilt(kept, contents, setting.bench.sources)
    answers = [(fetched, judged_by(case.pack, fetched, case, rights, setting.bench)) for fetched in possible]
    true = [(fetched, answer) for fetched, answer in answers if not any(differences(kept, answer))]
    if not true:
        return NotReproduced(case=kept.name, difference="; ".join(differences(kept, answers[0][1])))
    compared = [
        compare(kept.name, answer, judged_by(new, fetched, case, rights, setting.bench)) for fetched, answer in true
    ]
    return _agreed(compared)


def _agreed(compared: Sequence[Compared]) -> Compared:
    """Give the one comparison, whatever the sources hidden from the asker answered."""
    first = compared[0]
    if any(_outcome(each) != _outcome(first) for each in compared[1:]):
        raise Unjudgeable("it hangs on an answer that was hidden from its asker, and that the receipt does not keep")
    return first


def _outcome(compared: Compared) -> object:
    measures = [(each.line, each.records, each.before, each.after) for each in compared.measures]
    inspection = compared.inspection_before, compared.inspection_after
    return compared.before, compared.after, compared.floor_before, compared.floor_after, inspection, measures


def differences(kept: KeptCheck, answer: Answer) -> Iterator[str]:
    """Say how an answer differs from what the receipt says."""
    if answer.guidance is not kept.guidance:
        yield f"guidance {kept.guidance.value} in the receipt, {answer.guidance.value} judged again"
    if answer.floor is not kept.answer.floor:
        yield "another floor"
    advised = kept.answer.inspection.name if kept.answer.inspection else None
    if answer.inspection != advised:
        yield f"class of inspection {advised} in the receipt, {answer.inspection} judged again"
    if answer.judged.missing != kept.answer.missing:
        yield "other missing sources"
    said = {tree["id"]: _compared(tree) for tree in kept.measures}
    again = {name: _as_far_as(said.get(name), measure_tree(measure)) for name, measure in answer.measures.items()}
    differing = [str(tree["line"]) for name, tree in (said | again).items() if said.get(name) != again.get(name)]
    if differing:
        yield f"measures differ: {', '.join(sorted(set(differing)))}"


def _compared(tree: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in tree.items() if name not in _NOT_COMPARED}


def _as_far_as(said: Mapping[str, object] | None, tree: Mapping[str, object]) -> dict[str, object]:
    """Give what is compared of a measure; its agreement is signed only where its asker sees the entry behind it."""
    hidden = said is not None and _AGREEMENT not in said
    return {name: value for name, value in _compared(tree).items() if not (hidden and name == _AGREEMENT)}


def _case(kept: KeptCheck, setting: Setting) -> Case:
    asker, matter = setting.agencies.get(kept.agency), setting.matters.get(kept.matter)
    if asker is None:
        raise Unjudgeable(f"the agency {kept.agency} is not configured here")
    if matter is None:
        raise Unjudgeable(f"the matter {kept.matter} is not configured here")
    pack = next((pack for pack in setting.packs if pack.version.digest == kept.pack.digest), None)
    if pack is None:
        written = f"{kept.pack.id} {kept.pack.version} ({kept.pack.digest[:12]})"
        raise Unjudgeable(f"its rule pack {written} is not configured here")
    return Case(
        subject=identified(kept.identifier),
        matter=matter,
        asker=asker,
        purpose=kept.purpose,
        case_number=kept.case_number,
        as_of=kept.as_of,
        today=kept.inputs.today,
        known_at=kept.known_at,
        pack=pack,
        regimes=_regimes(kept, setting),
    )


def _tried(case: Case, setting: Setting) -> RulePack:
    try:
        return setting.trial.governing(case.as_of, case.asker.region)
    except Refusal as refusal:
        raise Unjudgeable(f"the new pack does not govern {case.as_of} in {case.asker.region}") from refusal


def _regimes(kept: KeptCheck, setting: Setting) -> tuple[PublicityRegime, ...]:
    try:
        return RulePacks(setting.packs).regimes(kept.inputs.today)
    except Refusal as refusal:
        raise Unjudgeable(f"no rule pack governs {kept.inputs.today}, the day it was answered on") from refusal
