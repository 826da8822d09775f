"""Shows a notice to an agency that takes part in it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

import strawberry

from gateway.notices.model import CLOSING, EXPECTED, NOTICES, NoticeFile, words_of
from gateway.proceedings.docket import legal_steps
from gateway.proceedings.model import OVERDUE
from gateway.proceedings.showing import trail_of
from schema.notices import Notice, NoticeAnswer, NoticeState


def shown(found: NoticeFile, agency: str) -> Notice:
    """Give a notice as an agency sees it."""
    content = found.content
    return Notice(
        id=strawberry.ID(found.id),
        state=found.state,
        issued_by=found.opened_by,
        issued_at=found.opened_at,
        agency=content.agency,
        duty=content.duty,
        indicator=content.indicator,
        from_month=content.from_month,
        to_month=content.to_month,
        expected=found.words.get(EXPECTED),
        due_on=found.due_on,
        overdue=found.overdue,
        answers=tuple(_answers(found)),
        closing=found.words.get(CLOSING),
        next_steps=legal_steps(NOTICES, found, agency),
        trail=trail_of(found),
    )


def _answers(found: NoticeFile) -> Iterator[NoticeAnswer]:
    turn, overdue = 0, False
    for event in found.trail:
        if event.kind == NoticeState.ISSUED:
            turn, overdue = turn + 1, False
        elif event.kind == OVERDUE:
            overdue = True
        elif event.kind == NoticeState.ANSWERED:
            yield NoticeAnswer(
                at=event.at,
                answer=found.words.get(words_of("answer", turn)),
                done=found.words.get(words_of("done", turn)),
                overdue=overdue,
                insufficient=found.words.get(words_of("insufficient", turn)),
            )
