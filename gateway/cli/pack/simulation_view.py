"""Prints a simulation: old guidance against new, then who changes and why, then who was not judged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import coded, heading, labelled, line, show
from gateway.simulation.changes import ChangeKind, MeasureChange
from gateway.simulation.comparison import CaseName, Compared, NotJudged, Simulation
from schema.checks import PackVersion
from schema.measures import Guidance

_MOST_NAMES = 10


def print_simulation(out: Console, found: Simulation, *, most: int) -> None:
    """Print a simulation; of the cases that change, the first `most` with their measures."""
    show(out, _packs(found))
    show(out, _matrix(found))
    show(out, _changed(found, most))
    show(out, _not_reproduced(found))
    show(out, _not_judged(found))


def _packs(found: Simulation) -> Iterator[Text]:
    for version in found.old:
        yield labelled("old pack", _version(version), indent=0)
    yield labelled("new pack", _version(found.new), indent=0)
    counts = f"{len(found.compared)} judged by both, {len(found.changed)} change"
    yield labelled(
        "cases", f"{counts}; {len(found.not_reproduced)} not reproduced, {len(found.not_judged)} not judged", indent=0
    )


def _version(version: PackVersion) -> str:
    return f"{version.id} {version.version} {version.digest[:12]}"


def _matrix(found: Simulation) -> Iterator[Text]:
    if not found.compared:
        return
    counts = found.matrix
    shown = [each for each in Guidance if any(each in pair for pair in counts)]
    width = max(len(each.value) for each in Guidance)
    yield heading("Guidance, old down, new across")
    yield Text(f"  {'':<{width}}" + "".join(f"  {each.value:>{width}}" for each in shown))
    for before in shown:
        row = Text("  ").append(coded(f"{before.value:<{width}}"))
        for after in shown:
            count = counts.get((before, after), 0)
            row.append(f"  {count or '.':>{width}}", style="bold" if count and before is not after else "")
        yield row


def _changed(found: Simulation, most: int) -> Iterator[Text]:
    if not found.changed:
        return
    yield heading("Change")
    for compared in found.changed[:most]:
        yield _outcome(compared)
        for change in compared.measures:
            yield line(change.kind.value.lower(), change.line, _terms(change), indent=4)
            yield labelled("records", ", ".join(change.records) or "none")
            yield labelled("why", change.reason)
    if len(found.changed) > most:
        yield line(f"and {len(found.changed) - most} more; --most {len(found.changed)} or --format json lists them")


def _outcome(compared: Compared) -> Text:
    text = line(_name(compared.case)).append("  ").append(coded(compared.before.value))
    if compared.before is not compared.after:
        text.append(" → ").append(coded(compared.after.value))
    if compared.floor_before is not compared.floor_after:
        text.append(f" (floor {_code(compared.floor_before)} → {_code(compared.floor_after)})")
    if compared.inspection_before != compared.inspection_after:
        text.append(f" (inspection {compared.inspection_before or 'none'} → {compared.inspection_after or 'none'})")
    return text


def _terms(change: MeasureChange) -> str:
    before, after = change.before, change.after
    if change.kind is ChangeKind.CHANGES:
        pairs = ((name, getattr(before, name), getattr(after, name)) for name in change.differing)
        return ", ".join(f"{name.replace('_', ' ')} {was or 'none'} → {now or 'none'}" for name, was, now in pairs)
    terms = after or before
    assert terms is not None
    return f"{terms.status.value} {terms.effect.value}"


def _not_reproduced(found: Simulation) -> Iterator[Text]:
    if found.not_reproduced:
        yield heading("Not reproduced: judged again by its own pack, the answer is another")
    for each in found.not_reproduced:
        yield line(_name(each.case))
        yield labelled("differs", each.difference)


def _not_judged(found: Simulation) -> Iterator[Text]:
    if found.not_judged:
        yield heading("Not judged")
    by_reason = sorted(found.not_judged, key=_reason)
    for reason, group in groupby(by_reason, key=_reason):
        cases = list(group)
        yield line(f"{len(cases)}:", reason)
        for each in cases[:_MOST_NAMES]:
            yield line(_name(each.case), indent=6)
        if len(cases) > _MOST_NAMES:
            yield line(f"and {len(cases) - _MOST_NAMES} more; --format json names them", indent=6)


def _reason(each: NotJudged) -> str:
    return each.reason


def _name(case: CaseName) -> str:
    return " ".join(part for part in (case.receipt, case.subject, case.matter, case.agency, case.as_of) if part)


def _code(guidance: Guidance | None) -> str:
    return guidance.value if guidance else "none"
