"""Whether a joint case ended by itself, with the record it rests on or the period of the designation (GO-21-c)."""

from __future__ import annotations

from datetime import date

from gateway.rights.state import RecordRights
from schema.joint_cases import JointCaseEnding


def ending_of(last_day: date | None, rights: RecordRights, today: date) -> JointCaseEnding | None:
    """Give why a case is over on a day, by the last day of its designation and its record; None if both stand."""
    if rights.verified_wrong_at is not None:
        return JointCaseEnding.VERIFIED_WRONG
    days = (
        (rights.withdrawn_on, JointCaseEnding.WITHDRAWN),
        (rights.repaired_on, JointCaseEnding.REPAIRED),
        (rights.exit_on, JointCaseEnding.LIST_EXIT),
    )
    for day, ending in days:
        if day is not None and day <= today:
            return ending
    over = last_day is not None and last_day < today
    return JointCaseEnding.PERIOD_OVER if over else None
