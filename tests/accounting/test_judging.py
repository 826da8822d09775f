"""What each kind of happening is to the accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from gateway.accounting.groups import Place
from gateway.accounting.happenings import Entry, Happening
from gateway.accounting.judging import Counted, FoundOverdue, Judgement, Moved, judge
from schema.duties import Timing
from schema.proceedings import ProceedingKind as Kind
from tests.accounting.making import CALENDAR, REGIONS, START, at

Steps = tuple[tuple[float, str, int | None], ...]


def judged(
    kind: Kind,
    *steps: tuple[float, str, int | None],
    by: str = "tax",
    details: Mapping[str, Any] | None = None,
    content: Mapping[str, Any] | None = None,
    parties: Mapping[str, tuple[str, ...]] | None = None,
    state: str | None = None,
) -> Judgement:
    """Judge the last of some steps, each of a day, a word, and the day due from then on."""
    entries = [
        Entry(
            sequence=number,
            at=at(day),
            kind=word,
            by=by,
            state=word,
            due_on=None if due is None else (START + timedelta(days=due)).date(),
        )
        for number, (day, word, due) in enumerate(steps)
    ]
    last = entries.pop()
    entry = Entry(
        sequence=last.sequence,
        at=last.at,
        kind=last.kind,
        by=by,
        state=state or last.state,
        due_on=last.due_on,
        details=details or {},
    )
    happening = Happening(
        kind=kind,
        case_id="c",
        entry=entry,
        before=tuple(entries),
        content=content or {},
        parties=parties or {},
    )
    return judge(happening, REGIONS, CALENDAR)


def test_a_publication_is_timed_by_the_day_it_was_published_whenever_that_was_reported() -> None:
    content = {"record_kind": "PENALTY", "decided_on": "2026-03-02", "region": "990000"}
    for published, timing in (
        ("2026-03-11", Timing.SOON),
        ("2026-03-16", Timing.LATE),
        ("2026-04-16", Timing.VERY_LATE),
    ):
        found = judged(
            Kind.PUBLICATION,
            (0, "DUE", 9),
            (60, "PUBLISHED", None),
            details={"published_on": published},
            content=content,
            parties={"HOLDER": ("tax",)},
        )
        assert found == Counted(Place("PUBLICATIONS", "tax", "990000", "PENALTY"), "PUBLISHED", timing)


def test_an_objection_is_of_who_verified_it_and_overdue_for_who_provides_the_record() -> None:
    parties = {"HANDLER": ("customs",), "PROVIDER": ("court",), "ISSUER": ("ecology",)}
    steps = ((0, "LODGED", None), (0, "INFORMED", None), (1, "UNDER_VERIFICATION", 15))
    content = {"record_kind": "PENALTY"}

    def told(*last: tuple[float, str, int | None], by: str, state: str | None = None) -> Judgement:
        return judged(Kind.OBJECTION, *steps, *last, by=by, parties=parties, content=content, state=state)

    place = Place("OBJECTIONS", "ecology", "980000", "PENALTY")
    assert told((9, "VERIFIED_WRONG", 20), by="ecology") == Counted(place, "VERIFIED_WRONG", Timing.SOON)
    overdue = FoundOverdue(Place("OBJECTIONS", "court", "990000", "PENALTY"))
    assert told((16, "OVERDUE", 15), by="gateway", state="UNDER_VERIFICATION") == overdue
    assert told((9, "VERIFIED_WRONG", 20), (30, "OVERDUE", 20), by="gateway", state="VERIFIED_WRONG") is None
    assert told((9, "VERIFIED_WRONG", 20), (12, "CORRECTED", None), by="court") is None
    assert told(by="court") == Moved()
    refused = judged(Kind.OBJECTION, *steps[:2], (2, "REFUSED", None), by="customs", parties=parties, content=content)
    assert refused == Counted(Place("OBJECTIONS", "customs", "CN", "PENALTY"), "REFUSED", Timing.UNTIMED)


def test_a_rectification_is_timed_by_the_answer_that_was_confirmed_and_not_by_who_confirms() -> None:
    steps: Steps = ((0, "OPEN", 7), (3, "ANSWERED", 30), (20, "OPEN", 27), (26, "ANSWERED", 50), (90, "DONE", None))
    found = judged(
        Kind.RECTIFICATION,
        *steps,
        by="court",
        content={"matter": "tender"},
        parties={"RECTIFIER": ("tax",), "CONFIRMER": ("court",)},
    )
    assert found == Counted(Place("RECTIFICATIONS", "tax", "990000", "tender"), "DONE", Timing.IN_TIME)
    waiting = judged(Kind.RECTIFICATION, *steps[:4], (51, "OVERDUE", 50), by="gateway", state="ANSWERED")
    assert waiting is None


def test_a_repair_waits_for_its_reviewer_and_not_while_the_applicant_is_asked() -> None:
    parties = {"REVIEWER": ("tax",), "APPLICANT": ("customs",)}
    content = {"record_kind": "PENALTY"}
    asked: Steps = ((0, "APPLIED_FOR", 10), (1, "UNDER_REVIEW", 10), (2, "MORE_EVIDENCE_ASKED", 12))
    late = judged(Kind.REPAIR, *asked, (13, "OVERDUE", 12), by="gateway", state="MORE_EVIDENCE_ASKED", parties=parties)
    assert late is None
    given = judged(Kind.REPAIR, *asked[:2], (5, "GRANTED", None), parties=parties, content=content)
    assert given == Counted(Place("REPAIRS", "tax", "990000", "PENALTY"), "GRANTED", Timing.SOON)


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ({"receipt": "r", "receipt_faults": [], "findings": []}, "CHECKED"),
        ({"receipt": None, "receipt_faults": [], "findings": []}, "UNCOMPELLED"),
        ({"receipt": None, "receipt_faults": [], "findings": ["WITHOUT_RECEIPT"]}, "WITHOUT_RECEIPT"),
        (
            {"receipt": "r", "receipt_faults": [], "findings": ["APPLIED_SUSPENDED", "AGAINST_BARRED"]},
            "AGAINST_BARRED+APPLIED_SUSPENDED",
        ),
        ({"receipt": "r", "receipt_faults": ["TOO_OLD"], "findings": ["INVALID_RECEIPT"]}, "INVALID_RECEIPT"),
        ({"receipt": "r", "receipt_faults": ["TOO_OLD"], "findings": []}, "UNCOMPELLED"),
    ],
)
def test_a_decision_is_counted_once_with_everything_that_is_wrong_with_it(said: dict[str, Any], result: str) -> None:
    found = judged(Kind.DECISION, (0, "REPORTED", None), content={"matter": "tender", "region": "CN", **said})
    assert found == Counted(Place("CHECKS", "tax", "CN", "tender"), result, Timing.UNTIMED)


def test_a_departments_last_answer_to_a_joint_case_is_counted_and_what_came_before_it_is_not() -> None:
    content = {"designation": {"list_id": "environment", "kind": "SERIOUS_DISHONESTY_ENTRY"}}

    def told(response: str, **changes: Any) -> Judgement:
        said = {"response": response, "agency": "tax"}
        return judged(Kind.JOINT_CASE, (0, "RESPONDED", None), details=said, content={**content, **changes})

    place = Place("JOINT_CASES", "tax", "990000", "environment")
    assert told("APPLIED") == Counted(place, "APPLIED", Timing.UNTIMED)
    assert told("RECEIVED") is told("CONFIRMED") is None
    plain = told("REFUSED", designation={"kind": "RED_LIST_ENTRY"})
    assert plain == Counted(place._replace(item="RED_LIST_ENTRY"), "REFUSED", Timing.UNTIMED)


def test_every_step_of_a_notice_is_counted_and_one_sent_back_is_told_from_one_issued() -> None:
    content = {"agency": "court", "duty": "SHARING"}
    place = Place("NOTICES", "court", "990000", "SHARING")
    first: Steps = ((0, "ISSUED", 9), (5, "ANSWERED", None), (6, "ISSUED", 20))
    results = [judged(Kind.NOTICE, *first[: number + 1], content=content) for number in range(3)]
    assert results == [Counted(place, word, Timing.UNTIMED) for word in ("ISSUED", "ANSWERED", "RETURNED")]


def test_what_is_no_duty_is_not_counted() -> None:
    assert judged(Kind.WATCH, (0, "WATCHED", None)) is judged(Kind.ADOPTION, (0, "ADOPTED", None)) is None
