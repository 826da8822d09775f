"""Whose page asks, and for which host: other sites' pages are refused, and nothing is made of a `Host` header."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.http.sample import sample_app

BASE = "http://gateway.test"


async def ask(method: str = "POST", path: str = "/graphql", *, headers: Any = (), **options: Any) -> httpx.Response:
    transport = httpx.ASGITransport(sample_app(**options))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        if method == "POST":
            return await client.post(path, json={"query": "{ asker }"}, headers=headers)
        return await client.request(method, path, params={"query": "{ asker }"}, headers=headers)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "https://name-behind-the-proxy.example"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": BASE}, 200),
        ({"origin": BASE.upper()}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": BASE}, 403),
        ({"sec-fetch-site": "anything"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": BASE + ".evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://["}, 403),
    ],
)
async def test_pages_of_other_sites_are_refused(method: str, headers: dict[str, str], status: int) -> None:
    response = await ask(method, headers=headers)
    assert response.status_code == status
    assert not [name for name in response.headers if name.startswith("access-control")]
    if status == 403:
        (error,) = response.json()["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
        assert error["extensions"]["where"] in {"Sec-Fetch-Site", "Origin"}


@pytest.mark.parametrize(
    ("method", "more", "status"),
    [
        ("GET", {}, 403),
        ("GET", {"graphql-require-preflight": "1"}, 200),
        ("GET", {"apollo-require-preflight": "1"}, 200),
        ("GET", {"authorization": "Bearer guest"}, 200),
        ("POST", {}, 200),
    ],
)
async def test_a_get_on_a_certificate_needs_a_header_browsers_ask_leave_for(
    method: str, more: dict[str, str], status: int
) -> None:
    response = await ask(method, headers={"client-cert": ":AA==:", **more})
    assert response.status_code == status
    if status == 403:
        assert "GraphQL-Require-Preflight" in response.json()["errors"][0]["extensions"]["hint"]


async def test_preflights_are_not_answered() -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    response = await ask("OPTIONS", headers=headers)
    assert response.status_code == 405
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("tally.example", 200),
        ("TALLY.example:8443", 200),
        ("other.example:8000", 200),
        ("other.example", 421),
        ("other.example:8001", 421),
        ("evil.example", 421),
        ("tally.example.evil.example", 421),
        ("tally.example:80a", 421),
        ("[::1]", 421),
    ],
)
async def test_only_hosts_of_the_gateway_are_answered(host: str, status: int) -> None:
    hosts = ("tally.example", "other.example:8000")
    response = await ask(headers={"host": host}, hosts=hosts)
    assert response.status_code == status
    assert host not in response.text
    assert (await ask("GET", "/livez", headers={"host": host}, hosts=hosts)).status_code == 200


async def test_a_request_names_one_host() -> None:
    response = await ask(headers=[("host", "a"), ("host", "b")])
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["where"] == "Host"


@pytest.mark.parametrize("path", ["/graphql/", "/livez/", "/static"])
async def test_nothing_is_redirected(path: str) -> None:
    response = await ask("GET", path, headers={"host": "evil.example"}, page=True)
    assert response.status_code == 404
    assert "location" not in response.headers
