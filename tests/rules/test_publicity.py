"""Three publicity regimes; what an approval may still see."""

from __future__ import annotations

from datetime import date

import pytest

from gateway.rules.publicity import may_be_disclosed, public_until, regime_on
from schema.codes import RecordStatus, Severity
from schema.dates import Period
from schema.records import Record
from tests.rules.making import enforcement, entry, environment, model, pack, penalty

DECIDED = date(2023, 2, 28)


@pytest.mark.go("GO-21-a", "GO-24-b")
@pytest.mark.parametrize(
    ("today", "severity", "until"),
    [
        (date(2019, 6, 30), Severity.SERIOUS, None),
        (date(2023, 4, 30), Severity.GENERAL, date(2024, 2, 28)),
        (date(2023, 4, 30), Severity.SERIOUS, date(2026, 2, 28)),
        (date(2023, 5, 1), Severity.GENERAL, date(2026, 2, 28)),
        (date(2026, 3, 31), Severity.MINOR, date(2026, 2, 28)),
        (date(2026, 4, 1), Severity.MINOR, date(2023, 5, 28)),
        (date(2026, 4, 1), Severity.GENERAL, date(2024, 2, 28)),
        (date(2026, 4, 1), Severity.UNKNOWN, date(2024, 2, 28)),
        (date(2026, 4, 1), Severity.NONE, date(2024, 2, 28)),
        (date(2026, 4, 1), Severity.SERIOUS, date(2026, 2, 28)),
    ],
)
def test_the_regime_of_the_day_sets_the_limit(today: date, severity: Severity, until: date | None) -> None:
    record = penalty(decided_on=DECIDED, severity=severity)
    assert public_until(record, regime_on(pack().regimes, today)) == until


TODAY = date(2026, 11, 24)


@pytest.mark.go("GO-21-b", "GO-19-a")
@pytest.mark.parametrize(
    ("record", "seen"),
    [
        (penalty(decided_on=date(2025, 11, 24)), True),
        (penalty(decided_on=date(2025, 11, 23)), False),
        (penalty(decided_on=date(2023, 11, 24), severity=Severity.SERIOUS), True),
        (penalty(decided_on=date(2023, 11, 23), severity=Severity.SERIOUS), False),
        (penalty(decided_on=date(2026, 6, 1), public_until=date(2026, 11, 23)), False),
        (penalty(decided_on=date(2026, 6, 1), public_until=date(2026, 6, 1)), False),
        (penalty(decided_on=date(2026, 6, 1), public_until=date(2026, 5, 31)), True),
        (penalty(decided_on=None), True),
        (penalty(decided_on=date(2026, 6, 1), status=RecordStatus.WITHDRAWN), False),
        (entry(status=RecordStatus.REPAIRED, status_since=TODAY), False),
        (entry(status=RecordStatus.REPAIRED, status_since=date(2026, 11, 25)), True),
        (entry(decided_on=date(2020, 1, 1)), True),
        (entry(decided_on=date(2025, 7, 12), exit_on=date(2026, 11, 14)), True),
        (entry(decided_on=date(2023, 11, 23), exit_on=date(2026, 11, 14)), False),
        (entry(decided_on=date(2020, 1, 1), exit_on=date(2026, 11, 25)), True),
        (entry(decided_on=date(2020, 1, 1), exit_on=TODAY), False),
        (entry(decided_on=date(2020, 1, 1), status=RecordStatus.ENDED, status_since=date(2026, 11, 25)), True),
        (entry(decided_on=date(2020, 1, 1), status=RecordStatus.ENDED, status_since=TODAY), False),
        (entry(decided_on=date(2020, 1, 1), status_since=date(2026, 1, 1)), True),
        (enforcement(decided_on=date(2000, 1, 1)), True),
        (enforcement(period=Period(starts_on=date(2024, 11, 24), ends_before=date(2026, 11, 25))), True),
        (enforcement(period=Period(starts_on=date(2024, 11, 24), ends_before=TODAY)), False),
        (model(decided_on=date(2000, 1, 1), public_until=date(2001, 1, 1)), True),
        (environment("red", decided_on=date(2000, 1, 1)), True),
    ],
)
def test_what_an_approval_may_see(record: Record, *, seen: bool) -> None:
    assert may_be_disclosed(record, TODAY, pack().regimes) is seen
