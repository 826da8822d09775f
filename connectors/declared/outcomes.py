"""From the pages of an answer to one outcome a key: believed only as far as the agency file says it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from connectors.core.accounting import check_echo, check_total
from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken, Fault, Unaccounted, UpstreamError, WrongSubject
from connectors.core.own import OwnIdentifiers
from connectors.mapping.compiling.answers import AnswerReader, LinkReader, RecordReader
from connectors.mapping.compiling.records import lasts_until_next, until_next
from connectors.mapping.nulls import as_word
from schema.identifiers import Identifier, normalise
from schema.outcomes import Alias, Found, NotFound, Outcome, UnitLink
from schema.records import Record


@dataclass(frozen=True, slots=True)
class Believed:
    """What one request's answer is read with, and the words that say how it proves absence."""

    reader: AnswerReader
    evidence: str


def check_answer(reader: AnswerReader, page: Any) -> None:
    """Raise `UpstreamError` if an answer says of itself that it is none, `ContractBroken` if it does not say."""
    said = reader.ok(page)
    if said is False or reader.errors(page):
        raise UpstreamError(detail="the answer says so")
    if said is None:
        raise ContractBroken("the source's answer does not say whether it is one")


def outcome_of(believed: Believed, key: Identifier, pages: Sequence[Any], delivery: Delivery) -> Outcome:
    """Give the outcome of a request about one key; `pages` are its answers in order, each checked. Raises a `Fault`."""
    reader, first = believed.reader, pages[0]
    if reader.mapping.echo is not None:
        for page in pages:
            check_echo(key, as_word(reader.echo(page)))
    if reader.none(first, first, key):
        return NotFound(evidence=believed.evidence)
    return _found(believed, key, pages, delivery)


def outcomes_of(
    believed: Believed, keys: Sequence[Identifier], pages: Sequence[Any], delivery: Delivery
) -> dict[Identifier, Outcome]:
    """Give the outcome of every key of a batch; raises `WrongSubject` if the answer speaks of a key not asked."""
    parts = _parts_by_key(believed.reader, pages)
    asked = {key.value for key in keys}
    if not asked.issuperset(parts) or not asked.issuperset(_absent(believed.reader, pages)):
        raise WrongSubject
    return {key: _contained(believed, key, pages, parts.get(key.value), delivery) for key in keys}


def _contained(believed: Believed, key: Identifier, pages: Sequence[Any], part: Any, delivery: Delivery) -> Outcome:
    try:
        absent = any(believed.reader.none(page, part, key) for page in pages)
        if absent and part is not None and _lists_keys(believed.reader):
            raise ContractBroken("the source lists the subject both with entries and as absent")
        if absent:
            return NotFound(evidence=believed.evidence)
        if part is None:
            raise Unaccounted
        return _found(believed, key, (part,), delivery)
    except Fault as fault:
        return fault.failed()


def _parts_by_key(reader: AnswerReader, pages: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in pages:
        for part in (reader.parts(page) if reader.parts is not None else None) or ():
            echo = as_word(reader.echo(part))
            if not echo:
                raise Unaccounted
            value = normalise(echo)
            if value in found:
                raise ContractBroken("the source answered twice about one subject")
            found[value] = part
    return found


def _lists_keys(reader: AnswerReader) -> bool:
    return any(condition.lists_key for condition in reader.mapping.none)


def _absent(reader: AnswerReader, pages: Sequence[Any]) -> set[str]:
    return {value for page in pages for value in reader.absent(page)}


def _found(believed: Believed, key: Identifier, parts: Sequence[Any], delivery: Delivery) -> Outcome:
    reader = believed.reader
    if not reader.found(parts[0], key):
        raise Unaccounted
    own = OwnIdentifiers(key)
    records: list[Record] = []
    aliases: list[Alias] = []
    rejected, delivered = 0, 0
    for kind in reader.records:
        rows = _rows(kind, parts)
        delivered += len(rows)
        mapped, left_out = _mapped(kind, rows, parts[0], own, delivery)
        rejected += left_out
        records += mapped
        aliases += [Alias(identifier=item) for record in mapped if kind.mapping.teaches for item in record.identifiers]
    aliases += [alias for read in reader.aliases if (alias := read(parts[0], parts[0])) is not None]
    links: list[UnitLink] = []
    for link in reader.links:
        posts = _rows(link, parts)
        delivered += len(posts)
        known = [unit for post in posts if (unit := link.map(post, parts[0])) is not None]
        rejected += len(posts) - len(known)
        links += known
    if not delivered and not aliases:
        if reader.mapping.verified_total:
            return NotFound(evidence=believed.evidence)
        if reader.mapping.found is None:
            raise Unaccounted  # an empty list is not how this source says "none"
    return Found(records=tuple(records), aliases=tuple(aliases), links=tuple(links), rejected=rejected)


def _mapped(
    kind: RecordReader, rows: Sequence[Any], part: Any, owner: OwnIdentifiers, delivery: Delivery
) -> tuple[Sequence[Record], int]:
    wanted = rows if kind.row.skipped is None else [row for row in rows if not kind.row.skipped(row)]
    mapped = [kind.row.map(delivery, owner, owner.key, row, part) for row in wanted]
    records = [record for record in mapped if record is not None]
    if kind.mapping.teaches and len(records) < len(mapped):
        raise Unaccounted
    left_out = len(mapped) - len(records)
    return (until_next(records) if lasts_until_next(kind.mapping) else records), left_out


def _rows(kind: RecordReader | LinkReader, parts: Sequence[Any]) -> Sequence[Any]:
    """Give the rows of all pages, as many as declared; raises `Unaccounted`, `Truncated` or `ContractBroken`."""
    lists = [kind.rows(part) for part in parts]
    optional = isinstance(kind, RecordReader) and kind.mapping.optional
    if kind.total is None and any(rows is None for rows in lists) and not optional:
        raise Unaccounted
    rows = [row for some in lists for row in some or ()] if len(lists) > 1 else (lists[0] or ())
    if kind.total is not None:
        check_total(total_of(kind.total(parts[0])), len(rows))
    if (
        len(parts) > 1
        and isinstance(kind, RecordReader)
        and len({kind.row.native(row, parts[0]) for row in rows}) < len(rows)
    ):
        raise ContractBroken("the source repeated rows from page to page")
    return rows


def total_of(value: Any) -> int | None:
    """Read a declared total; None if it is absent or no whole number."""
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
