from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rights.entries import RightsEntry, RightsKind
from gateway.rights.state import RightsState

START = datetime(2026, 11, 5, tzinfo=UTC)
DAY = date(2026, 11, 5)


def entry(seq: int, kind: RightsKind, **members: Any) -> RightsEntry:
    made = {"record_id": "r1", "subject_ref": "s1", "by": "court", **members}
    return RightsEntry(seq=seq, at=START + timedelta(hours=seq), kind=kind, **made)


def state(*kinds: RightsKind | tuple[RightsKind, dict[str, Any]]) -> RightsState:
    pairs = [kind if isinstance(kind, tuple) else (kind, {}) for kind in kinds]
    return RightsState().advanced(entry(seq, kind, **members) for seq, (kind, members) in enumerate(pairs, 1))


@pytest.mark.go("GO-22-c")
def test_verification_lasts_from_acceptance_to_its_end() -> None:
    begun = state(RightsKind.OBJECTION_ACCEPTED)
    assert begun.of("r1").verification_since == START + timedelta(hours=1)
    assert not begun.of("r2").under_verification
    correct = state(RightsKind.OBJECTION_ACCEPTED, RightsKind.VERIFIED_CORRECT).of("r1")
    assert not correct.under_verification
    assert correct.verified_correct_at == START + timedelta(hours=2)
    wrong = state(RightsKind.OBJECTION_ACCEPTED, RightsKind.VERIFIED_WRONG).of("r1")
    assert (wrong.under_verification, wrong.verified_wrong_at) == (False, START + timedelta(hours=2))


def test_an_open_verification_keeps_its_start() -> None:
    twice = state(RightsKind.OBJECTION_ACCEPTED, RightsKind.OBJECTION_ACCEPTED)
    assert twice.of("r1").verification_since == START + timedelta(hours=1)


def test_a_second_objection_to_a_record_verified_correct_suspends_only_with_new_evidence() -> None:
    ended = (RightsKind.OBJECTION_ACCEPTED, RightsKind.VERIFIED_CORRECT)
    assert not state(*ended, RightsKind.OBJECTION_ACCEPTED).of("r1").under_verification
    with_evidence = state(*ended, (RightsKind.OBJECTION_ACCEPTED, {"new_evidence": True}))
    assert with_evidence.of("r1").verification_since == START + timedelta(hours=3)


def test_verified_correct_without_an_objection_does_not_bar_the_first_one() -> None:
    assert state(RightsKind.VERIFIED_CORRECT, RightsKind.OBJECTION_ACCEPTED).of("r1").under_verification


@pytest.mark.go("GO-21-c")
def test_repair_withdrawal_and_exit_carry_their_day_and_document() -> None:
    dated = {"effective_on": DAY, "document": "样例〔2026〕1号"}
    rights = state((RightsKind.REPAIRED, dated), (RightsKind.WITHDRAWN, dated), (RightsKind.LIST_EXIT, dated)).of("r1")
    assert (rights.repaired_on, rights.withdrawn_on, rights.exit_on) == (DAY, DAY, DAY)
    assert rights.repair_document == rights.withdrawal_document == rights.exit_document == "样例〔2026〕1号"


def test_a_withdrawal_for_a_later_day_leaves_the_suspension_standing() -> None:
    later = (RightsKind.WITHDRAWN, {"effective_on": DAY + timedelta(days=30)})
    assert state(RightsKind.OBJECTION_ACCEPTED, later).of("r1").under_verification


def test_a_later_entry_of_the_same_kind_corrects_the_day() -> None:
    later = {"effective_on": DAY + timedelta(days=9)}
    rights = state((RightsKind.REPAIRED, {"effective_on": DAY}), (RightsKind.REPAIRED, later)).of("r1")
    assert rights.repaired_on == DAY + timedelta(days=9)


@given(st.lists(st.sampled_from(list(RightsKind)), max_size=12), st.lists(st.integers(0, 12), max_size=4))
def test_folding_in_parts_and_twice_gives_the_same_state(kinds: list[RightsKind], cuts: list[int]) -> None:
    entries = [entry(seq, kind, effective_on=DAY, record_id=f"r{seq % 3}") for seq, kind in enumerate(kinds, 1)]
    whole = RightsState().advanced(entries)
    parts = RightsState()
    for cut in sorted(cuts):
        parts = parts.advanced(entries[:cut])
    assert parts.advanced(entries) == whole
    assert whole.position == len(entries)
    assert whole.advanced(entries) is whole
