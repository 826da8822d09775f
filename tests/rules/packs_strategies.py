"""Sound rule packs for property tests: lines of every trigger, lists of several keepers, regimes, local terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st
from strawberry import ID

from gateway.rules.adoptions import AdoptionRule
from gateway.rules.model import (
    CatalogueEntry,
    ListRule,
    ListScope,
    LocalTerms,
    OperativeLine,
    PublicityRegime,
    PublicitySpan,
    RulePack,
)
from gateway.rules.trigger import Duration, DurationFrom, Extension, Trigger
from schema.checks import PackVersion
from schema.codes import AgencyKind, MatterKind, RecordKind, Role, Severity
from schema.dates import Period
from schema.measures import BasisKind, Direction, Effect, ListAgreement, MeasureKind
from tests.rules.choosing import one, some, sometimes
from tests.rules.conditions_strategies import ADVERSE, absence, asking, level, triggering
from tests.rules.making import matters, pack
from tests.rules.recognition_strategies import agreement, default
from tests.rules.strategies import LISTS

ALWAYS = Period(starts_on=date(2016, 5, 30))
LATER = Period(starts_on=date(2026, 12, 1))
BEFORE = Period(starts_on=date(2016, 5, 30), ends_before=date(2017, 1, 1))
CONSUMPTION = frozenset(f"RES-{number}" for number in range(21, 28))
ENTRIES = [entry for entry in pack().catalogue.values() if AgencyKind.ASSOCIATION not in entry.measure.participants]
RESTRAINTS = [entry for entry in ENTRIES if entry.measure.direction is Direction.RESTRAINT]
RESTRAINTS += 3 * [entry for entry in RESTRAINTS if entry.persons.extends]  # those have the most to go wrong
INCENTIVES = [entry for entry in ENTRIES if entry.measure.direction is Direction.INCENTIVE]
BASES = [basis for basis in pack().bases.values() if basis.kind in {BasisKind.LAW, BasisKind.CENTRAL_POLICY}]
OFFICES = (Role.LEGAL_REPRESENTATIVE, Role.PRINCIPAL_IN_CHARGE)
MATTERS = sorted(matters())


def _duration(draw: st.DrawFn, kind: RecordKind) -> Duration:
    until_exit = kind is not RecordKind.PENALTY and one(draw, (True, False))
    months = one(draw, (None, 12, 60) if until_exit else (60, 3, 12, 36))
    starts = DurationFrom.PERIOD_START if sometimes(draw) else DurationFrom.DECIDED_ON
    return Duration(text=f"{months} months from {starts}", months=months, starts=starts, until_exit=until_exit)


def _extension(draw: st.DrawFn, kind: RecordKind) -> Extension:
    return Extension(
        bases=some(draw, BASES, least=1),
        duration=_duration(draw, kind),
        by_office=frozenset(one(draw, (OFFICES, (), OFFICES[:1], OFFICES))),
        if_responsible=frozenset(some(draw, list(Role), least=1, most=4)),
    )


def _line(draw: st.DrawFn, name: str, entry: CatalogueEntry, trigger: Trigger, effect: Effect) -> OperativeLine:
    guided = entry.measure.strength.guiding or not any(kind.of_the_state for kind in entry.measure.participants)
    catalogue_only, licences_only = sometimes(draw), effect is Effect.GREEN_CHANNEL
    kinds = (MeasureKind.RECOMMENDED,) if guided or catalogue_only else tuple(MeasureKind)
    return OperativeLine(
        id=name,
        entry=entry,
        effect=effect,
        kind=one(draw, kinds),
        bases=some(draw, BASES, least=1),
        implementer=entry.implementer,
        implementer_inferred=entry.implementer_inferred,
        in_force=one(draw, (ALWAYS, LATER, ALWAYS, ALWAYS)),
        trigger=trigger,
        matters=frozenset() if licences_only else frozenset(some(draw, MATTERS, least=1, most=4)),
        matter_kinds=frozenset({MatterKind.ADMINISTRATIVE_LICENCE}) if licences_only else frozenset(),
        catalogue_only=catalogue_only,
    )


def _restraint(draw: st.DrawFn, name: str, state_lists: tuple[str, ...]) -> OperativeLine:
    entry = one(draw, RESTRAINTS)
    able = entry.measure.id in CONSUMPTION
    kind = RecordKind.ENFORCEMENT_ENTRY if able else one(draw, ADVERSE)
    first = triggering(draw, kind, state_lists, able=able)
    more = (asking(draw, state_lists, adverse=True),) if one(draw, (False, True)) else ()
    effect = one(draw, (Effect.BARRED, Effect.STRICT_REVIEW, Effect.NOTICE))
    line = _line(draw, name, entry, Trigger(has=(first, *more)), effect)
    extension = _extension(draw, kind) if entry.persons.extends else None
    return replace(line, duration=_duration(draw, kind), extension=extension)


def _incentive(draw: st.DrawFn, name: str, state_lists: tuple[str, ...]) -> OperativeLine:
    entry = one(draw, INCENTIVES)
    has = tuple(asking(draw, state_lists, adverse=False) for _ in range(one(draw, (0, 1))))
    levels = tuple(level(draw) for _ in range(one(draw, (0, 1))))
    none = tuple(absence(draw) for _ in range(one(draw, (0, 1) if has or levels else (1, 2))))
    effects = [Effect.PRIORITY, Effect.FEWER_INSPECTIONS, Effect.NOTICE]
    if MatterKind.ADMINISTRATIVE_LICENCE in entry.measure.matter_kinds:
        effects.insert(0, Effect.GREEN_CHANNEL)
    return _line(draw, name, entry, Trigger(has=has, none=none, levels=levels), one(draw, effects))


def list_rule(name: str, kept_by: AgencyKind, scope: ListScope = ListScope.NATIONAL) -> ListRule:
    """Make a list of an invented keeper."""
    words = f"{name} (invented)"
    return ListRule(
        keeper_fields=frozenset({"food"}),
        id=name,
        title=words,
        title_zh=words,
        field="food",
        kept_by=kept_by,
        keeper=words,
        exit_rule=words,
        scope=scope,
    )


def _list_agreement(draw: st.DrawFn, name: str) -> ListAgreement:
    return ListAgreement(
        id=ID(name),
        title=name,
        lists=some(draw, LISTS[:-1], least=1),
        from_issuers=some(draw, ("any", "region:980000", "region:990000"), least=1),
        recognisers=some(draw, ("any", "region:990000"), least=1),
        matters=some(draw, MATTERS) if sometimes(draw) else (),
        in_force=one(draw, (ALWAYS, ALWAYS, BEFORE)),
        basis=BASES[0],
    )


def _regime(draw: st.DrawFn) -> PublicityRegime:
    severities = [severity for severity in Severity if severity is not Severity.UNKNOWN]
    spans: dict[Severity, PublicitySpan] = {}
    for severity in severities:
        spans[severity] = PublicitySpan(min_months=3, max_months=one(draw, (36, 12, 3)))
    return PublicityRegime(id="generated", in_force=ALWAYS, basis=BASES[0], spans=spans)


@st.composite
def packs(draw: st.DrawFn) -> RulePack:
    """Draw a sound pack: one that `tally pack check` would let pass."""
    scopes = (ListScope.NATIONAL, ListScope.REGION)
    lists = {name: list_rule(name, one(draw, list(AgencyKind)), one(draw, scopes)) for name in LISTS[:-1]}
    of_the_state = tuple(name for name, rule in lists.items() if not rule.reference_only)
    makers = [one(draw, (_restraint, _incentive)) for _ in range(one(draw, (2, 3, 4)))]
    return RulePack(
        version=PackVersion(id=ID("generated"), version="1", digest="00"),
        title="generated",
        governs=ALWAYS,
        region="990000" if sometimes(draw) else None,
        local=LocalTerms(incentives=sometimes(draw), restraints=frozenset({"RES-14"})),
        bases={basis.id: basis for basis in BASES},
        catalogue=pack().catalogue,
        lists=lists,
        scales=pack().scales,
        offences=pack().offences,
        record_kinds=pack().record_kinds,
        list_agreements=tuple(_list_agreement(draw, f"lists-{place}") for place in range(one(draw, (0, 1)))),
        agreements=tuple(agreement(draw, f"agreement-{place}") for place in range(one(draw, (0, 1, 2)))),
        defaults=tuple(default(draw, f"default-{place}") for place in range(one(draw, (0, 1)))),
        regimes=(_regime(draw),),
        remedies=pack().remedies,
        objections=pack().objections,
        repairs=pack().repairs,
        rectification=pack().rectification,
        lines=tuple(make(draw, f"line-{place}", of_the_state) for place, make in enumerate(makers)),
    )


def adopted(draw: st.DrawFn, lines: tuple[OperativeLine, ...], agency: str) -> tuple[AdoptionRule, ...]:
    """Draw adoptions by an agency of some lines, for some matters, in some years."""
    return tuple(
        AdoptionRule(
            agency=agency,
            document="(invented for the sandbox)",
            in_force=one(draw, (ALWAYS, ALWAYS, BEFORE)),
            lines=frozenset(some(draw, [line.id for line in lines], least=1, most=4)),
            matters=frozenset(some(draw, MATTERS)) if sometimes(draw) else frozenset(),
        )
        for _ in range(one(draw, (1, 2, 0)))
    )
