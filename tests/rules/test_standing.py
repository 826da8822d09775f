"""From when and until when a record stands: made, begun, repaired, withdrawn, ended, left, over (GO-21-c)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gateway.rules.standing import begun, cleared, ended, endings, entry_in_force
from schema.codes import RecordStatus
from schema.dates import Period
from schema.records import Record
from tests.rules.making import AS_OF, enforcement, entry, environment, evaluation, model, penalty

BEFORE, AFTER = AS_OF - timedelta(days=1), AS_OF + timedelta(days=1)
REPAIR, WITHDRAWAL, END = "the credit repair took effect", "its issuer withdrew the record", "its issuer ended it"
LEFT, OVER = "it left the list", "its own period is over"


def lasting(ends_before: date | None, starts_on: date = date(2020, 1, 1)) -> dict[str, Any]:
    return {"period": Period(starts_on=starts_on, ends_before=ends_before)}


@pytest.mark.go("GO-21-c", "GO-19-a")
@pytest.mark.parametrize(
    ("record", "told"),
    [
        (penalty(), []),
        (penalty(status=RecordStatus.REPAIRED, status_since=BEFORE), [(BEFORE, REPAIR)]),
        (penalty(status=RecordStatus.WITHDRAWN, status_since=None), [(None, WITHDRAWAL)]),
        (penalty(status=RecordStatus.ENDED, status_since=AFTER), [(AFTER, END)]),
        (entry(exit_on=AS_OF), [(AS_OF, LEFT)]),
        (entry(exit_on=AS_OF, **lasting(AFTER)), [(AS_OF, LEFT), (AFTER, OVER)]),
        (enforcement(**lasting(AFTER)), [(AFTER, OVER)]),
        (enforcement(**lasting(None)), []),
        (model(**lasting(AFTER)), [(AFTER, OVER)]),
        (environment("blue"), [(date(2027, 12, 28), OVER)]),
        (penalty(**lasting(BEFORE)), []),
    ],
)
def test_every_ending_a_record_states(record: Record, told: list[tuple[date | None, str]]) -> None:
    assert [(each.on, each.why) for each in endings(record)] == told


@pytest.mark.go("GO-21-c")
@pytest.mark.parametrize(
    ("record", "why"),
    [
        (penalty(), None),
        (entry(exit_on=BEFORE), LEFT),
        (entry(exit_on=AS_OF), LEFT),
        (entry(exit_on=AFTER), None),
        (entry(exit_on=AFTER, **lasting(AS_OF)), OVER),
        (entry(exit_on=AS_OF, **lasting(BEFORE)), OVER),
        (entry(exit_on=BEFORE, **lasting(AS_OF)), LEFT),
        (entry(status=RecordStatus.REPAIRED, status_since=AS_OF, exit_on=AS_OF), REPAIR),
        (entry(status=RecordStatus.WITHDRAWN, status_since=None, exit_on=AS_OF), LEFT),
        (entry(status=RecordStatus.WITHDRAWN, status_since=None), WITHDRAWAL),
        (entry(status=RecordStatus.WITHDRAWN, status_since=None, exit_on=AFTER), WITHDRAWAL),
        (entry(status=RecordStatus.REPAIRED, status_since=AFTER), None),
    ],
)
def test_the_first_ending_that_has_come_counts(record: Record, why: str | None) -> None:
    found = ended(record, AS_OF)
    assert (found.why if found else None) == why


@pytest.mark.parametrize(
    ("record", "has"),
    [
        (penalty(decided_on=AS_OF), True),
        (penalty(decided_on=AFTER), False),
        (penalty(decided_on=None), True),
        (entry(**lasting(None, starts_on=AS_OF)), True),
        (entry(**lasting(None, starts_on=AFTER)), False),
        (penalty(**lasting(None, starts_on=AFTER)), True),
        (evaluation("tax", "tax-2025", "A", decided_on=None, **lasting(None, starts_on=AFTER)), False),
    ],
)
def test_a_record_has_begun_once_it_is_made_and_its_own_period_runs(record: Record, *, has: bool) -> None:
    assert begun(record, AS_OF) is has


@pytest.mark.go("GO-04-b")
@pytest.mark.parametrize(
    ("status", "since", "is_cleared"),
    [
        (RecordStatus.CURRENT, None, False),
        (RecordStatus.ENDED, BEFORE, False),
        (RecordStatus.REPAIRED, AS_OF, True),
        (RecordStatus.REPAIRED, AFTER, False),
        (RecordStatus.REPAIRED, None, True),
        (RecordStatus.WITHDRAWN, BEFORE, True),
        (RecordStatus.WITHDRAWN, AFTER, False),
    ],
)
def test_what_was_repaired_or_withdrawn_counts_no_more(
    status: RecordStatus, since: date | None, *, is_cleared: bool
) -> None:
    assert cleared(penalty(status=status, status_since=since), AS_OF) is is_cleared


@pytest.mark.parametrize(
    ("record", "in_force"),
    [
        (entry(), True),
        (enforcement(), True),
        (penalty(), False),
        (model(), False),
        (entry(exit_on=AS_OF), False),
        (entry(decided_on=AFTER), False),
    ],
)
def test_entries_on_lists_and_of_enforcement_are_in_force_while_they_stand(record: Record, *, in_force: bool) -> None:
    assert entry_in_force(record, AS_OF) is in_force
