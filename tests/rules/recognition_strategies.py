"""Recognition agreements, and how unrated subjects are treated, drawn for property tests."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st
from strawberry import ID

from gateway.rules.model import AgreementRule, DefaultRule, GradeRule
from schema.codes import Level
from schema.dates import Period
from schema.evaluations import RecognitionAgreement, RecognitionEffect
from tests.rules.choosing import one, some, sometimes
from tests.rules.conditions_strategies import absence
from tests.rules.making import AS_OF, matters, pack
from tests.rules.strategies import GRADES

_TIMES = (
    Period(starts_on=date(2020, 1, 1)),
    Period(starts_on=date(2020, 1, 1)),
    Period(starts_on=date(2020, 1, 1), ends_before=AS_OF),
)
_ISSUERS = ("any", "own", "region:980000", "region:970000", "region:990000")
_RECOGNISERS = ("any", "region:990000", "region:980000")
_EFFECTS = (RecognitionEffect.EQUIVALENT, RecognitionEffect.EQUIVALENT, RecognitionEffect.REFERENCE)
_ORDER = [Level.EXEMPLARY, Level.GOOD, Level.ORDINARY, Level.WARNED, Level.POOR]
_FIELDS = sorted(GRADES)


@cache
def _ranked(field: str) -> list[GradeRule]:
    grades = {grade.grade: grade for grade in pack().scales[GRADES[field][0]].grades.values() if grade.level in _ORDER}
    return sorted(grades.values(), key=lambda grade: _ORDER.index(grade.level))


def _shown(draw: st.DrawFn, field: str, name: str) -> RecognitionAgreement:
    return RecognitionAgreement(
        id=ID(name),
        title=name,
        from_issuers=some(draw, _ISSUERS, least=1),
        field=field,
        scale=GRADES[field][0],
        recognisers=some(draw, _RECOGNISERS, least=1),
        matters=some(draw, sorted(matters())) if sometimes(draw) else (),
        conditions=(),
        effect=one(draw, _EFFECTS),
        in_force=one(draw, _TIMES),
        basis=next(iter(pack().bases.values())),
    )


def agreement(draw: st.DrawFn, name: str) -> AgreementRule:
    """Draw an agreement with any of its conditions; one that reads grades on a scale reads each as the best."""
    field = one(draw, _FIELDS)
    to_best = {grade.grade: _ranked(field)[0].grade for grade in _ranked(field)} if sometimes(draw) else None
    return AgreementRule(
        shown=_shown(draw, field, name),
        max_age_months=one(draw, (None, None, 12, 24)),
        unexpired=sometimes(draw),
        no_record=absence(draw) if sometimes(draw) else None,
        only_if_no_own=sometimes(draw),
        min_level=one(draw, (None, None, Level.GOOD, Level.ORDINARY)),
        to_scale=pack().scales[GRADES[field][0]] if to_best else None,
        grades=to_best,
    )


def default(draw: st.DrawFn, name: str) -> DefaultRule:
    """Draw how an unrated subject is treated: as one grade if it is clean, as no better one if not."""
    field = one(draw, _FIELDS)
    clean = one(draw, (0, 1, 2))
    otherwise = min(2, clean + one(draw, (1, 0)))
    return DefaultRule(
        shown=_shown(draw, field, name),
        no_record=absence(draw),
        clean=_ranked(field)[clean],
        otherwise=_ranked(field)[otherwise],
    )


@st.composite
def agreements(draw: st.DrawFn) -> tuple[AgreementRule, ...]:
    return tuple(agreement(draw, f"more-{place}") for place in range(one(draw, (1, 2))))
