"""One question explained: what was sent, what came back, what stood at each pointer, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from connectors.authoring.pointing import NOTHING, Pointed, pointers_of, raw_at, rows_at
from connectors.contract.cases import Exchanged
from connectors.contract.outcomes import outcome_to_json, plain
from connectors.contract.recording import Recorder
from connectors.core.charset import decode_text
from connectors.core.connector import Call
from connectors.core.delivery import Delivery
from connectors.core.faults import Fault, TimedOut
from connectors.core.own import OwnIdentifiers
from connectors.declared.http_connector import DeclaredHttpConnector
from connectors.declared.http_question import HttpQuestion
from connectors.declared.http_spec import Format
from connectors.exchange.exchange import Reply
from connectors.exchange.xml import parse_xml
from connectors.mapping.compiling.answers import RecordReader
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Outcome
from schema.records import Record


@dataclass(frozen=True, slots=True)
class FieldTold:
    """One pointer of a row: what stood there, and what the field became."""

    field: str
    pointer: str
    raw: str
    became: str


@dataclass(frozen=True, slots=True)
class RowTold:
    """One row: its kind, its place in the list, what became of it as a whole, and of each pointer."""

    kind: str
    place: int
    became: str
    fields: tuple[FieldTold, ...]


@dataclass(frozen=True, slots=True)
class RequestTold:
    """One request: what was sent and received, its rows, and the outcome."""

    exchanges: tuple[Exchanged, ...]
    rows: tuple[RowTold, ...]
    outcome: Mapping[str, Any]
    message: str


async def explain(
    connector: DeclaredHttpConnector, recorder: Recorder, key: Identifier, call: Call, delivery: Delivery
) -> list[RequestTold]:
    """Ask every request that serves the key, one after the other, and say what became of each."""
    told = []
    for question in connector.questions:
        if key.scheme in question.spec.schemes:
            recorder.exchanged.clear()
            outcome, message = await _asked(question, key, call, delivery)
            exchanges = tuple(recorder.exchanged)
            answers = [item for item in exchanges if not item.credential]
            rows = tuple(row for item in answers for row in _rows(question, item, key, delivery))
            told.append(RequestTold(exchanges, rows, outcome_to_json(outcome), message))
    return told


async def _asked(question: HttpQuestion, key: Identifier, call: Call, delivery: Delivery) -> tuple[Outcome, str]:
    try:
        outcomes, _ = await question.ask((key,), call, delivery)
    except Fault as fault:
        return fault.failed(), fault.message
    except TimeoutError:
        return TimedOut().failed(), TimedOut.default
    outcome = outcomes[key]
    return outcome, getattr(outcome, "message", "")


def _rows(question: HttpQuestion, exchanged: Exchanged, key: Identifier, delivery: Delivery) -> Iterator[RowTold]:
    reply = Reply(exchanged.status, exchanged.headers, exchanged.body)
    try:
        typed, parsed = question.decode(reply), _parsed(question, reply)
    except Fault:
        return
    for pair in _parts(question, typed, parsed):
        for reader in question.reader.records:
            yield from _told(question, reader, pair, key, delivery)


def _parts(question: HttpQuestion, typed: Any, parsed: Any) -> list[tuple[Any, Any]]:
    subjects = question.spec.answer.subjects
    if subjects is None or question.reader.parts is None:
        return [(typed, parsed)]
    raw = parsed if subjects == "" else rows_at(parsed, subjects, question.spec.namespaces)
    return list(zip(question.reader.parts(typed) or (), raw, strict=False))


def _told(
    question: HttpQuestion, reader: RecordReader, pair: tuple[Any, Any], key: Identifier, delivery: Delivery
) -> Iterator[RowTold]:
    part, raw = pair
    names = question.spec.namespaces
    mapping = reader.mapping
    rows = reader.rows(part) or ()
    raws = [raw_row(raw, mapping.row, names)] if mapping.row is not None else rows_at(raw, mapping.rows or "", names)
    for place, (row, raw_of_row) in enumerate(zip(rows, raws, strict=False)):
        if reader.row.skipped is not None and reader.row.skipped(row):
            became: Record | str = "left out: skip"
        else:
            became = _mapped(reader, part, row, key, delivery)
        fields = tuple(_field(item, raw if item.outer else raw_of_row, became, names) for item in pointers_of(mapping))
        whole = became if isinstance(became, str) else f"record {became.id}"
        yield RowTold(mapping.kind.value, place, whole, fields)


def raw_row(raw: Any, pointer: str, names: Mapping[str, str]) -> Any:
    """Give the one object of a mapping in a parsed document."""
    if not pointer:
        return raw
    found = raw_at(raw, pointer, names)
    if found is NOTHING or isinstance(found, str):
        found = next(iter(rows_at(raw, pointer, names)), {})
    return found


def _mapped(reader: RecordReader, part: Any, row: Any, key: Identifier, delivery: Delivery) -> Record | str:
    try:
        made = reader.row.map(delivery, OwnIdentifiers(key), key, row, part)
    except Fault as fault:
        return f"{fault.kind.value}: {fault.message}"
    return "left out: its own identifier is missing, masked or malformed" if made is None else made


def _field(item: Pointed, row: Any, became: Record | str, names: Mapping[str, str]) -> FieldTold:
    raw = raw_at(row, item.pointer, names)
    shown = "(absent)" if raw is NOTHING else msgspec.json.encode(raw, enc_hook=str).decode()
    field = item.field.partition(".")[0]
    value = plain(getattr(became, field)) if isinstance(became, Record) and hasattr(became, field) else None
    return FieldTold(item.field, item.pointer, shown, "" if value is None else written(value, item.field))


def written(value: Any, field: str) -> str:
    """Give what a field became as JSON; of a period, an issuer or an identifier only the part named behind the dot."""
    part = field.partition(".")[2]
    if isinstance(value, Mapping) and part:
        value = value.get({"from": "starts_on", "to": "last_day"}.get(part, part))
    if isinstance(value, list) and part in Scheme.__members__:
        value = next((item for item in value if item.startswith(f"{part}:")), None)
    return "" if value is None else msgspec.json.encode(value).decode()


def _parsed(question: HttpQuestion, reply: Reply) -> Any:
    if question.spec.format is Format.XML:
        return question.decode(reply) if question.spec.soap else parse_xml(reply.body)
    return msgspec.json.decode(decode_text(reply.body, reply.headers.get("content-type")))


def shown_body(body: bytes, content_type: str | None) -> str:
    """Give a body as text for a person, indented if it is JSON."""
    try:
        text = decode_text(body, content_type)
    except Fault:
        return f"({len(body)} bytes that are no text)"
    try:
        return msgspec.json.format(text, indent=2)
    except msgspec.DecodeError:
        return text
