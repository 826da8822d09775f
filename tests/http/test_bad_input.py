"""No bad input of any kind makes the server fail: each is answered with a status below 500 and a clear error."""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.executor import QueryLimits
from tests.http.sample import sample_app

JSON = {"content-type": "application/json"}


async def send(content: bytes, headers: dict[str, str] | None = None, **options: Any) -> httpx.Response:
    transport = httpx.ASGITransport(sample_app(**options))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
        return await client.post("/graphql", content=content, headers={**JSON, **(headers or {})})


def body(**members: Any) -> bytes:
    return json.dumps(members).encode()


def told(response: httpx.Response) -> dict[str, Any]:
    (error,) = response.json()["errors"]
    assert "internal" not in error["message"]
    assert error["extensions"]["code"]
    return {"message": error["message"], **error["extensions"]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b'{"query": "{ asker }"',
        b'{"query": "\xff\xfe"}',
        b'{"query": "{ echo(text: \\"\\ud800\\") }"}'.replace(b"\\\\", b"\\"),
        b'{"query": "{ asker }", "variables": {"x": NaN}}',
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b"\x00",
        "{ asker }".encode("utf-16"),
    ],
)
async def test_what_is_no_json_is_refused(content: bytes) -> None:
    response = await send(content)
    assert response.status_code == 400
    assert "not valid JSON" in told(response)["message"]


@pytest.mark.parametrize("content", [b"null", b"true", b"1", b"1.5", b'"{ asker }"', b"123456789012345678901234567890"])
async def test_scalars_are_no_requests(content: bytes) -> None:
    response = await send(content)
    assert response.status_code == 400
    assert "must be an object" in told(response)["message"]


async def test_batches_are_refused_with_the_way_out() -> None:
    response = await send(b'[{"query": "{ asker }"}]')
    assert response.status_code == 400
    assert "batches" in told(response)["message"]
    assert "one object a request" in told(response)["hint"]


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({}, "query"),
        ({"query": None}, "query"),
        ({"query": ""}, "query"),
        ({"query": "  \n"}, "query"),
        ({"query": 3}, "query"),
        ({"query": ["{ asker }"]}, "query"),
        ({"query": "{ asker }", "variables": "x"}, "variables"),
        ({"query": "{ asker }", "variables": [1]}, "variables"),
        ({"query": "{ asker }", "operationName": 1}, "operationName"),
        ({"query": "{ asker }", "extensions": True}, "extensions"),
    ],
)
async def test_wrong_members_are_named(members: dict[str, Any], where: str) -> None:
    response = await send(body(**members))
    assert response.status_code == 400
    assert told(response)["where"] == where
    assert told(response)["hint"]


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx",
     "application/json; charset=gb18030", "application/graphql", "text/plain; application/json", "\x7f;;=,"],
)  # fmt: skip
async def test_other_content_types_are_refused(content_type: str) -> None:
    response = await send(body(query="{ asker }"), {"content-type": content_type})
    assert response.status_code == 415
    assert "application/json" in told(response)["hint"]


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/JSON ; charset=UTF-8", 'application/json;charset="utf-8"']
)
async def test_json_in_utf8_is_accepted(content_type: str) -> None:
    assert (await send(body(query="{ asker }"), {"content-type": content_type})).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, gzip", "zstd"])
async def test_compressed_bodies_are_refused(encoding: str) -> None:
    response = await send(gzip.compress(body(query="{ asker }")), {"content-encoding": encoding})
    assert response.status_code == 415
    assert told(response)["where"] == "Content-Encoding"


async def test_large_bodies_are_refused_whether_announced_or_not() -> None:
    async def chunks() -> Any:
        for _ in range(40):
            yield b" " * 100

    limits = QueryLimits(body_bytes=2_000)
    announced = await send(b" " * 2_001, limits=limits)
    transport = httpx.ASGITransport(sample_app(limits=limits))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
        streamed = await client.post("/graphql", content=chunks(), headers=JSON)
    for response in (announced, streamed):
        assert response.status_code == 413
        assert told(response)["code"] == "QUERY_TOO_LARGE"


@pytest.mark.parametrize(
    "query",
    [
        "\u0000",
        '{ echo(text: "\\ud800") }',
        '{ echo(text: "\\u{110000}") }',
        "{ number(value: " + "9" * 6_000 + ") }",
        "{ number(value: 1e400) }",
        "{ number(value: -99999999999999999999) }",
        '{ day(value: "2026-02-30") }',
        "{ day(value: 1) }",
        "{ ...F } fragment F on Query { ...F }",
        "{ nest(value: " + "{inner: " * 400 + "null" + "}" * 400 + ") }",
        "{ " + "asker " * 4_000 + "}",
        "{ asker @include }",
        "query A { asker } query A { asker }",
        "type Query { x: Int }",
        "{ __type(name: 3) { name } }",
        "fragment F on Query { asker }",
        "#",
    ],
)
async def test_bad_graphql_is_the_clients_fault(query: str) -> None:
    response = await send(body(query=query))
    assert 400 <= response.status_code < 500
    for error in response.json()["errors"]:
        assert error["extensions"]["code"] in {
            "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_LARGE", "BAD_REQUEST",
        }  # fmt: skip
        assert len(error["message"]) < 10_000


async def test_variables_nested_hundreds_deep_are_the_clients_fault() -> None:
    value: Any = None
    for _ in range(900):
        value = {"inner": value}
    content = json.dumps({"query": "query ($v: Nested!) { nest(value: $v) }", "variables": {"v": value}}).encode()
    response = await send(content)
    assert response.status_code == 413
    assert told(response)["code"] == "QUERY_TOO_LARGE"
    assert "levels of values" in told(response)["message"]


async def test_a_control_character_inside_a_string_is_only_text() -> None:
    response = await send(body(query='{ echo(text: "a\u0000b") }'))
    assert response.json() == {"data": {"echo": "a\u0000b"}}


@pytest.mark.parametrize(
    "target",
    ["?query=%FF%FE", "?query=%00", "?query=", "?variables={", "?query={asker}&variables=[1]",
     "?query={asker}&variables=%ff", "?query={asker}&extensions=1", "?query={asker}&operationName=X",
     "?" + "a&" * 2000],
)  # fmt: skip
async def test_bad_query_strings_are_the_clients_fault(client: httpx.AsyncClient, target: str) -> None:
    response = await client.get(f"/graphql{target}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] in {"BAD_REQUEST", "GRAPHQL_PARSE_FAILED"}


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@settings(max_examples=150, deadline=None)
@given(members=st.fixed_dictionaries({}, optional={"query": VALUES, "variables": VALUES, "operationName": VALUES}))
async def test_no_json_body_makes_the_server_fail(members: dict[str, Any]) -> None:
    assert (await send(json.dumps(members, ensure_ascii=False).encode())).status_code in {200, 400}


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=200), accept=st.text(st.characters(max_codepoint=255, exclude_categories=["C"])))
async def test_no_bytes_and_no_accept_header_make_the_server_fail(content: bytes, accept: str) -> None:
    app = httpx.ASGITransport(sample_app())
    async with httpx.AsyncClient(transport=app, base_url="http://gateway.test") as client:
        headers = {b"accept": accept.encode("latin-1"), b"content-type": b"application/json"}
        response = await client.post("/graphql", content=content, headers=headers)
    assert 400 <= response.status_code < 500
