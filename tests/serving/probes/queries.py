"""What is odd about the GraphQL: documents, arguments, variables; fields that are not there, ids that are not ours."""

from __future__ import annotations

from typing import Any

from tests.serving.probes.raw import Probe, request

_REFUSED = (
    "subscription { x }",
    "mutation { x }",
    "{ __typename ... @defer { __typename } }",
    "{ matters { nodes @stream { id } } }",
    "query ($u: Boolean) { __typename @skip(if: $u) }",
    "{ __typename @skip(if: $u) }",
    "query ($u: Boolean!) { __typename @skip(if: $u) }",
    '{ _entities(representations: [{__typename: "Check"}]) { __typename } }',
    "{ _service { sdl } }",
    "query A { __typename } query B { __typename }",
    "query A { __typename } query A { __typename }",
    "fragment F on Query { __typename }",
    "{ ...F } fragment F on Query { ...F }",
    "query ($a: Nope) { __typename }",
    "extend type Query { x: Int } { __typename }",
    "{ check }",
    '"""',
    "{ a(",
    "#",
    "{ receipt(id: 1e3) }",
    "{ matters(first: 99999999999) { totalCount } }",
    '{ matters(after: "\\ud83d") { totalCount } }',
    '{ measures(asOf: "2026-02-30") { totalCount } }',
    '{ measures(asOf: "+292278994-08-17") { totalCount } }',
)
_LARGE = (
    "{" + "__typename " * 10_000 + "}",
    "{" + " ".join(f"a{n}: __typename" for n in range(200)) + "}",
    "{" + " ".join(f"a{n}: __schema {{ types {{ fields {{ type {{ name }} }} }} }}" for n in range(90)) + "}",
    "{" + "matters { nodes { id } } " * 240 + "}",
    "{ __typename " + "@skip(if: false) " * 200 + "}",
    "{ a" + " { a" * 200 + " }" * 200 + "}",
    "{ subjects(purpose: SUPERVISION, creditCodes: [" + '"x" ' * 501 + "]) { name } }",
    " ".join(f"query A{n} {{ __typename }}" for n in range(21)),
    "{ ...F0 } fragment F40 on Query { __typename } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(40)),
)
_CHECK = (
    '{{ check(subject: {{scheme: CREDIT_CODE, value: "{value}"}}, matter: "{matter}", purpose: ADMINISTRATIVE_LICENCE, '
    'caseNumber: "{case}", deadlineMs: {deadline}) {{ guidance }} }}'
)
_SOUND = {"value": "91990100TC01LY003R", "matter": "food-production-licence", "case": "1", "deadline": "1000"}
SOUND_CHECK = _CHECK.format(**_SOUND).replace("guidance", "guidance receipt { id }")
_ODD_CHECKS = (
    {"value": "9" * 3_000},
    {"value": "\\u0000"},
    {"value": "' OR 1=1 --"},
    {"matter": "../../etc/passwd"},
    {"case": "\\u0000"},
    {"case": "x" * 9_000},
    {"deadline": "2147483647"},
    {"deadline": "-1"},
)
_ANSWERED = (
    '{ receipt(id: "x") }',
    '{ receipt(id: "' + "a" * 5_000 + '") }',
    '{ receipt(id: "\\u0000") }',
    '{ receipt(id: "\' OR 1=1 --") }',
    "{ subjects(purpose: SUPERVISION, creditCodes: []) { name } }",
    "{ matters(first: -1) { totalCount } }",
    '{ measures(asOf: "0001-01-01") { totalCount } }',
    '{ statistics(from: "0000-00", to: "9999-99") { smallestGroup } }',
    '{ __type(name: "\\u0000") { name } }',
    "\ufeff{ __typename }",
    "{ __typename } #" + "x" * 100_000,
)
_VARIABLES: tuple[tuple[dict[str, Any], set[int]], ...] = (
    ({"c": "one"}, {200}),
    ({"c": {"a": 1}}, {400}),
    ({"c": [[["x"]]]}, {400}),
    ({"c": ["x"] * 501}, {413}),
    ({"c": ["x"] * 201}, {200}),
    ({"c": ["x" * 140_000]}, {413}),
    ({"c": None, "d": 1}, {200}),
)


def probes(key: str) -> list[Probe]:
    """Give the probes; `key` is that of a client which may ask with documents of its own."""
    bulk = "query ($c: [String!]) { subjects(purpose: SUPERVISION, creditCodes: $c) { name } }"
    checks = [_CHECK.format(**{**_SOUND, **odd}) for odd in _ODD_CHECKS]
    return [
        *(Probe(f"refused {query[:60]}", request({"query": query}, key=key), {400}) for query in _REFUSED),
        *(Probe(f"large {query[:60]}", request({"query": query}, key=key), {413}) for query in _LARGE),
        *(
            Probe(f"answered {query[:90]}", request({"query": query}, key=key), {200})
            for query in (*_ANSWERED, *checks)
        ),
        *(
            Probe(f"variables {str(sent)[:40]}", request({"query": bulk, "variables": sent}, key=key), statuses)
            for sent, statuses in _VARIABLES
        ),
    ]
