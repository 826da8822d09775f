"""Which agencies failed which duty, told from what the tables show and nothing else. Pure."""

from __future__ import annotations

from gateway.accounting.groups import BOTH, NOTICES, AccountGroup
from gateway.accounting.notice_counts import notice_counts
from gateway.accounting.tables import Groups, count_of
from schema.duties import DutyResult, Indicator, Timing
from schema.duty_accounts import DutyFailure

_OF_SUBJECTS = frozenset({Indicator.COMMITMENTS})  # their subjects owe them, not the departments


def failures(groups: Groups) -> tuple[DutyFailure, ...]:
    """Give every agency with anything wrong, late or not done, by indicator; zero is not listed."""
    issued = {(each.agency, each.duty): each.issued for each in notice_counts(groups)}
    places = sorted({(group.agency, group.indicator) for group in groups if _failed(group)})
    return tuple(
        DutyFailure(
            agency=agency,
            duty=Indicator[indicator].duty,
            indicator=Indicator[indicator],
            failed=count_of({group: size for group, size in own.items() if _failed(group)}),
            of=count_of(own),
            notices=issued.get((agency, Indicator[indicator].duty), 0),
        )
        for agency, indicator in places
        for own in ({group: size for group, size in groups.items() if group[1:3] == (indicator, agency)},)
    )


def _failed(group: AccountGroup) -> bool:
    if group.indicator == NOTICES or Indicator[group.indicator] in _OF_SUBJECTS:
        return False
    wrong = any(DutyResult[each].failing for each in group.result.split(BOTH))
    return wrong or Timing[group.timing].failing
