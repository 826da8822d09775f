"""A rule pack in words: every part of it as ids with labelled facts, to be shown and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gateway.rules.described_recognition import agreement_facts, list_agreement_facts
from gateway.rules.model import (
    AgreementRule,
    CatalogueEntry,
    DefaultRule,
    InspectionClass,
    ListRule,
    ListScope,
    ObjectionTerms,
    OperativeLine,
    PublicityRegime,
    RemedyRule,
    RulePack,
    ScaleRule,
)
from gateway.rules.reading.words import period_words
from gateway.rules.repair import RectificationTerms, RepairRule
from schema.measures import BasisConfidence, LegalBasis
from schema.offences import Offence
from schema.record_kinds import RecordKindBasis

Facts = Mapping[str, str]
Described = Mapping[str, Mapping[str, Facts]]


def described(pack: RulePack) -> Described:
    """Give what a pack holds: by part and id, each fact by its label; facts that are not set are left out."""
    rules: tuple[AgreementRule | DefaultRule, ...] = (*pack.agreements, *pack.defaults)
    parts: dict[str, dict[str, Facts]] = {
        "pack": {"pack": _head(pack)},
        "line": {line.id: _line(line) for line in pack.lines},
        "measure": {name: _entry(entry) for name, entry in pack.catalogue.items()},
        "agreement": {rule.shown.id: agreement_facts(rule) for rule in rules},
        "list agreement": {each.id: list_agreement_facts(each) for each in pack.list_agreements},
        "regime": {regime.id: _regime(regime) for regime in pack.regimes},
        "inspection class": {each.id: _class(each) for each in pack.inspection},
        "scale": {name: _scale(rule) for name, rule in pack.scales.items()},
        "record kind": {f"{each.kind} from {each.in_force.starts_on}": _kind(each) for each in _kinds(pack)},
        "offence": {name: _offence(offence) for name, offence in pack.offences.items()},
        "list": {name: _list(rule) for name, rule in pack.lists.items()},
        "remedy": {rule.remedy.title: _remedy(rule) for rule in pack.remedies},
        "objection": {"objection": _objections(pack.objections)} if pack.objections else {},
        "repair": {rule.id: _repair(rule) for rule in pack.repairs},
        "rectification": {"rectification": _rectification(pack.rectification)} if pack.rectification else {},
        "basis": {name: _basis(basis) for name, basis in pack.bases.items()},
    }
    return {part: {name: _said(facts) for name, facts in items.items()} for part, items in parts.items()}


def _said(facts: Facts) -> Facts:
    return {label: text for label, text in facts.items() if text}


def _head(pack: RulePack) -> Facts:
    return {
        "id": pack.version.id,
        "version": pack.version.version,
        "title": pack.title,
        "governs": period_words(pack.governs),
        "on": pack.on or "",
        "region": pack.region or "",
        "places may add": _terms(pack),
    }


def _terms(pack: RulePack) -> str:
    terms = pack.local
    said = ["incentives"] if terms.incentives else []
    if terms.restraints:
        said.append(f"restraints {_joined(terms.restraints)} by {' or '.join(sorted(terms.restraint_bases))}")
    if terms.association_restraints:
        said.append(f"associations' {_joined(terms.association_restraints)} by their conventions")
    return "; ".join(said)


def _line(line: OperativeLine) -> Facts:
    trigger = line.trigger
    extension = line.extension
    conditions = [each.text for each in trigger.has]
    conditions += [each.text for each in trigger.none] + [each.text for each in trigger.levels]
    return {
        "measure": line.entry.measure.id,
        "effect": line.effect.value,
        "kind": line.kind.value,
        "catalogue only": "yes" if line.catalogue_only else "",
        "when": "; ".join(conditions),
        "matters": _joined((*line.matters, *(kind.value for kind in line.matter_kinds))),
        "duration": line.duration.text if line.duration else "",
        "in force": period_words(line.in_force),
        "bases": ", ".join(basis.id for basis in line.bases),
        "unverified": _joined(basis.id for basis in line.bases if basis.confidence is BasisConfidence.UNVERIFIED),
        "implementer": line.implementer + (" (our reading)" if line.implementer_inferred else ""),
        "persons by office": _joined(role.value for role in extension.by_office) if extension else "",
        "persons if responsible": _joined(role.value for role in extension.if_responsible) if extension else "",
        "persons bases": _joined(basis.id for basis in extension.bases) if extension else "",
        "persons duration": extension.duration.text if extension and extension.duration else "",
    }


def _entry(entry: CatalogueEntry) -> Facts:
    measure = entry.measure
    return {
        "title": f"{measure.title} {measure.title_zh}",
        "paragraph": f"({measure.paragraph})",
        "strength": measure.strength.value,
        "matter kinds": _joined(kind.value for kind in measure.matter_kinds),
        "implementer": entry.implementer + (" (our reading)" if entry.implementer_inferred else ""),
        "persons": entry.persons.value,
        "operative": "yes" if measure.operative else "no",
    }


def _regime(regime: PublicityRegime) -> Facts:
    spans = {
        severity.value: f"{span.min_months} to {span.max_months} months" for severity, span in regime.spans.items()
    }
    return {"in force": period_words(regime.in_force), "basis": regime.basis.id, **spans}


def _class(each: InspectionClass) -> Facts:
    return {
        "title": f"{each.title} {each.title_zh}",
        "frequency": each.frequency,
        "visits a year": "" if each.visits_a_year is None else str(each.visits_a_year),
        "random share": "" if each.random_share_percent is None else f"{each.random_share_percent} %",
        "follows from": "nothing, it is the standard class" if each.standard else _joined(each.effects),
        "when": "; ".join(level.text for level in each.levels),
        "basis": each.basis.id,
    }


def _scale(rule: ScaleRule) -> Facts:
    levels = {grade.grade: grade.level.value for grade in rule.grades.values()}
    return {
        "title": f"{rule.scale.title} {rule.scale.title_zh}",
        "field": rule.scale.field,
        "grades": ", ".join(f"{grade} = {level}" for grade, level in levels.items()),
        "in force": period_words(rule.scale.in_force),
    }


def _kinds(pack: RulePack) -> Iterable[RecordKindBasis]:
    return (entry for entries in pack.record_kinds.values() for entry in entries)


def _kind(entry: RecordKindBasis) -> Facts:
    return {"bases": ", ".join(basis.id for basis in entry.bases), "in force": period_words(entry.in_force)}


def _offence(offence: Offence) -> Facts:
    return {
        "title": f"{offence.title} {offence.title_zh}",
        "area": offence.area.value if offence.area else "",
        "field": offence.field or "",
        "in force": period_words(offence.in_force),
    }


def _list(rule: ListRule) -> Facts:
    return {
        "title": f"{rule.title} {rule.title_zh}",
        "field": rule.field,
        "kept by": f"{rule.keeper} ({rule.kept_by.value}, field {_joined(rule.keeper_fields)})",
        "counts": "in the region of the issuer" if rule.scope is ListScope.REGION else "everywhere",
        "exit": rule.exit_rule,
    }


def _remedy(rule: RemedyRule) -> Facts:
    remedy = rule.remedy
    against = _joined(kind.value for kind in rule.record_kinds) or "every record"
    return {"body": remedy.body, "time limit": remedy.time_limit, "basis": remedy.basis.id, "against": against}


def _objections(terms: ObjectionTerms) -> Facts:
    return {
        "verification": f"{terms.verification_days} working days",
        "correction": f"{terms.correction_days} working days",
        "basis": terms.basis.id,
        "says": terms.says,
    }


def _repair(rule: RepairRule) -> Facts:
    prescribed = "as the decision document prescribes"
    return {
        "of": _joined(rule.record_kinds),
        "on lists": _joined(rule.lists),
        "needs evidence of": ", ".join(rule.needs),
        "takes effect": "after the least publicity" if rule.least_publicity else "",
        "within": prescribed if rule.within_months is None else f"{rule.within_months} months of the decision",
        "handled in": f"{rule.handling_days} working days ({rule.says})",
        "in force": period_words(rule.in_force),
        "basis": rule.basis.id,
    }


def _rectification(terms: RectificationTerms) -> Facts:
    return {"within": f"{terms.working_days} working days ({terms.says})", "basis": terms.basis.id}


def _basis(basis: LegalBasis) -> Facts:
    return {
        "title": f"{basis.title} {basis.title_zh}",
        "article": basis.article or "",
        "kind": basis.kind.value,
        "in force": period_words(basis.in_force),
        "confidence": basis.confidence.value,
    }


def _joined(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
