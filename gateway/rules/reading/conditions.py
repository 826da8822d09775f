"""Reads the conditions of a line or agreement: `has`, `none`, `level`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from connectors.manifest import Table
from gateway.rules.model import ListRule
from gateway.rules.reading.words import KIND_WORDS, absence_words, level_words, span_words
from gateway.rules.trigger import ADVERSE_KINDS, AbsenceCondition, LevelCondition, RecordCondition
from schema.codes import Area, Level, PenaltyKind, RecordKind, Severity

_ONLY_FOR = {
    "lists": RecordKind.SERIOUS_DISHONESTY_ENTRY,
    "penalty_kinds": RecordKind.PENALTY,
    "able_and_refuses": RecordKind.ENFORCEMENT_ENTRY,
}

_LISTED = {
    "lists": "list",
    "severities": "severity",
    "areas": "area",
    "offences": "offence",
    "penalty_kinds": "kind",
}


# Lines that ask the same share the condition, so that a question works it out once.
_record_condition = lru_cache(maxsize=4096)(RecordCondition)
_absence_condition = lru_cache(maxsize=4096)(AbsenceCondition)


def read_has(table: Table, lists: Mapping[str, ListRule], offences: Collection[str]) -> RecordCondition:
    """Read one `[[line.has]]`."""
    kind = table.one_of("kind", RecordKind)
    if kind is RecordKind.EVALUATION:
        table.fault("an evaluation is no trigger by itself", "ask for its recognised grade under level", key="kind")
    for key, owner in _ONLY_FOR.items():
        if table.has(key) and kind is not owner:
            table.fault(f"{key} is an attribute of {owner.value} only", f"drop it, or write kind = {owner}", key=key)
    attributes: dict[str, Any] = {
        "lists": _read_lists(table, lists),
        "severities": frozenset(_read_severities(table)),
        "areas": frozenset(table.some_of("areas", Area)),
        "offences": _read_offences(table, kind, offences),
        "penalty_kinds": frozenset(table.some_of("penalty_kinds", PenaltyKind)),
        "cites": table.texts("cites"),
        "able_and_refuses": table.optional_flag("able_and_refuses"),
        "decided_within_months": read_months(table, "decided_within_years", "decided_within_months"),
    }
    return _record_condition(kind=kind, text=_has_words(kind, attributes), **attributes)


def read_none(table: Table) -> AbsenceCondition:
    """Read one `none`: kinds of bad record, and the window in `years` or `months`."""
    kinds = table.some_of("kinds", RecordKind)
    if not kinds:
        table.fault("names no kind of record", 'write kinds = ["PENALTY", …]')
    for kind in kinds:
        if kind not in ADVERSE_KINDS:
            known = ", ".join(sorted(ADVERSE_KINDS))
            table.fault(f"{kind.value} is not a kind of bad record", f"known: {known}", key="kinds")
    months = read_months(table, "years", "months")
    return _absence_condition(kinds=kinds, months=months, text=absence_words(kinds, months))


def read_level(table: Table, fields: frozenset[str]) -> LevelCondition:
    """Read one `[[line.level]]`."""
    field = table.text("field")
    table.known("field", field, fields, "the field")
    at_least = table.one_of("at_least", Level)
    if at_least is Level.NOT_RATED:
        table.fault("NOT_RATED is no level to reach", "write EXEMPLARY, GOOD, ORDINARY or WARNED", key="at_least")
    return LevelCondition(field=field, at_least=at_least, text=level_words(field, at_least))


def read_months(table: Table, years_key: str, months_key: str) -> int | None:
    """Read a number of years or of months, as months; None where neither is written."""
    years = table.optional_integer(years_key, at_least=1)
    months = table.optional_integer(months_key, at_least=1)
    if years is not None and months is not None:
        table.fault(f"gives both {years_key} and {months_key}", "write one of them", key=months_key)
    return years * 12 if years is not None else months


def _read_lists(table: Table, lists: Mapping[str, ListRule]) -> frozenset[str]:
    written = table.texts("lists")
    for name in written:
        if table.known("lists", name, lists, "the list") and lists[name].reference_only:
            table.fault(
                f"the list {name!r} is kept by a social body and is for reference only (GO-19-b)",
                "name a list kept by a government department or court",
                key="lists",
            )
    return frozenset(written)


def _read_offences(table: Table, kind: RecordKind, offences: Collection[str]) -> frozenset[str]:
    written = table.texts("offences")
    if written and kind not in ADVERSE_KINDS:
        table.fault(f"{kind.value} tells of no offence", "drop offences, or ask for a bad record", key="offences")
    return frozenset(name for name in written if table.known("offences", name, offences, "the offence"))


def _read_severities(table: Table) -> tuple[Severity, ...]:
    severities = table.some_of("severities", Severity)
    if Severity.UNKNOWN in severities:
        table.fault("UNKNOWN is never a trigger", 'write severities = ["SERIOUS"]', key="severities")
    return severities


def _has_words(kind: RecordKind, attributes: Mapping[str, Any]) -> str:
    words = [KIND_WORDS[kind]]
    for key, lead in _LISTED.items():
        if attributes[key]:
            words.append(f"{lead} {' or '.join(sorted(attributes[key]))}")
    if attributes["cites"]:
        words.append(f"citing {' or '.join(attributes['cites'])}")
    if attributes["able_and_refuses"] is not None:
        words.append("able to perform and refusing" if attributes["able_and_refuses"] else "not able to perform")
    if attributes["decided_within_months"]:
        words.append(f"decided within {span_words(attributes['decided_within_months'])}")
    return ", ".join(words)
