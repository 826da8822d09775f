"""Writes histories of proceedings into a store, as their desks would, and counts them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from gateway.accounting.counting import count_stretch, is_behind
from gateway.accounting.groups import AccountGroup
from gateway.accounting.ledger import Known
from gateway.rules.calendar import WorkingCalendar, load_calendars
from gateway.store.engine import Store
from gateway.store.events import append_event
from gateway.store.proceedings import NewProceeding, add_parties, add_proceeding
from gateway.store.tables import account_count
from schema.proceedings import ProceedingKind
from tests.configuration.written import CONFIG

CALENDAR: WorkingCalendar = load_calendars(CONFIG / "calendars")
REGIONS = {"tax": "990000", "court": "990000", "ecology": "980000", "customs": "CN"}
KNOWN = Known(regions=REGIONS, agencies={"court-files": "court", "tax-files": "tax"}, calendar=CALENDAR)
START = datetime(2026, 3, 2, 2, tzinfo=UTC)


def at(day: float) -> datetime:
    """Give an instant so many days after 2 March 2026."""
    return START + timedelta(days=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event to be written: its state, or another word, and when; `due` is in days after `START`."""

    day: float
    kind: str
    by: str = "gateway"
    state: str | None = None
    due: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A proceeding from its opening on."""

    kind: ProceedingKind
    steps: tuple[Step, ...]
    content: Mapping[str, Any]
    parties: Mapping[str, str] = field(default_factory=dict)


def feedback(*steps: Step, agency: str = "tax", measure: str = "RES-01") -> History:
    """Write the history of feedback on a measure; its first step is AWAITED."""
    return History(
        kind=ProceedingKind.FEEDBACK,
        steps=steps,
        content={"measure": measure, "region": REGIONS[agency]},
        parties={agency: "IMPLEMENTER"},
    )


def awaited(day: float = 0, due: int | None = 10) -> Step:
    """Open feedback that is due on a day."""
    return Step(day=day, kind="AWAITED", due=due)


class _Role(StrEnum):
    """Roles agencies take part in, of whatever kind of proceeding."""

    IMPLEMENTER = "IMPLEMENTER"
    PROVIDER = "PROVIDER"
    HOLDER = "HOLDER"
    REVIEWER = "REVIEWER"


def write(store: Store, histories: Mapping[str, History]) -> None:
    """Write histories into a store whole, their events in the order of their instants."""
    write_steps(store, histories, ((name, number) for name, each in histories.items() for number in _numbers(each)))


def write_steps(store: Store, histories: Mapping[str, History], steps: Iterable[tuple[str, int]]) -> None:
    """Write steps of histories, by name and number, in the order of their instants, each first with its proceeding."""
    with store.writing() as connection:
        for name, number in sorted(steps, key=lambda step: (histories[step[0]].steps[step[1]].day, step)):
            _write(connection, name, histories[name], number)


def _numbers(history: History) -> range:
    return range(len(history.steps))


def _write(connection: Connection, case_id: str, history: History, number: int) -> None:
    step, content = history.steps[number], json.dumps(history.content).encode()
    state, opened = step.state or step.kind, at(step.day)
    due = (START + timedelta(days=step.due)).date().isoformat() if step.due is not None else None
    told = json.dumps({"state": state, "due_on": due, "details": dict(step.details)})
    if number == 0:
        new = NewProceeding(case_id, history.kind, opened, step.by, None, None, content)
        add_proceeding(connection, new, state)
    seq = append_event(connection, history.kind, case_id, at=opened, kind=step.kind, by=step.by, payload=told)
    if number == 0:
        parties = {agency: [_Role(role)] for agency, role in history.parties.items()}
        add_parties(connection, case_id, parties, seq)


def count(store: Store, now: datetime, most: int = 200) -> None:
    """Count whatever is not counted yet."""
    while True:
        with store.reading() as connection:
            if not is_behind(connection, now):
                return
        with store.writing() as connection:
            count_stretch(connection, KNOWN, now, most)


def counted(store: Store) -> dict[AccountGroup, int]:
    """Give every group with its number."""
    with store.reading() as connection:
        return {AccountGroup(*row[:-1]): row[-1] for row in connection.execute(select(account_count))}


def brief(groups: Mapping[AccountGroup, int]) -> dict[tuple[str, str, str], int]:
    """Give month, result and timing of every group with its number."""
    return {(group.month, group.result, group.timing): number for group, number in groups.items()}


def ids(histories: Iterable[History]) -> dict[str, History]:
    """Name histories."""
    return {f"case-{number:04}": each for number, each in enumerate(histories)}
