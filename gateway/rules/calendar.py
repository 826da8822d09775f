"""Working days from calendars held as data (GO-17-a): `config/calendars/*.toml`; an unknown year is an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults, Table, TomlSource, read_toml
from schema.errors import ErrorCode, Refusal

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """Holidays on weekdays and worked days on weekends of one year, and the notice that sets them."""

    year: int
    source: str
    holidays: frozenset[date]
    worked: frozenset[date]


class WorkingCalendar:
    """Years whose working days are known."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        self.years = {each.year: each for each in years}

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked; raises `Refusal(CALENDAR_UNKNOWN)` for a year without calendar."""
        year = self.years.get(day.year)
        if year is None:
            known = ", ".join(map(str, sorted(self.years))) or "none"
            raise Refusal(
                ErrorCode.CALENDAR_UNKNOWN,
                f"the working days of {day.year} are not known",
                hint=f"add config/calendars/{day.year}.toml; years known: {known}",
            )
        return day in year.worked or (day.weekday() < 5 and day not in year.holidays)

    def add_working_days(self, day: date, count: int) -> date:
        """Give the `count`th working day after a day; the count starts the next day."""
        if count < 0:
            raise ValueError("working days are counted forward")
        while count:
            day += _DAY
            count -= self.is_working(day)
        return day

    def working_days_between(self, day: date, until: date) -> int:
        """Count the working days after a day up to another, that one included; 0 where it is not later.

        Raises `Refusal(CALENDAR_UNKNOWN)`.
        """
        later = (day + _DAY * count for count in range(1, (until - day).days + 1))
        return sum(self.is_working(each) for each in later)


def load_calendars(folder: Path) -> WorkingCalendar:
    """Load every file of the folder; raises `ManifestFaults` with every fault."""
    faults: list[Fault] = []
    years: list[CalendarYear] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            years.append(_read_year(read_toml(path, name=f"{folder.name}/{path.name}"), faults))
        except ManifestFaults as error:
            faults.extend(error.faults)
    if faults:
        raise ManifestFaults(faults)
    return WorkingCalendar(years)


def _read_year(source: TomlSource, faults: list[Fault]) -> CalendarYear:
    root = Table.root(source, faults)
    year = root.integer("year", at_least=2000)
    calendar = CalendarYear(
        year=year,
        source=root.text("source"),
        holidays=_read_days(root, "holidays", year, weekend=False),
        worked=_read_days(root, "worked", year, weekend=True),
    )
    root.finish()
    return calendar


def _read_days(root: Table, key: str, year: int, *, weekend: bool) -> frozenset[date]:
    days = root.days(key)
    for day in days:
        if day.year != year:
            root.fault(f"{day} is not in {year}", "list it in the file of its own year", key=key)
        elif (day.weekday() >= 5) is not weekend:
            which = "a weekend day" if day.weekday() >= 5 else "a weekday"
            root.fault(f"{day} is {which}", "holidays are weekdays that are free, worked are weekend days", key=key)
    return frozenset(days)
