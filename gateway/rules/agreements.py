"""Does a recognition agreement cover an evaluation, and do its conditions hold (GO-16-b, GO-16-c)?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gateway.rules.conditions import LEVELS, Finding, absent
from gateway.rules.facts import Facts
from gateway.rules.model import AgreementRule
from gateway.rules.parties import OWN, is_party
from gateway.rules.regions import NATIONAL, within
from gateway.rules.truth import known
from schema.agencies import Agency, Matter
from schema.codes import Level
from schema.dates import add_months
from schema.evaluations import RecognitionAgreement
from schema.measures import ListAgreement, Truth
from schema.records import Authority, Evaluation

_STRICTNESS = (Level.EXEMPLARY, Level.GOOD, Level.ORDINARY, Level.NOT_RATED, Level.WARNED, Level.POOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """Who is asked to recognise, for what, and when; without a matter it is asked whether it recognises for any."""

    agency: Agency
    matter: Matter | None
    as_of: date


def issued_by(issuer: Authority, agency: Agency) -> bool:
    """Tell whether the issuer of a record is the agency itself."""
    return (issuer.agency is not None and issuer.agency == agency.slug) or issuer.code == agency.code


def is_own(evaluation: Evaluation, agency: Agency) -> bool:
    """Tell whether an evaluation was given by the agency itself, for a region it lies in, or by a national body."""
    return is_near(evaluation.issuer, agency)


def is_near(issuer: Authority, agency: Agency) -> bool:
    """Tell whether an issuer is the agency itself, of a region the agency lies in, or a national body."""
    if issued_by(issuer, agency):
        return True
    return issuer.region is not None and (issuer.region == NATIONAL or within(agency.region, issuer.region))


def covers(rule: AgreementRule, evaluation: Evaluation, recogniser: Recogniser) -> bool:
    """Tell whether an agreement on the evaluation's scale is about it, recogniser and matter, in force or not."""
    shown = rule.shown
    return shown.field == evaluation.field and _from(shown, evaluation, recogniser.agency) and admits(shown, recogniser)


def admits(shown: RecognitionAgreement | ListAgreement, recogniser: Recogniser) -> bool:
    """Tell whether an agreement lets this agency recognise on this matter."""
    matter = recogniser.matter
    for_matter = matter is None or not shown.matters or matter.id in shown.matters
    return for_matter and is_party(shown.recognisers, recogniser.agency.slug, recogniser.agency.region)


def conditions(
    rule: AgreementRule, evaluation: Evaluation, level: Level, facts: Facts, *, own: bool
) -> tuple[Finding, ...]:
    """Evaluate the conditions of an agreement that covers an evaluation; `own`: the asker's side has rated itself."""
    found: list[Finding] = []
    if rule.max_age_months is not None:
        found.append(_young(rule.max_age_months, evaluation, facts.as_of))
    if rule.unexpired:
        holds = None if evaluation.period is None else evaluation.period.holds_on(facts.as_of)
        found.append(Finding("the evaluation has not expired", known(holds=holds)))
    if rule.only_if_no_own:
        found.append(Finding("the asker's own side has not rated the subject", known(holds=not own)))
    if rule.min_level is not None:
        reached = level in LEVELS and LEVELS.index(level) <= LEVELS.index(rule.min_level)
        found.append(Finding(f"its level is {rule.min_level} or better", known(holds=reached)))
    if rule.no_record is not None:
        found.append(absent(rule.no_record, facts))
    return tuple(found)


def recognised(rule: AgreementRule, grade: str, level: Level) -> tuple[str, Level] | None:
    """Give the grade and level recognised, never better than the issuer's own level; None for an unmapped grade."""
    if rule.to_scale is None:
        return grade, level
    target = rule.to_scale.grade((rule.grades or {}).get(grade, ""))
    return None if target is None else (target.grade, stricter((level, target.level)))


def stricter(levels: Iterable[Level]) -> Level:
    """Give the level that favours the subject least."""
    return max(levels, key=strictness)


def strictness(level: Level) -> int:
    """Rank a level by how little it favours the subject; NOT_RATED stands between ORDINARY and WARNED."""
    return _STRICTNESS.index(level)


def dated(evaluation: Evaluation) -> date | None:
    """Give the day an evaluation counts from: its decision, else the end of the year it evaluates."""
    if evaluation.decided_on is not None:
        return evaluation.decided_on
    return None if evaluation.year is None else date(evaluation.year, 12, 31)


def _young(months: int, evaluation: Evaluation, as_of: date) -> Finding:
    day = dated(evaluation)
    holds = None if day is None else add_months(as_of, -months) <= day
    return Finding(f"the evaluation is at most {months} months old", known(holds=holds))


def _from(shown: RecognitionAgreement, evaluation: Evaluation, agency: Agency) -> bool:
    if OWN in shown.from_issuers and is_own(evaluation, agency):
        return True
    issuer = evaluation.issuer
    return is_party(shown.from_issuers, issuer.agency, issuer.region)


def failed(findings: Iterable[Finding], truth: Truth) -> tuple[str, ...]:
    """Name the conditions that came out so."""
    return tuple(finding.text for finding in findings if finding.truth is truth)
