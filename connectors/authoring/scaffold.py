"""The agency file an author starts from: it passes `check` as it is, and says at each line what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors.authoring.suggest import Suggestion, suggested
from connectors.declared.agency_file import SourceKind

_CONTRACT = """# Cases of this agency; `pytest .` in the agency's folder replays them and every fault derived from them.
# Record one with: tally agency record {slug} KEY --case NAME
now = {now}
"""

_HEAD = """# {slug}: what this source is, in one line for people who read the configuration.
# Every key is explained in connectors/README.md; `tally agency check {slug}` says what is wrong, with lines.
kind = "{kind}"
title = "{slug}"
title_zh = ""
keyed_by = ["{scheme}"]
history = "CURRENT"                     # "FULL" only if dated rows of the past stay
freshness_seconds = 300
null_words = ["", "无", "暂无", "\\\\N", "/", "1900-01-01", "9999-09-09"]
dates = ["YYYY-MM-DD"]                  # every form the source writes days in; nothing is guessed
no_end = 2099-12-31                     # from this day on a last day means "no end"
"""

_AUTH = """
[auth]
kind = "api_key"                        # none, bearer, api_key, basic, oauth2, signature
header = "X-Api-Key"
"""

_REST = """
[[request]]
path = "/api/v1/records?code={{key}}"

[request.answer]
{answer}
"""

_GRAPHQL = """
[[request]]
path = "/graphql"
query = "query Records($code: String!) {{ records(code: $code) {{ code total rows {{ id number day }} }} }}"
variables = {{ code = "{{key}}" }}

[request.answer]
{answer}
"""

_SOAP = """
[namespaces]
s = "urn:example:service"

[[request]]
path = "/Service"
action = "urn:example:service/Query"
envelope = '''
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:s="urn:example:service">
  <soap:Header><s:Token>{{setting.key}}</s:Token></soap:Header>
  <soap:Body><s:Query><s:Code>{{key}}</s:Code></s:Query></soap:Body>
</soap:Envelope>'''

[request.answer]
root = "s:QueryResponse"
echo = "/s:Code"
none = "verified-total"

[[request.record]]
kind = "LICENCE"
rows = "/s:Rows/s:Row"
total = "/s:Rows/@total"
id = "/@id"
identifiers = "key"                     # the rows carry none of their own; the echo says whose they are
issuer = {{ name = "/s:Authority", code = "/s:AuthorityCode" }}
document_number = "/s:Number"
decided_on = "/s:Day"
"""

_SQL = """
[[request]]
table = "exchange.licences"
key = "credit_code"                     # the column subjects' keys stand in
fold = "none"                           # or upper, upper_without_hyphens: as an index on the column folds it

[request.control]                       # the row that proves the table whole; without it nothing proves absence
table = "exchange.control"
where = {{ table_name = "licences" }}
rows = "row_count"
loaded_at = "loaded_at"
stale_after_days = 7

[[request.record]]
kind = "LICENCE"
id = "id"
identifiers = "key"
issuer = {{ name = "authority", code = "authority_code" }}
document_number = "number"
decided_on = "decided_on"
"""

_FILES = """
[[request]]
files = "licences_*.csv"                # below the setting `path` (a folder) or `url`
format = "csv"                          # csv, xlsx, jsonl
charset = "utf-8"                       # or gb18030, for GBK and GB2312 too
key = "CODE"                            # the column subjects' keys stand in
rows = {{ least = 1, most = 1000000 }}    # outside this the files are refused
latest = true                           # of dated names only the newest counts
stale_after_days = 7

[request.manifest]                      # the list that proves a drop whole; or write complete = "the agency's word"
file = "MANIFEST.csv"
name = "file"
rows = "rows"
sha256 = "sha256"

[[request.record]]
kind = "LICENCE"
id = "ID"
identifiers = "key"
issuer = {{ name = "AUTHORITY", code = "AUTHORITY_CODE" }}
document_number = "NUMBER"
decided_on = "DAY"
"""

_PLAIN = Suggestion(
    answer=(
        'echo = "/code"                          # where the answer repeats whom it is about',
        'none = "verified-total"                 # how it says "nothing"; or none = [{ at = "/status", is = ["404"] }]',
    ),
    record=(
        'kind = "LICENCE"                        # one of the closed catalogue of record kinds',
        'rows = "/rows"',
        'total = "/total"                        # fewer rows than this are a failure, not a short list',
        'id = "/id"                              # the source\'s own key of a row',
        'identifiers = { CREDIT_CODE = "/code" } # the row\'s own; the first decides whose it is',
        'issuer = { name = "/authority", code = "/authorityCode" }',
        'document_number = "/number"',
        'decided_on = "/day"',
    ),
)


def contract_text(slug: str, now: datetime) -> str:
    """Give the text of a `contract.toml` whose cases are replayed at an instant."""
    return _CONTRACT.format(slug=slug, now=now.replace(microsecond=0).isoformat().replace("+00:00", "Z"))


def scaffold(slug: str, kind: SourceKind, *, example: Any = None) -> str:
    """Give the text of an agency file; `example` is a parsed JSON answer its pointers are taken from."""
    head = _HEAD.format(slug=slug, kind=kind.value, scheme="CREDIT_CODE")
    if kind is SourceKind.SOAP:
        return head + _SOAP.format()
    if kind in {SourceKind.SQL, SourceKind.FILES}:
        return head + _TABLES[kind].format()
    found = _PLAIN if example is None else suggested(example)
    if kind is SourceKind.GRAPHQL and example is None:
        found = _graphql(found)
    request = (_GRAPHQL if kind is SourceKind.GRAPHQL else _REST).format(answer="\n".join(found.answer))
    record = "\n".join(("", "[[request.record]]", *found.record, ""))
    notes = "\n".join(("", *(f"# {line}" for line in found.notes), "")) if found.notes else ""
    return head + _AUTH + request + record + notes


_TABLES: Mapping[SourceKind, str] = {SourceKind.SQL: _SQL, SourceKind.FILES: _FILES}


def _graphql(plain: Suggestion) -> Suggestion:
    def below(line: str) -> str:
        for name in ("/code", "/rows", "/total"):
            line = line.replace(f'echo = "{name}"', f'echo = "/data/records{name}"')
            line = line.replace(f'rows = "{name}"', f'rows = "/data/records{name}"')
            line = line.replace(f'total = "{name}"', f'total = "/data/records{name}"')
        return line

    return Suggestion(answer=tuple(map(below, plain.answer)), record=tuple(map(below, plain.record)))
