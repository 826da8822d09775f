"""Hypothesis strategies for dossiers: records of every kind, gaps, disputes, endings, around the edges of windows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from gateway.stages.dossier import Dossier
from schema.codes import (
    CommitmentKind,
    CourtCaseKind,
    JudgmentOutcome,
    PartyRole,
    PenaltyKind,
    PublicInterest,
    RecordStatus,
    Severity,
)
from schema.dates import Period, add_years
from schema.records import (
    CreditCommitment,
    EnforcementEntry,
    Evaluation,
    Judgment,
    Penalty,
    PublicInterestLitigation,
    Record,
    RedListEntry,
    SeriousDishonestyEntry,
)
from tests.rules.making import (
    ADVERSE,
    AS_OF,
    EVERYTHING,
    FIELDS,
    authority,
    commitment,
    dossier,
    enforcement,
    entry,
    evaluation,
    judgment,
    litigation,
    model,
    penalty,
)

GRADES = {
    "tax": ("tax-2025", "ABMCD"),
    "environment": ("environment-2013", ("green", "blue", "yellow", "red")),
    "highway-construction": ("highway-2009", ("AA", "A", "B", "C", "D")),
    "customs": ("customs-2021", ("advanced certified", "others", "dishonest")),
}
REGIONS = ("990000", "980000", "970000", "CN")
LISTS = ("market-regulation", "fiscal-fund", "environment", "builders-conduct", "no-such-list")
_KEYS = st.uuids().map(str)
_DISPUTED = st.none() | st.just(datetime(2026, 11, 1, tzinfo=UTC))


@cache
def days(as_of: date = AS_OF) -> st.SearchStrategy[date | None]:
    """Dates around the edges of windows and durations, and none at all."""
    edges = [add_years(as_of, -years) + timedelta(days=shift) for years in (0, 1, 2, 3, 5) for shift in (-1, 0, 1)]
    return st.none() | st.sampled_from(edges) | st.dates(add_years(as_of, -6), as_of)


def _common(as_of: date) -> dict[str, st.SearchStrategy[object]]:
    return {
        "key": _KEYS,
        "decided_on": days(as_of),
        "verification_since": _DISPUTED,
        "status": st.sampled_from([RecordStatus.CURRENT, RecordStatus.CURRENT, *RecordStatus]),
        "status_since": days(as_of),
        "name_differs": st.sampled_from([False, False, False, True]),
        "reference_only": st.sampled_from([False, False, False, True]),
    }


@cache
def penalties(as_of: date = AS_OF) -> st.SearchStrategy[Penalty]:
    return st.builds(
        penalty,
        **_common(as_of),
        severity=st.sampled_from(Severity),
        penalty_kinds=st.sampled_from([(PenaltyKind.FINE,), (PenaltyKind.REVOKE_LICENCE,)]),
        legal_basis=st.sampled_from([None, "《中华人民共和国食品安全法》", "其他"]),
    )


@cache
def entries(as_of: date = AS_OF) -> st.SearchStrategy[SeriousDishonestyEntry]:
    return st.builds(
        entry,
        **_common(as_of),
        list_id=st.sampled_from(LISTS),
        exit_on=st.none() | days(as_of),
        issuer=st.builds(authority, st.none(), st.none() | st.sampled_from(REGIONS)),
    )


@cache
def enforcements(as_of: date = AS_OF) -> st.SearchStrategy[EnforcementEntry]:
    return st.builds(enforcement, **_common(as_of), able_and_refuses=st.sampled_from([True, False, None]))


@cache
def models(as_of: date = AS_OF) -> st.SearchStrategy[RedListEntry]:
    return st.builds(model, **_common(as_of))


@cache
@st.composite
def evaluations(draw: st.DrawFn, as_of: date = AS_OF) -> Evaluation:
    field = draw(st.sampled_from(FIELDS))
    scale, grades = GRADES[field]
    return evaluation(
        field,
        scale,
        draw(st.sampled_from(grades)),
        key=draw(_KEYS),
        decided_on=draw(days(as_of)),
        issuer=authority(None, draw(st.sampled_from(REGIONS))),
        period=draw(st.none() | st.just(Period(starts_on=date(2020, 1, 1)))),
        name_differs=draw(st.sampled_from([False, False, True])),
    )


def commitments(as_of: date = AS_OF) -> st.SearchStrategy[CreditCommitment]:
    return st.builds(
        commitment,
        **_common(as_of),
        commitment_kind=st.sampled_from(CommitmentKind),
        fulfilled=st.sampled_from([True, False, None]),
        due_on=days(as_of),
        severity=st.sampled_from(Severity),
    )


@cache
def litigations(as_of: date = AS_OF) -> st.SearchStrategy[PublicInterestLitigation]:
    return st.builds(
        litigation,
        **_common(as_of),
        interest=st.sampled_from(PublicInterest),
        upheld=st.sampled_from([True, False, None]),
        severity=st.sampled_from(Severity),
    )


@cache
def judgments(as_of: date = AS_OF) -> st.SearchStrategy[Judgment]:
    return st.builds(
        judgment,
        **_common(as_of),
        case_kind=st.sampled_from(CourtCaseKind),
        party_role=st.sampled_from(PartyRole),
        outcome=st.none() | st.sampled_from(JudgmentOutcome),
        final=st.sampled_from([True, False, None]),
        severity=st.sampled_from(Severity),
    )


def adverse(as_of: date = AS_OF) -> st.SearchStrategy[Record]:
    return penalties(as_of) | entries(as_of) | enforcements(as_of)


@cache
def records(as_of: date = AS_OF) -> st.SearchStrategy[tuple[Record, ...]]:
    anything = adverse(as_of) | models(as_of) | evaluations(as_of) | commitments(as_of)
    anything |= litigations(as_of) | judgments(as_of)
    return st.lists(anything, max_size=6, unique_by=lambda record: record.id).map(tuple)


KINDS = tuple(
    sorted({kind.value for kind in ADVERSE} | {"RED_LIST_ENTRY"} | {f"EVALUATION:{field}" for field in FIELDS})
)


@cache
@st.composite
def dossiers(draw: st.DrawFn, as_of: date = AS_OF) -> Dossier:
    found = draw(records(as_of))
    gaps = draw(st.sets(st.sampled_from(KINDS), max_size=2))
    cached = draw(st.sets(st.sampled_from([record.id for record in found]))) if found else set()
    return dossier(*found, gaps=gaps, supplied=EVERYTHING, cached=frozenset(cached))
