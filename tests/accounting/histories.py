"""Strategies: histories of feedback as departments and the gateway could make them."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.accounting.making import History, Step, awaited, feedback

OPENED = st.integers(0, 60)
RESULTS = ("APPLIED", "NOT_APPLIED", "LAPSED")


@st.composite
def _history(draw: st.DrawFn) -> History:
    day, due = draw(OPENED), draw(st.integers(0, 20))
    done = draw(st.none() | st.integers(0, 70))
    steps = [awaited(day, day + due)]
    if done is None or done > due:
        steps.append(Step(day=day + due + 1.5, kind="OVERDUE", state="AWAITED", due=day + due))
    agency = draw(st.sampled_from(["tax", "court", "ecology"]))
    if done is not None:
        finding = {"finding": "APPLIED_ENDED"} if draw(st.integers(0, 9)) == 0 else {}
        kind = "APPLIED" if finding else draw(st.sampled_from(RESULTS))
        steps.append(Step(day=day + done + 1.75 if done > due else day + done, kind=kind, by=agency, details=finding))
    return feedback(*steps, agency=agency, measure=draw(st.sampled_from(["RES-01", "RES-02"])))


HISTORIES = st.lists(_history(), min_size=1, max_size=16)
