"""Names of natural persons in what the public is shown: the first character stays, the rest is masked. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from schema.records import Penalty, PersonInRole, Record, Registration, SeriousDishonestyEntry

_SHORTEST = 2


def masker(records: Iterable[Record]) -> Callable[[str], str]:
    """Give what masks, in any text, the names of the persons the records name in roles or as responsible."""
    names = {person.name.strip() for record in records for person in _persons(record)}
    longest_first = sorted((name for name in names if len(name) >= _SHORTEST), key=len, reverse=True)

    def masked(text: str) -> str:
        for name in longest_first:
            text = text.replace(name, masked_name(name))
        return text

    return masked


def masked_name(name: str) -> str:
    """Mask a name but for its first character."""
    return name[:1] + "＊" * (len(name) - 1)


def _persons(record: Record) -> tuple[PersonInRole, ...]:
    if isinstance(record, Registration):
        return record.officers
    return record.responsible if isinstance(record, Penalty | SeriousDishonestyEntry) else ()
