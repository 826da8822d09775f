"""Conditions in plain words, made once when a pack is read."""

from __future__ import annotations

from collections.abc import Iterable

from schema.codes import AgencyKind, Level, RecordKind
from schema.dates import Period

KIND_WORDS = {
    RecordKind.REGISTRATION: "registration",
    RecordKind.LICENCE: "administrative licence",
    RecordKind.PENALTY: "administrative penalty",
    RecordKind.RED_LIST_ENTRY: "designation as integrity model",
    RecordKind.SERIOUS_DISHONESTY_ENTRY: "entry on a serious-dishonesty list",
    RecordKind.ENFORCEMENT_ENTRY: "entry as dishonest person subject to enforcement",
    RecordKind.EVALUATION: "evaluation",
    RecordKind.COMMITMENT: "credit commitment",
    RecordKind.PUBLIC_INTEREST_LITIGATION: "public-interest action",
    RecordKind.JUDGMENT: "judgment of a court",
}

AGENCY_WORDS = {
    AgencyKind.GOVERNMENT: "government departments",
    AgencyKind.COURT: "courts",
    AgencyKind.ASSOCIATION: "industry associations",
    AgencyKind.CREDIT_SERVICE: "credit service agencies",
    AgencyKind.FINANCIAL: "market institutions",
    AgencyKind.PUBLIC: "media and the public",
}


def kinds_words(kinds: Iterable[AgencyKind]) -> str:
    """Write kinds of agency."""
    return " and ".join(AGENCY_WORDS[kind] for kind in kinds)


def span_words(months: int) -> str:
    """Write a number of months, as years where it is whole years."""
    years, rest = divmod(months, 12)
    count, unit = (years, "year") if not rest else (months, "month")
    return f"{count} {unit}" + ("" if count == 1 else "s")


def period_words(held: Period) -> str:
    """Write a period by its first and last day."""
    return f"from {held.starts_on}" + (f" to {held.last_day}" if held.last_day else "")


def absence_words(kinds: tuple[RecordKind, ...], months: int | None) -> str:
    """Write an absence condition."""
    what = ", ".join(KIND_WORDS[kind] for kind in kinds)
    window = f"in the {span_words(months)} to the as-of date" if months else "on record"
    return f"no bad record ({what}) {window}, every source needed having answered"


def level_words(field: str, level: Level) -> str:
    """Write a level condition."""
    return f"{field} evaluation recognised as {level.value} or better"


def duration_words(months: int | None, starts: str, *, until_exit: bool) -> str:
    """Write a duration rule."""
    since = "the decision" if starts == "decided_on" else "the start of the entry's period"
    if until_exit:
        return "until the entry behind it ends" + (f", at most {span_words(months)} from {since}" if months else "")
    return f"{span_words(months or 0)} from {since}, the corresponding day included"
