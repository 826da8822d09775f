"""Conditions on an answer or a row: what must stand at a pointer."""

from __future__ import annotations

from connectors.manifest import Table
from connectors.mapping.nulls import as_word
from connectors.mapping.reading.pointers import checked_pointer
from connectors.mapping.reading.vocabulary import Vocabulary
from connectors.mapping.spec import Condition


def read_conditions(table: Table, key: str, words: Vocabulary, *, keys: bool = False) -> tuple[Condition, ...]:
    """Read one condition `{ at = "…", is = […] }` or a list of them; with `keys` also `lists_key = true`.

    Empty where the key is not written.
    """
    written = table.written(key)
    if isinstance(written, dict):
        inner = table.table(key)
        return () if inner is None else (_condition(inner, words, keys=keys),)
    return tuple(_condition(item, words, keys=keys) for item in table.tables(key))


def _condition(table: Table, words: Vocabulary, *, keys: bool) -> Condition:
    at = checked_pointer(table, "at", table.text("at"), words)
    null = table.flag("null")
    lists_key = table.flag("lists_key") if keys else False
    found = Condition(at=at, words=_words(table), null=null, lists_key=lists_key)
    if sum((bool(found.words), null, lists_key)) != 1:
        more = ", or lists_key = true" if keys else ""
        table.fault("does not say what must stand there", f'write one of is = ["…"], null = true{more}')
    table.finish()
    return found


def _words(table: Table) -> tuple[str, ...]:
    written = table.written("is")
    several = written if isinstance(written, list) else [] if written is None else [written]
    words = tuple(
        word for item in several if isinstance(item, (str, int, bool)) and (word := as_word(item)) is not None
    )
    if len(words) != len(several):
        table.fault("holds what no answer can be compared with", "write texts, whole numbers, true or false", key="is")
    return words
