"""What a source answered, as kept: persons in roles apart from it, each under a key of their own, so that they can be
erased one by one (PIPL, art. 47).

In the answer a person's number gives way to the pseudonym, and the name to the place the person is kept at. Who erases
the person leaves that much: the same rules still come to the same answer. Persons without a whole number cannot be
found again and stay in the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

import msgspec

from gateway.answers.subjects import LISTS as RECORD_TYPES
from gateway.receipts.body import Evidence
from gateway.refs import is_person
from gateway.stages.dossier import SourceAnswer
from gateway.store.vault import Vault
from schema.declare import revised
from schema.identifiers import Identifier, is_masked
from schema.outcomes import Found
from schema.records import PersonInRole, Record

LISTS = ("officers", "responsible")  # fields of records that hold persons in roles
_NAMING = {kind: tuple(item.name for item in fields(kind) if item.name in LISTS) for kind in RECORD_TYPES}
_JSON = "application/json"
_ANY_PERSON = b'"value":"PERSON:'

Find = Callable[[str, str], bytes | None]


def evidence_of(
    answers: Iterable[SourceAnswer], subject: Identifier, vault: Vault
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Give the evidence of every answer that found something, and the persons apart from them, each once a source.

    The subject asked about stays in the answers, which are under the subject's own key.
    """
    persons: dict[tuple[str, str], Evidence] = {}

    def apart(person: PersonInRole, source: str) -> PersonInRole:
        identifier = person.identifier
        if identifier is None or identifier == subject or is_masked(identifier.value):
            return person
        ref = vault.subject_ref(identifier)
        content = msgspec.json.encode({"name": person.name, "value": identifier.value})
        piece = Evidence(source=source, media_type=_JSON, content=content, of=ref)
        address = vault.address(piece.digest)
        persons[address, ref] = piece
        return revised(person, name=address, identifier=Identifier(scheme=identifier.scheme, value=ref))

    kept: list[Evidence] = []
    for answer in answers:
        if isinstance(answer.outcome, Found):
            records = tuple(_with_persons(record, answer.source, apart) for record in answer.outcome.records)
            content = msgspec.json.encode(replace(answer.outcome, records=records))
            kept.append(Evidence(source=answer.source, media_type=_JSON, content=content))
    return tuple(kept), tuple(persons.values())


def restored(content: bytes, find: Find) -> bytes:
    """Put the persons back into an answer, as far as `find` still gives them by address and pseudonym."""
    if _ANY_PERSON not in content:
        return content
    answer = msgspec.json.decode(content)
    for record in answer["records"]:
        for person in (person for name in LISTS for person in record.get(name, ())):
            _put_back(person, find)
    return msgspec.json.encode(answer)


def _with_persons(record: Record, source: str, apart: Callable[[PersonInRole, str], PersonInRole]) -> Record:
    for name in _NAMING[type(record)]:
        if persons := getattr(record, name):
            record = revised(record, **{name: tuple(apart(person, source) for person in persons)})
    return record


def _put_back(person: dict[str, Any], find: Find) -> None:
    identifier = person["identifier"]
    if identifier is None or not is_person(identifier["value"]):
        return
    piece = find(person["name"], identifier["value"])
    if piece is not None:
        kept = msgspec.json.decode(piece)
        person["name"], identifier["value"] = kept["name"], kept["value"]
