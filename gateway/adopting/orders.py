"""Reads what a department adopts: it is known, recommended, and for agencies of its kind (GO-02-b, GO-20-a)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from gateway.adopting.model import AdoptionContent
from gateway.office import Office
from gateway.proceedings.reading import LONGEST_DOCUMENT
from gateway.proceedings.words import invalid, read_words
from gateway.rules.memoranda import implements
from gateway.rules.model import OperativeLine, RulePack
from schema.agencies import Agency
from schema.dates import legal_day, period
from schema.graph.adoptions import AdoptionInput
from schema.measures import CatalogueMeasure, MeasureKind
from schema.suggest import did_you_mean

MOST_NAMED = 50


def read_adoption(order: AdoptionInput, slug: str, office: Office) -> AdoptionContent:
    """Read an adoption as the department writes it; raises `Refusal`."""
    agency, now = office.agencies[slug], office.clock()
    pack = office.packs.governing(max(order.starts_on, legal_day(now)), agency.region)
    if not order.measures and not order.lines:
        raise invalid("nothing is adopted", "input.measures", "name measures or lines")
    measures = _known(order.measures, pack.catalogue, "input.measures", "measure")
    lines = _known(order.lines, {each.id for each in pack.lines}, "input.lines", "line")
    _check_kinds(measures, lines, agency, pack)
    matters = _known(order.matters, office.matters, "input.matters", "matter")
    adopted = {*measures, *(each.entry.measure.id for each in pack.lines if each.id in lines)}
    return AdoptionContent(
        region=agency.region,
        measures=measures,
        lines=lines,
        matters=matters,
        document=read_words(order.document, "input.document", LONGEST_DOCUMENT),
        memorandum=_memorandum(order, slug, adopted, office),
        starts_on=order.starts_on,
        known_from=now,
    )


def _known(written: Sequence[str], among: Collection[str], where: str, what: str) -> tuple[str, ...]:
    if len(written) > MOST_NAMED:
        raise invalid(f"{len(written)} are named", where, f"name at most {MOST_NAMED}")
    for name in written:
        if name not in among:
            raise invalid(f"there is no {what} {name[:100]!r}", where, did_you_mean(name, among))
    return tuple(dict.fromkeys(str(name) for name in written))


def _check_kinds(measures: Iterable[str], lines: Collection[str], agency: Agency, pack: RulePack) -> None:
    for name in measures:
        _check_participant(pack.catalogue[name].measure, agency, "input.measures")
    for line in pack.lines:
        if line.id in lines:
            _check_recommended(line)
            _check_participant(line.entry.measure, agency, "input.lines")


def _check_recommended(line: OperativeLine) -> None:
    if line.kind is MeasureKind.MANDATORY:
        raise invalid(
            f"{line.id} is mandatory and binds without being adopted", "input.lines", "name recommended lines"
        )


def _check_participant(measure: CatalogueMeasure, agency: Agency, where: str) -> None:
    if agency.kind not in measure.participants:
        kinds = ", ".join(measure.participants)
        problem = f"{measure.id} is for {kinds}; {agency.slug} is of the kind {agency.kind} (GO-02-b)"
        raise invalid(problem, where, "name measures your agency may implement")


def _memorandum(order: AdoptionInput, slug: str, adopted: Collection[str], office: Office) -> str | None:
    name, where = order.memorandum, "input.memorandum"
    if name is None:
        return None
    if name not in office.memoranda:
        raise invalid(f"there is no memorandum {name[:100]!r}", where, did_you_mean(name, office.memoranda))
    memorandum = office.memoranda[name]
    if not memorandum.in_force.covers(period(order.starts_on, memorandum.in_force.ends_before)):
        raise invalid(f"the memorandum is not in force on {order.starts_on}", where, "leave it out, or name another")
    for measure in sorted(adopted):
        if not implements(memorandum, slug, measure):
            problem = f"in {name}, {slug} does not undertake {measure} (GO-18-b)"
            raise invalid(problem, where, "leave it out, or name one that says so")
    return str(name)
