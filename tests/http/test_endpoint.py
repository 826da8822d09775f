"""GraphQL over HTTP: media types, methods, statuses, and the errors clients see."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.http.sample import sample_app

RESPONSE, PLAIN = "application/graphql-response+json", "application/json"


async def post(client: httpx.AsyncClient, body: Any, accept: str = RESPONSE, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json=body, headers={"accept": accept, **headers})


async def query(client: httpx.AsyncClient, text: str, accept: str = RESPONSE, **members: Any) -> httpx.Response:
    return await post(client, {"query": text, **members}, accept)


def error(response: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = response.json()["errors"][0]
    return found


def code(response: httpx.Response) -> str:
    found: str = error(response)["extensions"]["code"]
    return found


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (RESPONSE, RESPONSE),
        (PLAIN, PLAIN),
        ("*/*", RESPONSE),
        ("application/*", RESPONSE),
        (f"{PLAIN}, {RESPONSE};q=0.5", PLAIN),
        (f"{RESPONSE}, {PLAIN}", RESPONSE),
        (f"text/plain, {PLAIN};q=0.1", PLAIN),
        ("", RESPONSE),
    ],
)
async def test_the_media_type_is_negotiated(client: httpx.AsyncClient, accept: str, expected: str) -> None:
    response = await query(client, '{ echo(text: "你好") }', accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{expected}; charset=utf-8"
    assert response.json() == {"data": {"echo": "你好"}}


@pytest.mark.parametrize("accept", ["text/plain", f"{PLAIN};q=0", "image/png, text/css", f"{RESPONSE};q=0,{PLAIN};q=0"])
async def test_other_media_types_are_not_acceptable(client: httpx.AsyncClient, accept: str) -> None:
    response = await query(client, "{ asker }", accept)
    assert response.status_code == 406
    assert error(response)["extensions"]["hint"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("{ asker", "GRAPHQL_PARSE_FAILED"), ("{ nothing }", "GRAPHQL_VALIDATION_FAILED")],
)
async def test_documents_that_fail_have_a_code_and_a_place(client: httpx.AsyncClient, text: str, expected: str) -> None:
    modern, legacy = await query(client, text), await query(client, text, PLAIN)
    assert (modern.status_code, legacy.status_code) == (400, 200)
    assert modern.json() == legacy.json()
    assert "data" not in modern.json()
    assert code(modern) == expected
    assert error(modern)["locations"][0]["line"] == 1


async def test_variables_that_do_not_fit_are_named(client: httpx.AsyncClient) -> None:
    text = "query ($value: Int!) { number(value: $value) }"
    for variables in ({}, {"value": "x"}, {"value": 2**31}, {"value": 10**30}, {"value": None}):
        response = await query(client, text, variables=variables)
        assert response.status_code == 400
        assert code(response) == "GRAPHQL_VALIDATION_FAILED"
        assert "$value" in error(response)["message"]


async def test_an_argument_found_wrong_while_executing_is_the_clients(client: httpx.AsyncClient) -> None:
    text = "query ($value: Int) { number(value: $value) }"
    response = await query(client, text, variables={"value": None})
    assert response.status_code == 200
    assert code(response) == "GRAPHQL_VALIDATION_FAILED"
    assert error(response)["path"] == ["number"]


async def test_refusals_of_resolvers_keep_code_place_and_hint(client: httpx.AsyncClient) -> None:
    response = await query(client, "{ asker refuse }")
    assert response.status_code == 200
    assert response.json()["data"] == {"asker": "guest", "refuse": None}
    assert error(response) == {
        "message": "the check digit is wrong",
        "locations": [{"line": 1, "column": 9}],
        "path": ["refuse"],
        "extensions": {"code": "INVALID_IDENTIFIER", "where": "subject.value", "hint": "write …X"},
    }


@pytest.mark.parametrize("field", ["fail", "misfit"])
async def test_defects_show_nothing_of_their_reason(
    client: httpx.AsyncClient, field: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = await query(client, f"{{ {field} }}")
    assert response.status_code == 200
    assert error(response)["message"] == "internal error"
    assert code(response) == "INTERNAL_ERROR"
    for secret in ("hunter2", "10.0.0.7", "secret", "Traceback"):
        assert secret not in response.text
    assert [record.levelname for record in caplog.records if record.name == "gateway.http.errors"] == ["ERROR"]


async def test_a_store_that_does_not_answer_is_told_apart_from_a_defect_and_not_described(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await query(client, "{ asker unread }")
    assert response.json()["data"] == {"asker": "guest", "unread": None}
    assert code(response) == "STORE_UNAVAILABLE"
    assert not any(secret in response.text for secret in ("hunter2", "10.0.0.7"))
    assert "gave no answer" in caplog.text


async def test_a_defect_before_execution_is_an_internal_error(client: httpx.AsyncClient) -> None:
    response = await post(client, {"query": "{ asker }"}, authorization="Bearer broken")
    assert response.status_code == 500
    assert response.json() == {"errors": [{"message": "internal error", "extensions": {"code": "INTERNAL_ERROR"}}]}
    assert response.headers["x-request-id"]


async def test_text_that_is_no_utf8_is_an_internal_error(client: httpx.AsyncClient) -> None:
    response = await query(client, "{ surrogate }")
    assert response.status_code == 500
    assert code(response) == "INTERNAL_ERROR"


@pytest.mark.parametrize(
    ("who", "status", "expected"), [("nobody", 401, "UNAUTHENTICATED"), ("stranger", 403, "FORBIDDEN")]
)
async def test_credentials_are_checked_before_anything_else(
    client: httpx.AsyncClient, who: str, status: int, expected: str
) -> None:
    response = await post(client, {"query": "{ not even graphql"}, authorization=f"Bearer {who}")
    assert (response.status_code, code(response)) == (status, expected)
    assert ("www-authenticate" in response.headers) == (status == 401)


async def test_queries_may_be_sent_by_get(client: httpx.AsyncClient) -> None:
    asked = {"query": "query A($t: String!) { echo(text: $t) }", "variables": '{"t": "x"}', "operationName": "A"}
    response = await client.get("/graphql", params=asked, headers={"accept": PLAIN})
    assert response.json() == {"data": {"echo": "x"}}
    assert response.headers["cache-control"] == "no-store"


async def test_mutations_need_post(client: httpx.AsyncClient) -> None:
    assert (await query(client, "mutation { touch }")).json() == {"data": {"touch": True}}
    response = await client.get("/graphql", params={"query": "mutation { touch }"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert code(response) == "BAD_REQUEST"


async def test_subscriptions_are_refused(client: httpx.AsyncClient) -> None:
    response = await query(client, "subscription { ticks }")
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"])
async def test_other_methods_are_not_allowed(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


async def test_an_operation_is_chosen_by_name(client: httpx.AsyncClient) -> None:
    text = "query A { asker } query B { number }"
    assert (await query(client, text, operationName="B")).json() == {"data": {"number": 1}}
    for name in (None, "C", "\u0000"):
        response = await query(client, text, operationName=name)
        assert (response.status_code, code(response)) == (400, "BAD_REQUEST")
        assert error(response)["extensions"]["hint"] == "write one of: A, B"


async def test_introspection_can_be_turned_off() -> None:
    transport = httpx.ASGITransport(sample_app(introspection=False))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
        assert code(await query(client, "{ __schema { types { name } } }")) == "GRAPHQL_VALIDATION_FAILED"


async def test_unknown_paths_say_where_graphql_is(client: httpx.AsyncClient) -> None:
    response = await client.get("/nothing")
    assert response.status_code == 404
    assert "/graphql" in error(response)["extensions"]["hint"]
    assert (await client.post("/livez")).status_code == 405


async def test_answers_carry_strict_headers(client: httpx.AsyncClient) -> None:
    for response in (await query(client, "{ asker }"), await client.get("/nothing"), await client.get("/livez")):
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-frame-options"] == "DENY"
    assert json.loads((await query(client, "{ asker }")).content)
