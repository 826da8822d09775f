"""`[search]` of an agency file of kind rest, soap or graphql."""

from __future__ import annotations

from dataclasses import replace

from connectors.declared.http_reading import check_placeholders, read_request
from connectors.declared.http_spec import HttpRequest
from connectors.manifest import Table
from connectors.mapping.reading.vocabulary import Vocabulary
from schema.codes import RecordKind

_SEARCHED = ("name", "match", "size", "purpose", "as_of")
_MATCH = 'write match = { exact = "…", prefix = "…" }, what {match} says of each'


def read_search(table: Table, root: Table, kind: str, words: Vocabulary) -> HttpRequest:
    """Read `[search]`: the request by a unit's name, whose answer is read for registrations; every fault is noted."""
    request, _ = read_request(table, root, kind, words, frozenset())
    match = table.table("match")
    used = {name for template in request.templates for name in template.names}
    check_placeholders(table, request, _SEARCHED, {})
    if "name" not in used:
        table.fault("does not say which name it searches", "put {name} into the body")
    if "name" in request.path.names:
        table.fault("puts a name into a URL, where logs keep it", "send the name in the body", key="path")
    if match is None:
        table.fault("does not say how whole names and beginnings are told apart", _MATCH)
        return request
    found = replace(request, exact=match.text("exact"), prefix=match.text("prefix"))
    match.finish()
    if "match" not in used:
        table.fault("declares words for {match}, and no part of the request has it", "use it", key="match")
    listed = [item for item in request.mapped.records if item.rows is not None and item.identifiers is not None]
    if [item.kind for item in request.mapped.records] != [RecordKind.REGISTRATION] or not listed:
        hint = 'write one [[search.record]] with kind = "REGISTRATION", rows, and identifiers of the row'
        table.fault("is not read for a list of registrations that say whose they are", hint)
    table.finish()
    return found
