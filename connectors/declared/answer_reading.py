"""`[request.answer]` of an agency file: what makes an answer one, and how the agency says that it has nothing."""

from __future__ import annotations

from connectors.manifest import Table
from connectors.mapping.reading.conditions import read_conditions
from connectors.mapping.reading.pointers import checked_pointer
from connectors.mapping.reading.vocabulary import Dialect, Vocabulary
from connectors.mapping.spec import AnswerMapping, Condition, Mapped
from connectors.paging import Paging, PagingKind

VERIFIED_TOTAL = "verified-total"
_NONE = 'write none = [{ at = "…", is = ["…"] }], or none = "verified-total" where every list declares its total'


def read_answer(table: Table, paging: Table | None, words: Vocabulary, *, many: bool, graphql: bool) -> AnswerMapping:
    """Read how an answer is believed; the pointers of paging stand in its own table."""
    verified = table.written("none") == VERIFIED_TOTAL
    found = AnswerMapping(
        ok=_one(table, "ok", words),
        errors="/errors" if graphql else None,
        found=_one(table, "found", words),
        echo=_pointer(table, "echo", words),
        no_echo=table.optional_text("no_echo"),
        none=() if verified else read_conditions(table, "none", words, keys=True),
        verified_total=verified,
        data_time=_pointer(table, "data_time", words),
        subjects=_pointer(table, "subjects", words) if many else None,
        page_echo=_pointer(paging, "page_echo", words) if paging else None,
        next_at=_pointer(paging, "next", words) if paging else None,
        more=_one(paging, "more", words) if paging else None,
    )
    _check_echo(table, found, many=many)
    return found


def check_absence(table: Table, answer: AnswerMapping, mapped: Mapped, statuses: frozenset[int]) -> None:
    """Note what makes an answer unable to prove that there is nothing."""
    lists = [*(item.total for item in mapped.records), *(item.total for item in mapped.links)]
    if answer.verified_total and (None in lists or mapped.aliases):
        table.fault("rests on totals, and not every list declares one", 'write total = "…" beside rows', key="none")
    if answer.none and not _says_something(answer.none):
        table.fault("is only the absence of something, which an error page has too", _NONE, key="none")
    if 404 in statuses and not answer.none:
        table.fault("takes status 404 for an answer without saying what in it means that there is nothing", _NONE)


def check_paging(table: Table, paging: Paging, answer: AnswerMapping, mapped: Mapped) -> None:
    """Note what paging cannot work without."""
    paged = [item for item in mapped.records if item.rows is not None]
    if len(paged) != 1:
        table.fault("pages one list, and the request reads another number of them", "give each list its own request")
    whole = bool(paged) and paged[0].total is not None
    if paging.kind in {PagingKind.PAGE, PagingKind.OFFSET} and not whole and answer.more is None:
        table.fault(
            "does not know its last page", 'write total = "…" in the record, or more = { at = "…", is = [true] }'
        )
    if paging.kind in {PagingKind.CURSOR, PagingKind.LINK} and answer.next_at is None and not paging.link_header:
        table.fault("does not know its next page", 'write next = "…", or link_header = true')


def _one(table: Table, key: str, words: Vocabulary) -> Condition | None:
    conditions = read_conditions(table, key, words)
    if len(conditions) > 1:
        table.fault("holds more than one condition", 'write { at = "…", is = ["…", "…"] }', key=key)
    return conditions[0] if conditions else None


def _pointer(table: Table, key: str, words: Vocabulary) -> str | None:
    written = table.written(key)
    if written == "" and key == "subjects" and words.dialect is Dialect.JSON:
        return ""
    return checked_pointer(table, key, table.text(key), words) if written is not None else None


def _check_echo(table: Table, answer: AnswerMapping, *, many: bool) -> None:
    if answer.echo is None and answer.no_echo is None:
        table.fault(
            "does not say where the answer repeats whom it is about", 'write echo = "…", or no_echo = "why not"'
        )
    if many and answer.echo is None:
        table.fault("answers about several subjects, so each part must say about whom", 'write echo = "…"')
    if many and answer.subjects is None:
        table.fault("does not say where the parts of the several subjects are", 'write subjects = "/list"')


def _says_something(conditions: tuple[Condition, ...]) -> bool:
    return any(condition.words or condition.lists_key for condition in conditions)
