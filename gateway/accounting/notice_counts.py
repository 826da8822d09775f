"""Notices by agency and duty. They tell of departments and of no subject, so that every number is shown. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from gateway.accounting.groups import NOTICES, RETURNED, AccountGroup
from gateway.proceedings.model import OVERDUE
from schema.duties import DepartmentDuty
from schema.duty_accounts import NoticeCount
from schema.notices import NoticeState


def notice_counts(groups: Mapping[AccountGroup, int]) -> tuple[NoticeCount, ...]:
    """Count notices by agency and duty."""
    steps: dict[tuple[str, str], Counter[str]] = {}
    for group, size in groups.items():
        if group.indicator == NOTICES:
            steps.setdefault((group.agency, group.item), Counter())[group.result] += size
    return tuple(
        NoticeCount(
            agency=agency,
            duty=DepartmentDuty[duty],
            issued=found[NoticeState.ISSUED.value],
            answered=found[NoticeState.ANSWERED.value],
            returned=found[RETURNED],
            overdue=found[OVERDUE],
            corrected=found[NoticeState.CORRECTED.value],
            closed=found[NoticeState.CLOSED.value],
        )
        for (agency, duty), found in sorted(steps.items())
    )
