"""What is odd about the JSON of a request."""

from __future__ import annotations

from tests.serving.probes.raw import Probe, request

_NO_JSON = {
    "nothing": b"",
    "blank": b" ",
    "NaN": b"NaN",
    "NaN inside": b'{"query": "{ __typename }", "variables": {"n": NaN}}',
    "5,000 digits": b"9" * 5_000,
    "5,000 digits inside": b'{"query": "{ __typename }", "variables": {"n": ' + b"9" * 5_000 + b"}}",
    "1e999": b'{"query": "{ __typename }", "variables": {"n": 1e999}}',
    "100,000 deep": b"[" * 100_000,
    "40,000 objects deep": b'{"a":' * 40_000 + b"1" + b"}" * 40_000,
    "BOM": b'\xef\xbb\xbf{"query": "{ __typename }"}',
    "UTF-16": '{"query": "{ __typename }"}'.encode("utf-16"),
    "no UTF-8": b'{"query": "\xff\xfe"}',
    "surrogate in UTF-8": b'{"query": "\xed\xa0\x80"}',
    "lone surrogate": b'{"query": "\\ud800"}',
    "lone surrogate in a variable": b'{"query": "{ __typename }", "variables": {"\\ud800": 1}}',
    "two values": b"{} {}",
    "comment": b'{"query": "{ __typename }" /* x */}',
}
_SCALARS = (
    b"null",
    b"true",
    b"1",
    b"-0",
    b'"{ __typename }"',
    b"1.5",
    b"[]",
    b"[{}]",
    b'[{"query": "{ __typename }"}]',
)
_MEMBERS = (
    "{}",
    '{"query": null}',
    '{"query": 1}',
    '{"query": ["{ __typename }"]}',
    '{"query": ""}',
    '{"query": "{ __typename }", "operationName": {}}',
    '{"query": "{ __typename }", "operationName": "X"}',
    '{"query": "{ __typename }", "variables": "x"}',
    '{"query": "{ __typename }", "variables": []}',
    '{"query": "{ __typename }", "extensions": []}',
    '{"query": "{ __typename }", "extensions": {"persistedQuery": 1}}',
    '{"query": "{ __typename }", "extensions": {"persistedQuery": {"sha256Hash": 1}}}',
    '{"query": "{ __typename }", "extensions": {"persistedQuery": {"sha256Hash": "x"}}}',
    '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "' + "a" * 64 + '"}}}',
    '{"documentId": "x"}',
    '{"documentId": 1}',
    '{"documentId": "sha256:' + "0" * 64 + '"}',
    '{"documentId": "../../clients.toml"}',
    '{"query": "{ __typename }\\u0000"}',
    '{"query": "{ __typename }", "query": "{ nothing }"}',
)


def probes(key: str) -> list[Probe]:
    """Give the probes; `key` is that of a client which may ask."""
    return [
        *(Probe(f"no JSON: {name}", request(body, key=key), {400}) for name, body in _NO_JSON.items()),
        *(Probe(f"body {body!r}", request(body, key=key), {400}) for body in _SCALARS),
        *(Probe(f"members {body[:70]}", request(body, key=key), {400}) for body in _MEMBERS),
        Probe("body of 300 KB", request(b" " * 300_000, key=key), {413}),
        Probe(
            "prototype",
            request('{"query": "{ __typename }", "variables": {"__proto__": {"a": 1}}, "constructor": 1}', key=key),
            {200},
        ),
        Probe(
            "chunks",
            request(b'1b\r\n{"query": "{ __typename }"}\r\n0\r\n\r\n', "Transfer-Encoding: chunked", key=key),
            {200},
        ),
    ]
