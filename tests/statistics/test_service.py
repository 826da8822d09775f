"""The service of the national role refuses what it does not know of."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.statistics.service import StatisticsService
from schema.errors import ErrorCode, Refusal


@pytest.mark.go("GO-27-b")
@pytest.mark.parametrize("question", ["check", "receipt", "a_question_of_tomorrow"])
def test_a_question_it_does_not_know_is_refused_before_anything_of_it_is_read(question: str) -> None:
    unread: Any = None
    with pytest.raises(Refusal) as refused:
        getattr(StatisticsService(unread, unread), question)
    assert refused.value.code is ErrorCode.FORBIDDEN
